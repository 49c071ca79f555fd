/**
 * What the line in the field would do: a sentence per command from the grammar, at once, with what a glance at the screen
 * tells against it; then the server's word in its place: why it would be refused, or what to mind. Each reason stands there
 * once, and is read aloud once. A line that is not finished says what comes next.
 */

import type { LinePreview } from "./use-preview.ts";
import type { LineReading } from "./use-reading.ts";

export interface LinePreviewBoxProps {
  readonly line: string;
  readonly reading: LineReading;
  readonly preview: LinePreview;
}

const nothingSaid = { preview: undefined, fault: "" };

/** Sentences listed one by one; a batch of many says how many more. */
const listedMost = 10;

export function LinePreviewBox({ line, reading, preview }: LinePreviewBoxProps) {
  const { fault, sentences } = reading;
  if (fault !== undefined) {
    // A word that is only begun is no fault yet: the choices below it say how it can go on.
    const isBegun = fault.end === fault.start || reading.completions.length > 0;
    return (
      <p className={`command-line-preview ${isBegun ? "soft" : "soon"}`} role="status">
        {isBegun ? `Next: ${fault.expected}` : fault.message}
      </p>
    );
  }
  if (sentences.length === 0) return null;
  // The server's word on the line before says nothing about this one.
  const { preview: word, fault: noWord } = preview.line === line ? preview : nothingSaid;
  return (
    <div className="command-line-preview" role="status">
      {sentences.slice(0, listedMost).map((sentence) => (
        <p key={sentence.text} className={word === undefined && sentence.isRefused ? "late" : ""}>
          {word === undefined ? sentence.text : sentence.sentence}
        </p>
      ))}
      {sentences.length > listedMost && (
        <p className="soft">and {sentences.length - listedMost} more</p>
      )}
      {word?.refusal !== undefined && (
        <p className="late">Would be refused: {word.refusal.message}</p>
      )}
      {word?.warnings.map((warning) => (
        <p key={`${warning.code}-${warning.unit ?? ""}`} className="soon">
          {warning.message}
        </p>
      ))}
      {noWord !== "" && <p className="faint">{noWord}</p>}
    </div>
  );
}
