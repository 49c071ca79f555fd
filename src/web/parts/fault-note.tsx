/** What went wrong with what somebody just did, in the place where they did it; read aloud as soon as it appears. */

export interface FaultNoteProps {
  /** "" = nothing went wrong. */
  readonly text: string;
}

export function FaultNote({ text }: FaultNoteProps) {
  if (text === "") return null;
  return (
    <p className="fault" role="alert">
      {text}
    </p>
  );
}
