/**
 * The duplicates panel: open incidents that may be the one this caller talks about, each with the reasons. Alt+1 to
 * Alt+5 joins; joining is a person's act, and the form offers to undo it at once.
 */

import type { DuplicateSuggestion } from "../../core/contact/duplicates.ts";
import { findIncident } from "../live/incident-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { GradeMark } from "../parts/grade-mark.tsx";
import { ageText, countText } from "../view/format.ts";

export interface DuplicatesPanelProps {
  readonly suggestions: readonly DuplicateSuggestion[];
  /** Undefined where commands are off. */
  readonly onJoin: ((incident: number) => void) | undefined;
}

export function DuplicatesPanel({ suggestions, onJoin }: DuplicatesPanelProps) {
  return (
    <section className="duplicates" aria-label="Possible duplicates">
      <h3 className="label" aria-live="polite">
        {suggestions.length === 0
          ? "No open incident looks like this one"
          : `${countText(suggestions.length, "open incident")} may be the same`}
      </h3>
      <ol>
        {suggestions.map((suggestion, index) => (
          <DuplicateLine
            key={suggestion.incident}
            suggestion={suggestion}
            index={index}
            onJoin={onJoin}
          />
        ))}
      </ol>
    </section>
  );
}

function DuplicateLine(props: {
  readonly suggestion: DuplicateSuggestion;
  readonly index: number;
  readonly onJoin: ((incident: number) => void) | undefined;
}) {
  const { suggestion, index, onJoin } = props;
  const row = useRegion((view) => findIncident(view, suggestion.incident));
  if (row === undefined) return null;
  const facts = [ageText(suggestion.ageSeconds), countText(row.contacts, "contact")];
  if (suggestion.distanceM !== undefined) facts.unshift(`${suggestion.distanceM} m away`);
  return (
    <li className="duplicate">
      <GradeMark assessed={row.assessed} served={row.served} />
      <div className="duplicate-words">
        <span className="cut">
          <b>{row.number}</b> {row.type}
          {row.place !== "" && <span className="soft">, {row.place}</span>}
        </span>
        <span className="faint">
          {facts.join(" · ")} · {suggestion.reasons.join(", ")}
        </span>
      </div>
      <button
        type="button"
        className="button small"
        disabled={onJoin === undefined}
        onClick={() => onJoin?.(row.number)}
      >
        Join<span className="only-read-aloud"> incident {row.number}</span>{" "}
        <kbd className="key">Alt+{index + 1}</kbd>
      </button>
    </li>
  );
}
