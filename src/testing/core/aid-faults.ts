/**
 * What must hold of units between regions in every state: a lent unit is unavailable for that reason and no other is, a guest is
 * booked on exactly while it is there, the counts are those of the rows, and the alarms stand while what they say is so.
 */

import { homeOf, listLoans } from "../../core/aid/loans.ts";
import { findRequestRow, type RegionState } from "../../core/state/region-state.ts";
import { loanStates, unavailabilityReasons, unitStatuses } from "../../core/vocabulary.ts";
import { equal, range, usedRows, type Say } from "./fault-tools.ts";

const loans = loanStates.code;

export function checkAid(state: RegionState, say: Say): void {
  const { units, aid, head, requests } = state.columns;
  let [lent, guests] = [0, 0];
  for (const unit of range(head.units[0])) {
    const isLent = units.home[unit] === 0 && units.loan[unit] !== loans.none;
    const isNamed = units.home[unit] > 0 && units.loan[unit] !== loans.none;
    if (isLent) lent += 1;
    if (isNamed) guests += 1;
    checkUnit(state, unit, isLent, say);
  }
  equal(say, "units lent", aid.lent[0], lent);
  equal(say, "guests", aid.guests[0], guests);
  equal(say, "floor alarm", aid.floorAlarm[0] >= 0, aid.brokenAt[0] > 0);
  checkLinks(state, say);
  for (const row of usedRows(state, "requests")) {
    const wanted = listLoans(state, requests.number[row], (unit) => units.recalled[unit] === 1);
    const isGuests = wanted.some((unit) => homeOf(state, unit) !== undefined);
    equal(
      say,
      `request ${requests.number[row]}: recalled`,
      requests.recallAlarm[row] >= 0,
      isGuests,
    );
  }
}

function checkLinks({ columns: { aid, peers } }: RegionState, say: Say): void {
  let reviews = 0;
  for (const peer of range(peers.silentAt.length)) {
    const isSilent = peers.silentAt[peer] > 0;
    equal(say, `link ${peer}: alarm`, peers.linkAlarm[peer] >= 0, isSilent);
    if (peers.reviewAt[peer] === 0) continue;
    reviews += 1;
    if (!isSilent) say(`link ${peer} is to be looked at and not silent`);
  }
  equal(say, "links to look at", aid.linksToReview[0], reviews);
}

function checkUnit(state: RegionState, unit: number, isLent: boolean, say: Say): void {
  const { units } = state.columns;
  const isUnavailable =
    units.status[unit] === unitStatuses.code.unavailable &&
    units.reason[unit] === unavailabilityReasons.code.lent;
  equal(say, `unit ${unit}: unavailable as lent`, isUnavailable, isLent);
  if (units.home[unit] > 0) {
    const isOn = units.status[unit] !== unitStatuses.code.off;
    equal(say, `guest ${unit}: booked on`, isOn, units.loan[unit] === loans.there);
  }
  const hasLoan = units.loan[unit] !== loans.none;
  equal(say, `unit ${unit}: its request`, units.loanRequest[unit] > 0, hasLoan);
  if (hasLoan && findRequestRow(state, units.loanRequest[unit]) < 0)
    say(`unit ${unit} is away for a request that has left`);
  if (!hasLoan) equal(say, `unit ${unit}: recalled`, units.recalled[unit], 0);
}
