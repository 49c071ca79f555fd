/** How it ends: closing with a result code (and words), only when no unit is on it; reopening with a reason. */

import { useState } from "react";
import { limits } from "../../core/limits.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import type { IncidentRow } from "../live/incident-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { timeText } from "../view/format.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonForm } from "./reason-form.tsx";

export function CloseSection({ row, detail }: IncidentPartProps) {
  const [isEditing, setIsEditing] = useState(false);
  const mayClose = useMay("incident.close");
  const done = (): void => setIsEditing(false);
  if (row.state === "closed")
    return (
      <section className="section stack" aria-label="Result">
        <p>
          Closed at {timeText(row.closedAt)}: <b>{detail.result}</b>
          {detail.resultWords !== "" && ` – ${detail.resultWords}`}
        </p>
        <Reopen row={row} />
      </section>
    );
  return (
    <section className="section" aria-label="Result">
      {isEditing ? (
        <CloseForm row={row} onDone={done} />
      ) : (
        <button
          type="button"
          className={`button ${row.state === "awaiting result" ? "primary" : ""}`}
          disabled={!mayClose}
          onClick={() => setIsEditing(true)}
        >
          Close with a result…
        </button>
      )}
    </section>
  );
}

function CloseForm({ row, onDone }: { readonly row: IncidentRow; readonly onDone: () => void }) {
  const results = useRegion((view) => getPolicy(view.state).config.results);
  const [result, setResult] = useState("");
  const [words, setWords] = useState("");
  const runner = useCommand();
  const close = async (): Promise<void> => {
    const said = words.trim() === "" ? {} : { words: words.trim() };
    const answer = await runner.run({
      type: "incident.close",
      incident: row.number,
      result,
      ...said,
    });
    if (answer !== undefined) onDone();
  };
  return (
    <form
      className="edit-form stack"
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <div className="field">
        <label htmlFor="incident-result">Result</label>
        <select
          id="incident-result"
          className="input"
          required
          autoFocus
          value={result}
          onChange={(event) => setResult(event.target.value)}
        >
          <option value="">Choose a result</option>
          {results.map((known) => (
            <option key={known.code} value={known.code}>
              {known.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="incident-result-words">In words</label>
        <input
          id="incident-result-words"
          className="input"
          maxLength={limits.noteLength}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <CommandFault runner={runner} />
      <div className="row">
        <button type="submit" className="button small primary" disabled={runner.isBusy}>
          Close incident {row.number}
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Reopen({ row }: { readonly row: IncidentRow }) {
  const [isEditing, setIsEditing] = useState(false);
  const may = useMay("incident.reopen");
  const runner = useCommand();
  const reopen = async (reason: string): Promise<void> => {
    await runner.run({ type: "incident.reopen", incident: row.number, reason });
  };
  if (!isEditing)
    return (
      <div>
        <button type="button" className="button" disabled={!may} onClick={() => setIsEditing(true)}>
          Reopen…
        </button>
      </div>
    );
  return (
    <>
      <ReasonForm
        verb={`Reopen incident ${row.number}`}
        isBusy={runner.isBusy}
        onSave={reopen}
        onCancel={() => setIsEditing(false)}
        label="Why it is opened again"
      />
      <CommandFault runner={runner} />
    </>
  );
}
