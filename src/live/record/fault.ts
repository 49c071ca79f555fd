/**
 * Faults of keeping a record: why nothing is signed, or why a proof can not be made. None of them is a command's: commands
 * go on whatever becomes of the record. `docs/reference/errors.md` lists the codes.
 */

export const recordLogCodes = [
  "record.foreign",
  "record.damaged",
  "record.other-origin",
  "record.wrong-keys",
  "record.store-behind",
  "record.unwritten",
  "record.no-proof",
  "record.not-rotated",
] as const;
export type RecordLogCode = (typeof recordLogCodes)[number];

export class RecordLogFault extends Error {
  override readonly name = "RecordLogFault";
  readonly code: RecordLogCode;
  constructor(code: RecordLogCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
