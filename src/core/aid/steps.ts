/**
 * What a step between regions does, on whichever side it happens: the same functions carry out what a person here asks for
 * (decide.ts) and what a message says was done there (receive.ts), so both logs come to the same end. No checks are made here.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarm, raiseAlarm } from "../alarm/changes.ts";
import {
  arriveRequest,
  commitRequest,
  extendRequest,
  releaseRequest,
  setOutRequest,
  withdrawRequest,
} from "../request/changes.ts";
import { endRequestAlarm } from "../request/due-work.ts";
import { deadlineOf, isOpenRequest } from "../request/schedule.ts";
import { skillCodes } from "../roster/read.ts";
import { leaveShift } from "../roster/turn-up.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { bookOffUnit, bookOnUnit, registerUnit } from "../unit/changes.ts";
import { settleWelfare } from "../unit/decide.ts";
import { loanStates, requestDirections, requestStates, unitStatuses } from "../vocabulary.ts";
import type { AidFacts, LentUnit } from "./aid-facts.ts";
import {
  arriveUnit,
  findAidFacts,
  lendUnit,
  nameGuest,
  recallUnit,
  releaseUnit,
  returnUnit,
  setOutUnit,
} from "./changes.ts";
import { findGuest, isAwaited, listLoans } from "./loans.ts";
import { limits } from "../limits.ts";

const loans = loanStates.code;

export function isAsker(state: RegionState, row: number): boolean {
  return state.columns.requests.direction[row] === requestDirections.code.outgoing;
}

function factsOf(state: RegionState, row: number): AidFacts | undefined {
  return findAidFacts(state, row);
}

/** Until when units are owed back, or the rule's time where nobody said. */
function arrivedDeadline(state: RegionState, at: Instant, row: number): Instant {
  const untilAt = factsOf(state, row)?.terms?.untilAt ?? 0;
  return untilAt > at ? untilAt : deadlineOf(state, "arrived", at);
}

/** Here: units of this region are set aside. */
export function lendUnits(
  state: RegionState,
  at: Instant,
  row: number,
  units: readonly number[],
  etaAt: Instant,
): void {
  const request = state.columns.requests.number[row];
  const untilAt = factsOf(state, row)?.terms?.untilAt ?? 0;
  for (const unit of units) {
    settleWelfare(state, at, unit);
    lendUnit(state, at, unit, request, untilAt);
  }
  commitLoans(state, at, row, etaAt);
}

function commitLoans(state: RegionState, at: Instant, row: number, etaAt: Instant): void {
  const { number, quantity } = state.columns.requests;
  const named = Math.min(quantity[row], listLoans(state, number[row]).length);
  commitRequest(state, at, row, named, etaAt, deadlineOf(state, "committed", at));
  endRequestAlarm(state, at, row);
}

/** There: units of another region are named for this one. A unit that came before has its row already. */
export function nameGuests(
  state: RegionState,
  at: Instant,
  row: number,
  from: string,
  named: readonly LentUnit[],
  etaAt: Instant,
): void {
  const request = state.columns.requests.number[row];
  const untilAt = factsOf(state, row)?.terms?.untilAt ?? 0;
  for (const lent of named) {
    const unit = guestRow(state, at, row, from, lent);
    if (unit < 0 || state.columns.units.loan[unit] !== loans.none) continue;
    const { skillIndex } = getPolicy(state);
    const skills = lent.skills.filter((code) => skillIndex.has(code));
    const { unit: homeUnit, crew } = lent;
    const { area, base } = guestPlace(state, row);
    nameGuest(state, at, unit, { request, from, homeUnit, skills, crew, untilAt, area, base });
  }
  commitLoans(state, at, row, etaAt);
}

/** -1 = the region's table of units is full. */
function guestRow(
  state: RegionState,
  at: Instant,
  row: number,
  from: string,
  { unit: homeUnit, callSign, vehicle, skills }: LentUnit,
): number {
  const { config, neighbourIndex, vehicleIndex, skillIndex } = guestPolicy(state);
  const known = findGuest(state, neighbourIndex.get(from) ?? 0, homeUnit);
  if (known >= 0) return known;
  if (state.columns.head.units[0] >= limits.units) return -1;
  return registerUnit(state, at, {
    callSign: guestCallSign(state, from, callSign, homeUnit),
    vehicle: vehicleIndex.has(vehicle) ? vehicle : config.vehicles[0].code,
    skills: skills.filter((code) => skillIndex.has(code)),
    ...guestPlace(state, row),
  });
}

/** Where guests of this request belong while they are here. */
function guestPlace(state: RegionState, row: number) {
  const { config, areaIndex } = getPolicy(state);
  const terms = factsOf(state, row)?.terms ?? null;
  const isKnown = terms !== null && terms.area !== null && areaIndex.has(terms.area);
  const area = isKnown && terms.area !== null ? terms.area : config.areas[0].code;
  return { area, base: terms?.meet ?? config.centre };
}

function guestPolicy(state: RegionState) {
  const { config, aid, vehicleIndex, skillIndex } = getPolicy(state);
  return { config, neighbourIndex: aid.neighbourIndex, vehicleIndex, skillIndex };
}

/**
 * Its own call sign with its region before it, so that it is never taken for a unit of this region, and so that what it is
 * called does not depend on who is registered here.
 */
function guestCallSign(
  state: RegionState,
  from: string,
  callSign: string,
  homeUnit: number,
): string {
  const region = from.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  const whole = `${region.slice(0, Math.max(1, limits.callSignLength - callSign.length - 1))}-${callSign}`;
  const given = whole.slice(0, limits.callSignLength);
  if (state.text?.unitOfCallSign.has(given) !== true) return given;
  return `G-${region.slice(0, 6)}-${homeUnit}`.slice(0, limits.callSignLength);
}

/** Everybody who was named and has not gone yet goes. */
export function setOutUnits(state: RegionState, at: Instant, request: number): void {
  const { loan } = state.columns.units;
  for (const unit of listLoans(state, request, (each) => loan[each] === loans.committed))
    setOutUnit(state, at, unit);
}

export function setOut(state: RegionState, at: Instant, row: number, etaAt: Instant): void {
  setOutUnits(state, at, state.columns.requests.number[row]);
  setOutRequest(state, at, row, etaAt, deadlineOf(state, "on the way", at, etaAt));
  endRequestAlarm(state, at, row);
}

/** Those of `units` that are awaited have come. Once nobody is awaited any more, the request has arrived. */
export function arriveUnits(
  state: RegionState,
  at: Instant,
  row: number,
  units: readonly number[],
): void {
  for (const unit of units) {
    arriveUnit(state, at, unit);
    if (state.columns.units.home[unit] > 0) receiveGuest(state, at, unit);
  }
  const request = state.columns.requests.number[row];
  const isDone = listLoans(state, request, (each) => isAwaited(state, each)).length === 0;
  if (isDone && hasNotArrived(state, row)) arrive(state, at, row);
}

/** From now on it works here, under the rules of this region. */
function receiveGuest(state: RegionState, at: Instant, unit: number): void {
  const { units } = state.columns;
  bookOnUnit(state, at, unit, units.guestCrew[unit], skillCodes(state, units.skills[unit]));
}

function hasNotArrived(state: RegionState, row: number): boolean {
  return (
    isOpenRequest(state, row) && state.columns.requests.state[row] < requestStates.code.arrived
  );
}

/** Also for what is no units. */
export function arrive(state: RegionState, at: Instant, row: number): void {
  arriveRequest(state, at, row, arrivedDeadline(state, at, row));
  endRequestAlarm(state, at, row);
}

/** The region that was helped lets units go. */
export function releaseUnits(
  state: RegionState,
  at: Instant,
  row: number,
  units: readonly number[],
  reason: string,
): void {
  const { loan, home, status } = state.columns.units;
  for (const unit of units) {
    const isAway = loan[unit] !== loans.committed;
    if (home[unit] > 0 && status[unit] !== unitStatuses.code.off) bookOff(state, at, unit);
    // Who was only named for it never left.
    if (home[unit] === 0 && !isAway) comeBack(state, at, unit);
    else releaseUnit(state, at, unit);
  }
  endRecallAlarm(state, at, row);
  awaitHome(state, at, row, reason);
  settle(state, at, row, reason);
}

function comeBack(state: RegionState, at: Instant, unit: number): void {
  settleWelfare(state, at, unit);
  returnUnit(state, at, unit);
}

function bookOff(state: RegionState, at: Instant, unit: number): void {
  const { units } = state.columns;
  settleWelfare(state, at, unit);
  bookOffUnit(state, at, unit);
  leaveShift(state, at, units.shift[unit]);
}

/** At home the request stays open until its units are back: the way home has a deadline like any other. */
function awaitHome(state: RegionState, at: Instant, row: number, reason: string): void {
  if (isAsker(state, row) || !isOpenRequest(state, row)) return;
  const { loan } = state.columns.units;
  const request = state.columns.requests.number[row];
  const isAllLetGo = listLoans(state, request).every((unit) => loan[unit] === loans["going home"]);
  if (!isAllLetGo || listLoans(state, request).length === 0) return;
  extendRequest(state, at, row, deadlineOf(state, "on the way", at), reason);
  endRequestAlarm(state, at, row);
}

/** Ends the request once no unit is between the regions for it any more. */
export function settle(state: RegionState, at: Instant, row: number, reason: string): void {
  const request = state.columns.requests.number[row];
  if (!isOpenRequest(state, row) || listLoans(state, request).length > 0) return;
  if (factsOf(state, row)?.isWithdrawn === true) withdrawRequest(state, at, row, reason);
  else {
    if (hasNotArrived(state, row)) arrive(state, at, row);
    releaseRequest(state, at, row, reason);
  }
  endRequestAlarm(state, at, row);
}

/** Whoever asked withdrew it: units of this region that were named stay, those on their way or there go home. */
export function takeWithdrawal(state: RegionState, at: Instant, row: number, reason: string): void {
  const units = listLoans(state, state.columns.requests.number[row]);
  if (units.length > 0) {
    releaseUnits(state, at, row, units, reason);
    return;
  }
  withdrawRequest(state, at, row, reason);
  endRequestAlarm(state, at, row);
}

/** Guests of a request that this region withdraws leave. */
export function letGuestsGo(
  state: RegionState,
  at: Instant,
  row: number,
  units: readonly number[],
): void {
  for (const unit of units) {
    if (state.columns.units.status[unit] !== unitStatuses.code.off) bookOff(state, at, unit);
    releaseUnit(state, at, unit);
  }
  endRecallAlarm(state, at, row);
}

/** Home wants them back. Where they help, somebody is told and decides. */
export function recallUnits(
  state: RegionState,
  at: Instant,
  row: number,
  units: readonly number[],
): void {
  for (const unit of units) recallUnit(state, at, unit);
  const { requests } = state.columns;
  if (units.length > 0 && isAsker(state, row) && requests.recallAlarm[row] < 0)
    raiseAlarm(state, at, "aid recalled", requests.number[row]);
}

/** The alarm stands while a unit is here that its home wants back. */
function endRecallAlarm(state: RegionState, at: Instant, row: number): void {
  const { requests, units } = state.columns;
  const alarm = requests.recallAlarm[row];
  if (alarm < 0) return;
  const wanted = listLoans(state, requests.number[row], (unit) => units.recalled[unit] === 1);
  if (wanted.length === 0) endAlarm(state, at, alarm);
}

/** A unit of this region is home again. */
export function bringHome(
  state: RegionState,
  at: Instant,
  row: number,
  unit: number,
  reason: string,
): void {
  comeBack(state, at, unit);
  if (row >= 0) settle(state, at, row, reason);
}
