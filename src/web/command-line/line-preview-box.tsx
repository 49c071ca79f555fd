/**
 * What the line in the field would do: a sentence per command from the grammar, at once; then, from the server, why it
 * would be refused or what it would set off. A line that is not finished says what comes next.
 */

import type { LinePreview } from "./use-preview.ts";
import type { LineReading } from "./use-reading.ts";

export interface LinePreviewBoxProps {
  readonly reading: LineReading;
  readonly preview: LinePreview;
}

/** Sentences listed one by one; a batch of many says how many more. */
const listedMost = 10;

export function LinePreviewBox({ reading, preview }: LinePreviewBoxProps) {
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
  const refusal = preview.preview?.refusal;
  return (
    <div className="command-line-preview" role="status">
      {sentences.slice(0, listedMost).map((sentence) => (
        <p key={sentence.text} className={sentence.isRefused ? "late" : ""}>
          {sentence.text}
        </p>
      ))}
      {sentences.length > listedMost && (
        <p className="soft">and {sentences.length - listedMost} more</p>
      )}
      {refusal !== undefined && <p className="late">Would be refused: {refusal.message}</p>}
      {preview.preview?.warnings.map((warning) => (
        <p key={`${warning.code}-${warning.unit ?? ""}`} className="soon">
          {warning.message}
        </p>
      ))}
      {preview.fault !== "" && <p className="faint">{preview.fault}</p>}
    </div>
  );
}
