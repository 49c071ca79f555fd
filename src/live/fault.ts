/**
 * Faults of the live loop: the rules were not asked, or their answer could not be kept. Refusals are values and come
 * from the core; store faults come from the store. `docs/reference/errors.md` lists all codes.
 */

import type { LineFaultCode } from "../core/grammar/fault.ts";
import type { Refusal } from "../core/refusal.ts";

export type LiveFaultCode =
  | "live.busy" // more commands wait than the region takes
  | "live.not-durable" // what was read is not on the disk yet, and the disk takes long
  | "live.stopping" // the process was asked to stop
  | "command.id-reused" // the id belongs to another command
  | "command.stale" // the log is not where the client expects it
  | "command.too-many" // a line asks for more at once than goes
  | LineFaultCode;

export class LiveFault extends Error {
  override readonly name = "LiveFault";
  readonly code: LiveFaultCode;
  readonly position: number | undefined;
  constructor(code: LiveFaultCode, message: string, position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

export function idReused(): LiveFault {
  return new LiveFault(
    "command.id-reused",
    "This command id belongs to another command; make a new id for each.",
  );
}

/** A refusal on its way out through a promise. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
