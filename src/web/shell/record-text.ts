/** What the console says of the record: how old its newest checkpoint is, how far behind it is, and who cosigns. */

import { ageText, countText } from "../view/format.ts";
import type { RecordStatus } from "./record-status.ts";

/** Short, for the row of ages. */
export function recordText({
  behind,
  behindSeconds,
  isLate,
  signedSeconds,
  fault,
}: RecordStatus): string {
  if (fault !== null) return "record: nothing is signed";
  if (isLate)
    return `record behind by ${countText(behind, "entry", "entries")} for ${ageText(behindSeconds)}`;
  return signedSeconds === null
    ? "record up to date"
    : `record signed ${ageText(signedSeconds)} ago`;
}

/** Empty where no witness is asked and none is required. */
export function witnessText({
  witnesses,
  requiredWitnesses: required,
  presentWitnesses: present,
}: RecordStatus): string {
  if (witnesses.length === 0 && required === 0) return "";
  return `${present} of ${countText(Math.max(required, witnesses.length), "witness", "witnesses")}`;
}

function areWitnessesMissing(status: RecordStatus): boolean {
  // Where nothing was signed since the start, nobody was asked.
  return status.signedSeconds !== null && status.presentWitnesses < status.requiredWitnesses;
}

/** What somebody has to see to; empty = nothing. */
export function recordWarning(status: RecordStatus): string {
  const { fault, isLate, behind, behindSeconds, requiredWitnesses, presentWitnesses } = status;
  const goesOn = "Commands go on; call whoever runs the server.";
  if (fault !== null) return `The record is not kept: ${fault.message} ${goesOn}`;
  if (isLate)
    return `The record is behind by ${countText(behind, "entry", "entries")}, for ${ageText(behindSeconds)}: what happens now is in no signed checkpoint yet. ${goesOn}`;
  if (areWitnessesMissing(status))
    return `The record has ${presentWitnesses} of ${requiredWitnesses} cosignatures that it needs: ${missingText(status)}. ${goesOn}`;
  return "";
}

function missingText({ witnesses }: RecordStatus): string {
  const missing = witnesses.filter(({ fault }) => fault !== null).map(({ name }) => name);
  return missing.length === 0 ? "no witness has cosigned yet" : `${missing.join(", ")} missing`;
}
