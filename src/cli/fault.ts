/**
 * A fault of the command line itself: what was asked wrongly or cannot be done from here. Its code is stable and
 * stands in docs/reference/errors.md; main.ts prints it as one line.
 */

export const cliCodes = [
  "cli.no-credentials",
  "cli.no-server",
  "cli.no-region",
  "cli.refused",
  "cli.findings",
  "cli.asked-wrongly",
  "queueing.wrong-value",
  "queueing.overloaded",
  "rehearse.unserved",
  "rehearse.unwritten",
] as const;
export type CliCode = (typeof cliCodes)[number];

export class CliFault extends Error {
  override readonly name = "CliFault";
  readonly code: CliCode;
  constructor(code: CliCode, message: string) {
    super(message);
    this.code = code;
  }
}
