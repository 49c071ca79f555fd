/**
 * A text read for statements, sentence by sentence: a suggestion is only a suggestion until whoever is signed in has looked at it,
 * mended it and confirmed it. What could not be resolved stands beside it.
 */

import { describeStatement } from "../../wire/reading/describe-statement.ts";
import { useState } from "react";
import { WordsField } from "../parts/fields.tsx";
import { countText } from "../view/format.ts";
import { CheckStatement } from "./check-statement.tsx";
import {
  useAsking,
  useStatementCalls,
  type ReadAnswer,
  type Suggested,
} from "./statement-calls.ts";
import { TextField } from "./statement-fields.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

export function ReadArticle({ onKept }: { readonly onKept: (number: number) => void }) {
  const calls = useStatementCalls();
  const reading = useAsking<ReadAnswer>();
  const [text, setText] = useState("");
  const [asOf, setAsOf] = useState("");
  return (
    <>
      <form
        className="section stack"
        aria-label="Read a text"
        onSubmit={(event) => {
          event.preventDefault();
          void reading.run(() => calls.read(text, asOf));
        }}
      >
        <WordsField label="Text" value={text} onChange={setText} />
        <TextField
          label="Date it speaks from"
          hint="2026-01-04; without it “yesterday” stays open"
          value={asOf}
          onChange={setAsOf}
        />
        <div className="row">
          <button
            type="submit"
            className="button primary"
            disabled={reading.isBusy || text.trim() === ""}
          >
            {reading.isBusy ? "Reading" : "Read it"}
          </button>
        </div>
        <FaultNote text={reading.fault} />
      </form>
      {reading.value !== undefined && <Readings answer={reading.value} onKept={onKept} />}
    </>
  );
}

interface ReadingsProps {
  readonly answer: ReadAnswer;
  readonly onKept: (number: number) => void;
}

function Readings({ answer, onKept }: ReadingsProps) {
  const { readings, provenance, file } = answer;
  const { dates, persons, places, unresolved } = provenance;
  return (
    <section className="section stack" aria-label="Sentences">
      <p role="status">
        {countText(readings.length, "sentence")}, {file.readings.length} with something to measure.
        No verdict without a person who confirms it.
      </p>
      <ul className="plain-list">
        {file.readings.map((each) => (
          <Sentence
            key={each.number}
            suggested={each}
            means={meaningOf(readings.find(({ number }) => number === each.number))}
            onKept={onKept}
          />
        ))}
      </ul>
      <h3>What the text names</h3>
      <ul className="plain-list">
        {dates.map(({ text, period }) => (
          <li key={`d${text}`}>
            {text}: {period}
          </li>
        ))}
        {places.map(({ text, what }) => (
          <li key={`p${text}`}>
            {text}: {what}
          </li>
        ))}
        {persons.map((person) => (
          <li key={`n${person}`}>{person}</li>
        ))}
        {unresolved.map(({ kind, text }) => (
          <li key={`u${kind}${text}`} className="late">
            not resolved: {text} ({kind})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The suggested statement, what the sentence does not say of it, and what it leaves out of the sentence. */
function meaningOf(reading: ReadAnswer["readings"][number] | undefined): string {
  if (reading === undefined) return "";
  const { statement, assumed, left } = reading.suggestion;
  const notes = [
    ...(assumed.length === 0 ? [] : [`${assumed.join(" and ")} not said`]),
    ...(left.length === 0 ? [] : [`not in it: ${left.join(", ")}`]),
  ];
  return `${describeStatement(statement)}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
}

interface SentenceProps {
  readonly suggested: Suggested;
  readonly means: string;
  readonly onKept: (number: number) => void;
}

function Sentence({ suggested, means, onKept }: SentenceProps) {
  const { number, sentence, statement } = suggested;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className="stack">
      <button
        type="button"
        className="button quiet sentence"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {number}. {sentence} <span className="soft">suggested: {means}</span>
      </button>
      {isOpen && (
        <CheckStatement
          first={statement}
          name={`Sentence ${number}`}
          hasSentence
          onKept={onKept}
          onCancel={() => setIsOpen(false)}
        />
      )}
    </li>
  );
}
