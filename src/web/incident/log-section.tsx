/**
 * The incident's history, newest first, folded away until somebody wants it: from the log, with who and why; where
 * that can't be had (a replay, no connection), what follows from the folded state alone.
 */

import { useState } from "react";
import { listContactsOf } from "../live/contact-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { sentenceCase, timeText } from "../view/format.ts";
import { listLogLines, type LogLine } from "./incident-log.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { useHistory, type History } from "./use-history.ts";

function linesOf(history: History): readonly LogLine[] {
  return history.lines
    .map(({ position, at, by, says }) => ({
      key: String(position),
      at,
      by,
      text: sentenceCase(says),
    }))
    .toReversed();
}

export function LogSection({ row, detail }: IncidentPartProps) {
  const contacts = useRegion((view) => listContactsOf(view, row.number));
  const [isOpen, setIsOpen] = useState(false);
  const history = useHistory(row.number, isOpen, detail);
  const lines = history === undefined ? listLogLines(row, detail, contacts) : linesOf(history);
  return (
    <section className="section" aria-label="History">
      <h3>
        <button
          type="button"
          className="button small"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          History
        </button>
      </h3>
      {isOpen && (
        <>
          {history?.complete === false && (
            <p className="hint">The log is long: this is its newest part.</p>
          )}
          <ol className="incident-log">
            {lines.map((line) => (
              <li key={line.key}>
                <time className="faint">{timeText(line.at)}</time>
                <span>
                  {line.text}
                  {line.by !== "" && <span className="faint"> – {line.by}</span>}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
