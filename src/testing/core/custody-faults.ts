/**
 * What must hold of custody in every state: each item that is issued stands in the list of one person, each other one in none; who
 * is off duty and holds something has a timer or its alarm, and nobody else has either.
 */

import { exceedsAt } from "../../core/hours/longest-duty.ts";
import { listItemsOf } from "../../core/custody/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { itemStates } from "../../core/vocabulary.ts";
import { equal, range, type Say } from "./fault-tools.ts";

export function checkCustody(state: RegionState, say: Say): void {
  checkRecoveries(state, say);
  const { items, people, head } = state.columns;
  const holderOf = new Map<number, number>();
  for (const person of range(head.people[0])) {
    const held = listItemsOf(state, person);
    equal(say, `person ${person}: items`, people.items[person], held.length);
    for (const item of held) {
      if (holderOf.has(item)) say(`item ${item} is in two hands`);
      holderOf.set(item, person);
    }
    const owes = held.length > 0 && people.onDutyAt[person] === 0;
    equal(say, `person ${person}: owes items`, people.owesAt[person] > 0, owes);
    const isSaid = people.custodyAlarm[person] >= 0;
    const isRecalled = people.recallState[person] > 0;
    equal(say, `person ${person}: due answer to a recall`, people.recallDueAt[person] > 0, isRecalled); // prettier-ignore
    if (people.recallAlarm[person] >= 0 && !isRecalled) say(`person ${person} is not recalled, and an alarm says so`); // prettier-ignore
    const isAwaited = isRecalled && people.recallAlarm[person] < 0;
    const isTimed = (owes && !isSaid) || isAwaited || exceedsAt(state, person) > 0;
    equal(say, `person ${person}: timer`, people.dueAt[person] > 0, isTimed);
    equal(say, `person ${person}: duty too long`, people.dutyAlarm[person] >= 0, people.exceededAt[person] > 0); // prettier-ignore
    if (isSaid && !owes) say(`person ${person} owes nothing, and an alarm says so`);
  }
  for (const item of range(head.items[0])) {
    const isIssued = items.state[item] === itemStates.code.issued;
    equal(say, `item ${item}: issued`, isIssued, items.holder[item] >= 0);
    equal(say, `item ${item}: holder`, items.holder[item], holderOf.get(item) ?? -1);
    if (items.position[item] <= 0) say(`item ${item} has no event in the log`);
  }
}

function checkRecoveries(state: RegionState, say: Say): void {
  const { units, head } = state.columns;
  for (const unit of range(head.units[0])) {
    const isOpen = units.recovery[unit] > 0;
    equal(say, `unit ${unit}: alarm of its recovery`, units.recoveryAlarm[unit] >= 0, isOpen);
    equal(say, `unit ${unit}: owner of its recovery`, state.facts.recoveries[unit] !== undefined, isOpen); // prettier-ignore
  }
}
