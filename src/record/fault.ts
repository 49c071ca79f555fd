/**
 * What is wrong with a text or a proof of the record, as a value: reading and checking never throw on bad input, because
 * all of it comes from outside. A code is stable (docs/reference/errors.md); the message says what was got and what was
 * expected. Deliberately not here: who is to blame, which no check can know.
 */

export const recordFaultCodes = [
  "record.wrong-hash",
  "record.wrong-size",
  "record.wrong-proof",
  "record.wrong-tile",
  "record.wrong-bundle",
  "record.wrong-note",
  "record.wrong-key",
  "record.wrong-signature",
  "record.unsigned",
  "record.wrong-checkpoint",
  "record.wrong-policy",
  "record.no-quorum",
  "record.wrong-entry",
  "record.wrong-figures",
  "record.wrong-row",
] as const;
export type RecordFaultCode = (typeof recordFaultCodes)[number];

export interface RecordFault {
  readonly code: RecordFaultCode;
  readonly message: string;
}

/** A value, or what is wrong. */
export type Outcome<Value> =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly fault: RecordFault; readonly value?: undefined };

export function faultOf(code: RecordFaultCode, message: string): { readonly fault: RecordFault } {
  return { fault: { code, message } };
}

/** Short enough for one line, whatever it was. */
export function shortly(text: string): string {
  const line = JSON.stringify(text);
  return line.length <= 80 ? line : `${line.slice(0, 76)}..."`;
}
