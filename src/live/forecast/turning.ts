/** After which events the next hours look different at once: levels, shifts, who is there, recalls, and units of other regions. */
import type { CoreEvent } from "../../core/events.ts";

const turning: ReadonlySet<CoreEvent["type"]> = new Set([
  "region.configured",
  "unit.booked-on",
  "unit.booked-off",
  "level.decided",
  "shift.planned",
  "shift.amended",
  "shift.cancelled",
  "shift.marked-late",
  "shift.marked-absent",
  "shift.booked-on",
  "shift.booked-off",
  "shift.ended",
  "shift.overran",
  "person.booked-on",
  "person.booked-off",
  "person.recalled",
  "recall.answered",
  "recall.ended",
  "aid.guest-named",
  "aid.unit-arrived",
  "aid.unit-lent",
  "aid.unit-recalled",
  "aid.unit-released",
  "aid.unit-returned",
]);

export function isTurning({ type }: Pick<CoreEvent, "type">): boolean {
  return turning.has(type);
}
