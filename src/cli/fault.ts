/**
 * A fault of the command line itself: what was asked wrongly or cannot be done from here. Its code is stable and
 * stands in docs/reference/errors.md. Faults of every part are printed as one line each; main.ts does so with what ended it.
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
  "rehearse.wrong-plan",
  "rehearse.stopped",
  "rehearse.unserved",
  "rehearse.unwritten",
  "rehearse.no-record",
  "fit.too-little",
  "fit.unwritten",
  "manual-pack.unwritten",
  "statement.no-record",
  "statement.wrong-file",
  "check.too-long",
  "check.wrong-places",
  "check.unwritten",
  "record.unreachable",
  "record.findings",
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

/** A fault with a code as a line for a person; anything else is a bug and shows where. */
export function printFault(error: unknown): void {
  const { code } = error as { code?: unknown };
  if (error instanceof Error && typeof code === "string" && /^[a-z]+\.[a-z.-]+$/.test(code)) {
    process.stderr.write(`muster: ${error.message} (${code})\n`);
  } else {
    process.stderr.write(
      `muster: this is a bug, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
  }
}
