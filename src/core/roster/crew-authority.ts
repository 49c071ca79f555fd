/**
 * What a crew may do about people and items: its own unit's only. It books its people on and off with what they take and bring back,
 * passes on what they hold, says that it does not come to a planned shift of its unit, and whether somebody of its last crew comes back. An hours rule is overridden by the room, never by
 * the crew that it is about.
 */

import type { Command } from "../commands.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findShiftRow, hasItem, hasPerson, type RegionState } from "../state/region-state.ts";
import type { Role } from "../vocabulary.ts";

const ownOnly = "a crew books on and off, gives and takes for people of its own unit only";

/** Undefined = it is no crew that asks, or the crew may. */
export function checkCrewPerson(
  state: RegionState,
  actor: { readonly role: Role; readonly unit: number | undefined },
  command: Command,
): Refusal | undefined {
  if (actor.role !== "crew" || actor.unit === undefined) return undefined;
  const { unit } = actor;
  const { crewOf, lastCrewOf } = state.columns.people;
  const isOwn = (person: number): boolean =>
    hasPerson(state, person) && crewOf[person] === unit + 1;
  const wasOwn = (person: number): boolean =>
    hasPerson(state, person) && lastCrewOf[person] === unit + 1;
  switch (command.type) {
    case "person.book-on":
      if (command.override !== undefined)
        return refuse("role.not-allowed", "the room overrides an hours rule, not the crew that it is about"); // prettier-ignore
      return command.crewOf === unit ? undefined : refuse("role.other-unit", ownOnly);
    case "shift.mark-absent": {
      const row = findShiftRow(state, command.shift);
      const isOwnShift = row >= 0 && state.columns.shifts.unit[row] === unit;
      return isOwnShift ? undefined : refuse("role.other-unit", ownOnly);
    }
    case "person.book-off":
    case "item.issue":
      return isOwn(command.person) ? undefined : refuse("role.other-unit", ownOnly);
    case "person.answer-recall":
      return wasOwn(command.person) ? undefined : refuse("role.other-unit", ownOnly);
    case "item.hand-over":
    case "item.hand-in":
    case "item.miss": {
      const holder = hasItem(state, command.item) ? state.columns.items.holder[command.item] : -1;
      return isOwn(holder) || wasOwn(holder) ? undefined : refuse("role.other-unit", ownOnly);
    }
    default:
      return undefined;
  }
}
