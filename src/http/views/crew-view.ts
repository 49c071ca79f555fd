/**
 * The people of a unit as JSON: who is of its crew and what they hold, who was, who of these is recalled, the planned shift, and what
 * the crew before left to be read. By staff number and code, never by name.
 */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { getItem, listItemsOf } from "../../core/custody/read.ts";
import { listItemsOfCrew } from "../../core/hand-over/book-off.ts";
import { listHandOvers } from "../../core/hand-over/read.ts";
import { restOwedMicros } from "../../core/hours/breaches.ts";
import { fatigueOf } from "../../core/hours/fatigue.ts";
import { personName } from "../../core/roster/decide-people.ts";
import { getShift } from "../../core/roster/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { itemStates, recallStates } from "../../core/vocabulary.ts";
import type { CrewNames, CrewPeople } from "../../wire/crew-schema.ts";
import { instantOrNull } from "./instants.ts";

function viewHeld(state: RegionState, person: number): CrewPeople["members"][number]["items"] {
  return listItemsOf(state, person).map((id) => {
    const { item, code, kind, sinceAt } = getItem(state, id);
    return { item, code, kind, sinceAt };
  });
}

function viewWere(state: RegionState, person: number, now: Instant): CrewPeople["were"][number] {
  const { recallState, recallFromAt, recallDueAt } = state.columns.people;
  const owed = restOwedMicros(state, person, now);
  const recall = recallStates.names[recallState[person]];
  return {
    person,
    staffNumber: personName(state, person),
    restsUntil: instantOrNull(owed === 0 ? 0 : now + owed),
    recall:
      recall === "none"
        ? null
        : { state: recall, fromAt: recallFromAt[person], dueAt: recallDueAt[person] },
    items: viewHeld(state, person),
  };
}

function viewItems(state: RegionState, unit: number): CrewPeople["items"] {
  const { items, head } = state.columns;
  const list: CrewPeople["items"] = [];
  for (let id = 0; id < head.items[0]; id += 1) {
    if (items.unit[id] !== unit || itemStates.names[items.state[id]] === "withdrawn") continue;
    const { item, code, kind, state: is, holder } = getItem(state, id);
    const name = holder === null ? null : personName(state, holder);
    list.push({ item, code, kind, state: is, holder: name });
  }
  return list;
}

export function viewCrew(state: RegionState, unit: number, now: Instant): CrewPeople {
  const { people, units, head } = state.columns;
  const members: CrewPeople["members"] = [];
  const were: CrewPeople["were"] = [];
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.crewOf[person] === unit + 1)
      members.push({
        person,
        staffNumber: personName(state, person),
        onDutyAt: people.onDutyAt[person],
        restDebtMinutes: people.debtMinutes[person],
        items: viewHeld(state, person),
      });
    else if (people.lastCrewOf[person] === unit + 1 && people.onDutyAt[person] === 0)
      were.push(viewWere(state, person, now));
  }
  const row = units.shift[unit] >= 0 ? units.shift[unit] : units.firstShift[unit];
  const { leftMicros } = fatigueOf(state, unit, now);
  const left = listHandOvers(state).find((each) => each.state === "begun" && each.unit === unit);
  return {
    unit,
    members,
    dutyLeftMinutes: leftMicros === Infinity ? null : Math.floor(leftMicros / microsPerMinute),
    were,
    itemsOut: listItemsOfCrew(state, unit).length,
    items: viewItems(state, unit),
    shift: row < 0 ? null : viewOwnShift(state, row),
    handOver:
      left === undefined
        ? null
        : { handOver: left.handOver, begunAt: left.begunAt, words: left.words },
  };
}

function viewOwnShift(state: RegionState, row: number): CrewPeople["shift"] {
  const { shift, state: is, fromAt, untilAt, crew } = getShift(state, row);
  return { shift, state: is, fromAt, untilAt, crew };
}

/** Ids for what a crew types: of one staff number and of codes. Nothing else is said of a person. */
export function viewNames(
  state: RegionState,
  staffNumber: string,
  codes: readonly string[],
): CrewNames {
  const person = state.text?.personOfStaffNumber.get(staffNumber.toUpperCase()) ?? null;
  return {
    person,
    isOnDuty: person !== null && state.columns.people.onDutyAt[person] > 0,
    items: codes.map((code) => {
      const item = state.text?.itemOfCode.get(code.toUpperCase()) ?? null;
      return {
        code: code.toUpperCase(),
        item,
        state: item === null ? null : itemStates.names[state.columns.items.state[item]],
      };
    }),
  };
}
