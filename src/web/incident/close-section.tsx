/** How it ends: closing with a result code (and words), only when no unit is on it; reopening with a reason. */

import { useState } from "react";
import { limits } from "../../core/limits.ts";
import type { NamedCode } from "../../core/region/config.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { OutcomeChoice } from "../contact/outcome-choice.tsx";
import type { IncidentRow } from "../live/incident-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { SearchBox } from "../parts/search-box.tsx";
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

/** With more result codes than this, they are searched by words instead of listed. */
const listedMost = 12;

function CloseForm({ row, onDone }: { readonly row: IncidentRow; readonly onDone: () => void }) {
  const results = useRegion((view) => getPolicy(view.state).config.results);
  const [words, setWords] = useState("");
  const runner = useCommand();
  const close = async (result: string): Promise<void> => {
    const said = words.trim() === "" ? {} : { words: words.trim() };
    const answer = await runner.run({
      type: "incident.close",
      incident: row.number,
      result,
      ...said,
    });
    if (answer !== undefined) onDone();
  };
  const closeByName = (name: string): void => {
    const result = results.find((known) => known.name === name);
    if (result !== undefined) void close(result.code);
  };
  return (
    <div className="edit-form stack">
      <div className="field">
        <label htmlFor="incident-result-words">Result in words, if codes do not say enough</label>
        <input
          id="incident-result-words"
          className="input"
          maxLength={limits.noteLength}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {results.length <= listedMost ? (
        <OutcomeChoice
          label={`Close incident ${row.number} as`}
          names={results.map((result) => result.name)}
          onChoose={closeByName}
          onCancel={onDone}
        />
      ) : (
        <ResultSearch results={results} onChoose={(code) => void close(code)} />
      )}
      <CommandFault runner={runner} />
    </div>
  );
}

interface ResultSearchProps {
  readonly results: readonly NamedCode[];
  readonly onChoose: (code: string) => void;
}

function ResultSearch({ results, onChoose }: ResultSearchProps) {
  const [text, setText] = useState("");
  const asked = text.trim().toLowerCase();
  const choices = results
    .filter((result) => result.name.toLowerCase().includes(asked))
    .slice(0, 40)
    .map((result) => ({ id: result.code, title: result.name }));
  return (
    <SearchBox
      label="Result"
      value={text}
      choices={choices}
      onText={setText}
      onChoose={(choice) => onChoose(choice.id)}
    />
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
        onSave={reopen}
        onCancel={() => setIsEditing(false)}
        label="Why it is opened again"
      />
      <CommandFault runner={runner} />
    </>
  );
}
