/**
 * A caller who went before an answer or during it is work with a due time: call back, write down what came of it,
 * join it to an incident that other callers reported, or end it with an outcome. "Reached" opens the form again.
 */

import { useMemo, useState } from "react";
import { callBackResults, contactOutcomes } from "../../core/vocabulary.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useNow } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { clockText, countText, timeText } from "../view/format.ts";
import { ContactFacts } from "./contact-facts.tsx";
import { draftFromContact } from "./draft-commands.ts";
import { dropDraft, useDraftOwner } from "./draft.ts";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import { JoinSearch } from "./join-search.tsx";
import { OutcomeChoice } from "./outcome-choice.tsx";
import { useDuplicates } from "./use-duplicates.ts";

function DueLine({ row }: { readonly row: ContactRow }) {
  const left = row.dueAt - useNow();
  const what = row.callBack ? "Call back" : "Trace or review";
  return (
    <p className={left < 0 ? "late" : ""} role="status">
      {row.dueAt === 0
        ? `${what}: overdue`
        : left < 0
          ? `${what} was due at ${timeText(row.dueAt)}, ${clockText(-left)} ago`
          : `${what} by ${timeText(row.dueAt)}, in ${clockText(left)}`}
      {row.attempts > 0 && `; ${countText(row.attempts, "attempt")} so far`}
    </p>
  );
}

export function AbandonedContact({ row }: { readonly row: ContactRow }) {
  const owner = useDraftOwner();
  const runner = useCommand();
  const may = useMay("contact.call-back");
  const [isEnding, setIsEnding] = useState(false);
  const draft = useMemo(() => draftFromContact(row), [row]);
  const suggestions = useDuplicates(draft);
  const { run } = runner;
  const contact = row.number;
  const end = async (outcome: (typeof contactOutcomes.names)[number]): Promise<void> => {
    const answer = await run({ type: "contact.end", contact, outcome });
    if (answer !== undefined) dropDraft(owner, String(contact));
  };
  return (
    <div className="section stack">
      <DueLine row={row} />
      <ContactFacts row={row} />
      {row.callBack ? (
        <OutcomeChoice
          label="What came of the call-back"
          names={callBackResults.names}
          isDisabled={!may}
          onChoose={(result) => void run({ type: "contact.call-back", contact, result })}
        />
      ) : (
        <p className="hint">
          There is no number to call back. When the caller is found, write it down as reached:{" "}
          <button
            type="button"
            className="button small"
            disabled={!may}
            onClick={() => void run({ type: "contact.call-back", contact, result: "reached" })}
          >
            Reached
          </button>
        </p>
      )}
      {isEnding ? (
        <OutcomeChoice
          label="End without an incident as"
          names={contactOutcomes.names}
          isDisabled={!may}
          onChoose={(outcome) => void end(outcome)}
          onCancel={() => setIsEnding(false)}
        />
      ) : (
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={!may}
            onClick={() => setIsEnding(true)}
          >
            End without an incident…
          </button>
        </div>
      )}
      <CommandFault runner={runner} />
      <DuplicatesPanel
        suggestions={suggestions}
        onJoin={
          may ? (incident) => void run({ type: "contact.link", contact, incident }) : undefined
        }
      />
      {may && (
        <JoinSearch onJoin={(incident) => void run({ type: "contact.link", contact, incident })} />
      )}
    </div>
  );
}
