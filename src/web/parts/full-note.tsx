/** Said under a long text's field when it holds all that it can: a browser cuts off the rest of a paste without a word. */

export interface FullNoteProps {
  readonly text: string;
  /** The field's `maxLength`, in UTF-16 units as the browser counts them. */
  readonly limit: number;
}

export function FullNote({ text, limit }: FullNoteProps) {
  if (text.length < limit) return null;
  return (
    <p className="hint" role="status">
      Full: {limit} characters at most. Anything beyond is not kept; put it into another note.
    </p>
  );
}
