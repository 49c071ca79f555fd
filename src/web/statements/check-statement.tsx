/**
 * One statement in structured form: whoever is signed in says that this is what was said, and gets a verdict. It is kept in
 * the log only when they say so; a correction says what it corrects and why.
 */

import { useState } from "react";
import type { StatementForm } from "../../wire/statement/shown.ts";
import type { Card } from "../../wire/statement/shown.ts";
import { useConsole } from "../live/use-region.ts";
import { WordsField } from "../parts/fields.tsx";
import { draftOf, formOfDraft, StatementFields, TextField } from "./statement-fields.tsx";
import { useAsking, useStatementCalls } from "./statement-calls.ts";
import { VerdictCard } from "./verdict-card.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

interface CheckStatementProps {
  readonly first: StatementForm;
  /** Names the form for those who hear it. */
  readonly name: string;
  /** The sentence of an article is not to be changed. */
  readonly hasSentence?: boolean;
  /** Number of the check that this one corrects. */
  readonly corrects?: number;
  readonly onKept: (number: number) => void;
  readonly onCancel?: () => void;
}

export function CheckStatement({
  first,
  name,
  hasSentence = false,
  corrects,
  onKept,
  onCancel,
}: CheckStatementProps) {
  const calls = useStatementCalls();
  const checking = useAsking<Card>();
  const [draft, setDraft] = useState(() => draftOf(first));
  const [checked, setChecked] = useState("");
  const [why, setWhy] = useState("");
  const form = formOfDraft(draft);
  const written = JSON.stringify(form);
  // A verdict is of what was confirmed, not of what was typed since.
  const card = checked === written ? checking.value : undefined;
  const check = async (): Promise<void> => {
    await checking.run(() => calls.evaluate(form));
    setChecked(written);
  };
  const keep = async (): Promise<void> => {
    const kept = await checking.run(async () => {
      const { number, card: keptCard } = await calls.keep(form, {
        corrects: corrects ?? null,
        why,
      });
      onKept(number);
      return keptCard;
    });
    if (kept !== undefined) setChecked(written);
  };
  return (
    <form
      className="section stack"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      {hasSentence ? (
        <blockquote className="said">{draft.form.text}</blockquote>
      ) : (
        <WordsField
          label="As it was said"
          value={draft.form.text}
          onChange={(text) => setDraft({ ...draft, form: { ...draft.form, text } })}
        />
      )}
      <StatementFields draft={draft} onChange={setDraft} />
      {corrects !== undefined && (
        <TextField label={`Why statement ${corrects} is corrected`} value={why} onChange={setWhy} />
      )}
      <CheckActs
        isBusy={checking.isBusy}
        corrects={corrects}
        mayKeep={card !== undefined && (corrects === undefined || why.trim() !== "")}
        isChecked={card !== undefined}
        onKeep={() => void keep()}
        onCancel={onCancel}
      />
      <FaultNote text={checking.fault} />
      <div aria-live="polite">{card !== undefined && <VerdictCard card={card} />}</div>
    </form>
  );
}

interface CheckActsProps {
  readonly isBusy: boolean;
  readonly corrects: number | undefined;
  readonly isChecked: boolean;
  readonly mayKeep: boolean;
  readonly onKeep: () => void;
  readonly onCancel: (() => void) | undefined;
}

function CheckActs({ isBusy, corrects, isChecked, mayKeep, onKeep, onCancel }: CheckActsProps) {
  const { session } = useConsole();
  return (
    <div className="row wrap">
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? "Checking" : `Confirm as ${session.account.name} and check`}
      </button>
      {isChecked && (
        <button type="button" className="button" disabled={isBusy || !mayKeep} onClick={onKeep}>
          {corrects === undefined ? "Keep it in the log" : `Keep as a correction of ${corrects}`}
        </button>
      )}
      {onCancel !== undefined && (
        <button type="button" className="button quiet" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
