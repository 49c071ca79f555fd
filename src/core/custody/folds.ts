/** What each event of custody-events.ts does to the state: the change that its decider called. */

import { BugError } from "../../base/assert.ts";
import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow, knownItem, knownPerson, knownUnit } from "../state/logged-rows.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  amendItem,
  calmSurge,
  noteSurge,
  findItem,
  handInItem,
  handOverItem,
  issueItem,
  missItem,
  oweCustody,
  registerItem,
  withdrawItem,
} from "./changes.ts";
import { findRecoveryUnit } from "./recovery.ts";
import { assignRecovery, endRecovery, openRecovery } from "./recovery-changes.ts";
import type { CustodyEvent } from "./custody-events.ts";

/** A link that does not hold to the one before is a damaged log. */
function linked(
  state: RegionState,
  { item, previous }: { readonly item: number; readonly previous: number },
): number {
  const { position } = state.columns.items;
  if (position[knownItem(state, item)] !== previous)
    throw new BugError(
      `the chain of item ${item} goes on from position ${position[item]}, and the log says ${previous}`,
    );
  return item;
}

function recoveryUnit(state: RegionState, recovery: number): number {
  return getRow(findRecoveryUnit(state, recovery), "recovery", recovery);
}

export const custodyFolds: FoldsOf<CustodyEvent> = {
  "item.registered": (state, event) => {
    const { item, code, kind, ofUnit } = event;
    if (ofUnit !== null) knownUnit(state, ofUnit);
    checkMade(registerItem(state, event.at, code, kind, event), "item", item);
  },
  "item.amended": (state, event) => {
    if (event.ofUnit !== null) knownUnit(state, event.ofUnit);
    amendItem(state, event.at, linked(state, event), event);
  },
  "item.issued": (state, event) => {
    issueItem(state, event.at, linked(state, event), knownPerson(state, event.person));
  },
  "item.handed-over": (state, event) => {
    handOverItem(state, event.at, linked(state, event), knownPerson(state, event.to));
  },
  "item.handed-in": (state, event) => {
    handInItem(state, event.at, linked(state, event), event.station);
  },
  "item.went-missing": (state, event) => {
    missItem(state, event.at, linked(state, event), event.text?.reason ?? "");
  },
  "item.found": (state, event) => {
    findItem(state, event.at, linked(state, event), event.station, event.text?.reason ?? "");
  },
  "item.withdrawn": (state, event) => {
    withdrawItem(state, event.at, linked(state, event), event.text?.reason ?? "");
  },
  "custody.surged": (state, event) => {
    noteSurge(state, event.at, event.evidence);
  },
  "custody.calmed": (state, event) => {
    calmSurge(state, event.at);
  },
  "recovery.begun": (state, event) => {
    const unit = knownUnit(state, event.ofUnit);
    checkMade(openRecovery(state, event.at, unit, event, event.owner), "recovery", event.recovery);
  },
  "recovery.assigned": (state, event) => {
    const unit = recoveryUnit(state, event.recovery);
    assignRecovery(state, event.at, unit, event.owner, event.text?.reason ?? "");
  },
  "recovery.ended": (state, event) => {
    const unit = recoveryUnit(state, event.recovery);
    endRecovery(state, event.at, unit, event.end, event.text?.reason ?? "");
  },
  "custody.owed": (state, event) => {
    const { person, items, dueAt } = event;
    oweCustody(state, event.at, knownPerson(state, person), items, dueAt);
  },
};
