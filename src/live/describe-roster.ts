/** One sentence for each event about people, their hours, recalls and planned shifts; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import { unitName } from "../core/decision.ts";
import { personName } from "../core/roster/decide-people.ts";
import { shiftName } from "../core/roster/read.ts";
import { findShiftRow, type RegionState } from "../core/state/region-state.ts";
import { timeOf, type EventOf } from "./describe-words.ts";

export function describePerson(
  event: EventOf<"person" | "hours" | "recall">,
  state: RegionState,
): string {
  switch (event.type) {
    case "person.registered":
      return `${event.staffNumber} (${event.post}) is registered`;
    case "person.amended":
      return `${personName(state, event.person)} is amended`;
    case "hours.overridden":
      return `${personName(state, event.person)} may break ${event.breaches.map(({ rule }) => rule).join(", ")}`;
    case "hours.exceeded":
      return `${personName(state, event.person)} is ON DUTY TOO LONG, since ${timeOf(event.since)} (${event.rule})`;
    case "person.booked-on":
      return `${personName(state, event.person)} books on`;
    case "person.signed-in":
      return `${personName(state, event.person)} signs in at the console`;
    case "person.booked-off":
      return `${personName(state, event.person)} books off`;
    case "person.recalled":
      return `${personName(state, event.person)} is RECALLED for ${timeOf(event.fromAt)}; an answer is owed by ${timeOf(event.deadlineAt)}${event.debtMinutes > 0 ? `, ${Math.ceil(event.debtMinutes / 6) / 10} h of rest owed` : ""}`;
    case "recall.answered":
      return event.answer === "comes"
        ? `${personName(state, event.person)} comes by ${timeOf(event.etaAt)}`
        : `${personName(state, event.person)} does not come`;
    case "recall.ended":
      return `the recall of ${personName(state, event.person)} is over: ${event.end}`;
    default:
      return assertNever(event, "event");
  }
}

export function describeShift(event: EventOf<"shift">, state: RegionState): string {
  const row = findShiftRow(state, event.shift);
  const name =
    row < 0
      ? `planned shift ${event.shift}`
      : `planned shift ${event.shift} of ${shiftName(state, row)}`;
  switch (event.type) {
    case "shift.planned": {
      const of =
        event.unit === null ? personName(state, event.person ?? -1) : unitName(state, event.unit);
      return `${of} is planned from ${timeOf(event.fromAt)} until ${timeOf(event.untilAt)}`;
    }
    case "shift.amended":
      return `${name} is from ${timeOf(event.fromAt)} until ${timeOf(event.untilAt)} now`;
    case "shift.cancelled":
      return `${name} is cancelled`;
    case "shift.booked-on":
      return `${name}: ${event.came} of the plan booked on`;
    case "shift.marked-late":
      return `${name} began and nobody has booked on`;
    case "shift.marked-absent":
      return `${name} is absent`;
    case "shift.overran":
      return `${name} is past its end: overtime`;
    case "shift.booked-off":
      return `${name} booked off`;
    case "shift.ended":
      return `${name} is over`;
    case "shift.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}
