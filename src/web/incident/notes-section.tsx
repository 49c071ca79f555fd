/**
 * Notes: written with Enter, never deleted; a wrong one is struck through with a reason and stays readable. A closed
 * incident still takes notes, because late knowledge belongs in the record.
 */

import { useState, type KeyboardEvent } from "react";
import { limits } from "../../core/limits.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { FullNote } from "../parts/full-note.tsx";
import { CommandFault } from "../parts/command-fault.tsx";
import { timeText } from "../view/format.ts";
import type { NoteRow } from "./incident-detail.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonForm } from "./reason-form.tsx";

export function NotesSection({ row, detail }: IncidentPartProps) {
  return (
    <section className="section stack" aria-label="Notes">
      <h3>Notes</h3>
      <NoteForm incident={row.number} />
      {detail.notes.length > 0 && (
        <ol className="notes">
          {detail.notes.toReversed().map((note) => (
            <NoteLine key={note.note} incident={row.number} note={note} />
          ))}
        </ol>
      )}
    </section>
  );
}

function NoteForm({ incident }: { readonly incident: number }) {
  const [text, setText] = useState("");
  const may = useMay("incident.note");
  const runner = useCommand();
  const save = async (): Promise<void> => {
    const note = text.trim();
    if (note === "" || runner.isBusy) return;
    const answer = await runner.run({ type: "incident.note", incident, note });
    // What was typed meanwhile is another note.
    if (answer !== undefined) setText((now) => (now.trim() === note ? "" : now));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  };
  return (
    <>
      <textarea
        className="input note-input"
        aria-label="New note"
        placeholder="New note: Enter keeps it, Shift+Enter starts a line"
        rows={1}
        maxLength={limits.noteLength}
        disabled={!may}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => setText(event.target.value)}
      />
      <FullNote text={text} limit={limits.noteLength} />
      <CommandFault runner={runner} />
    </>
  );
}

function NoteLine({ incident, note }: { readonly incident: number; readonly note: NoteRow }) {
  const [isStriking, setIsStriking] = useState(false);
  const may = useMay("incident.strike-note");
  const runner = useCommand();
  const strike = async (reason: string): Promise<void> => {
    const answer = await runner.run({
      type: "incident.strike-note",
      incident,
      note: note.note,
      reason,
    });
    if (answer !== undefined) setIsStriking(false);
  };
  return (
    <li className="note">
      <div className="row spread">
        <span className="faint note-head">
          {note.note} · {timeText(note.at)} · {note.by}
        </span>
        {note.struck === undefined && !isStriking && (
          <button
            type="button"
            className="button small quiet note-strike"
            disabled={!may}
            onClick={() => setIsStriking(true)}
          >
            Strike<span className="only-read-aloud"> note {note.note} through</span>
          </button>
        )}
      </div>
      <p className="note-text">{note.struck === undefined ? note.text : <s>{note.text}</s>}</p>
      {note.struck !== undefined && (
        <p className="faint">
          Struck through at {timeText(note.struck.at)} by {note.struck.by}: {note.struck.reason}
        </p>
      )}
      {isStriking && (
        <ReasonForm
          verb={`Strike note ${note.note}`}
          onSave={strike}
          onCancel={() => setIsStriking(false)}
          label={`Why note ${note.note} is wrong`}
        />
      )}
      <CommandFault runner={runner} />
    </li>
  );
}
