/**
 * What can happen between regions. Lending makes a unit unavailable with a reason of its own; being lent to makes a row for a
 * guest, which works here under the rules of this region like any other unit and keeps its home and its id there.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { advance } from "../state/change.ts";
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { writePosition, writeSkills, writeStatus } from "../unit/changes.ts";
import {
  loanStates,
  requestDirections,
  unavailabilityReasons,
  unitStatuses,
  type AidEffect,
} from "../vocabulary.ts";
import type { AidFloorBroken } from "./aid-events.ts";
import type { AidFacts, AidLine, AidMessage, AidTerms, AidText } from "./aid-facts.ts";

const loans = loanStates.code;

/** Undefined = the request does not go over the link. */
export function findAidFacts(state: RegionState, row: number): AidFacts | undefined {
  return state.facts.aid[row];
}

/** Row of the request that `asker` knows by this number, or -1. */
export function findLinkedRow(state: RegionState, asker: string, number: number): number {
  if (asker === getPolicy(state).config.id) {
    const row = findRequestRow(state, number);
    return row >= 0 && state.facts.aid[row] !== undefined ? row : -1;
  }
  return state.facts.aid.findIndex(
    (facts, row) =>
      facts?.number === number &&
      state.facts.requests[row]?.party.code === asker &&
      state.columns.requests.direction[row] === requestDirections.code.incoming,
  );
}

function writeAidFacts(state: RegionState, row: number, facts: AidFacts | undefined): void {
  const aid = state.facts.aid.slice();
  aid[row] = facts;
  state.facts = { ...state.facts, aid };
}

/** The request leaves the state, and what it knew of the link with it. */
export function dropAidFacts(state: RegionState, row: number): void {
  if (state.facts.aid[row] !== undefined) writeAidFacts(state, row, undefined);
}

export function linkRequest(
  state: RegionState,
  at: Instant,
  row: number,
  number: number,
  terms: AidTerms | null,
  line?: AidLine,
): void {
  advance(state, at);
  const asked = line === undefined ? {} : { line };
  writeAidFacts(state, row, { number, terms, ...asked });
  const request = state.columns.requests.number[row];
  put(state, at, { type: "aid.asked", request, number, terms, ...asked });
}

/** `to` must be a neighbour of the plan. */
export function tellRegion(
  state: RegionState,
  at: Instant,
  to: string,
  message: AidMessage,
  text: AidText | undefined,
): void {
  advance(state, at);
  const { peers } = state.columns;
  const peer = getPolicy(state).aid.neighbourIndex.get(to) ?? 0;
  peers.told[peer] += 1;
  const position = peers.told[peer];
  const words = text === undefined ? {} : { text };
  state.outbox?.push({ to, position, at, message, ...words });
  put(state, at, { type: "aid.told", to, position, message, ...words });
}

export function takeMessage(
  state: RegionState,
  at: Instant,
  from: string,
  position: number,
  message: AidMessage,
  effect: AidEffect,
): void {
  advance(state, at);
  const peer = getPolicy(state).aid.neighbourIndex.get(from) ?? 0;
  state.columns.peers.taken[peer] = position;
  if (message.step === "withdraw" && effect === "applied") {
    const row = findLinkedRow(state, message.asker, message.number);
    const facts = row < 0 ? undefined : findAidFacts(state, row);
    if (facts !== undefined) writeAidFacts(state, row, { ...facts, isWithdrawn: true });
  }
  put(state, at, { type: "aid.taken", from, position, message, effect });
}

export function lendUnit(
  state: RegionState,
  at: Instant,
  unit: number,
  request: number,
  untilAt: Instant,
): void {
  advance(state, at);
  const { units, aid } = state.columns;
  units.loan[unit] = loans.committed;
  units.loanRequest[unit] = request;
  units.loanUntilAt[unit] = untilAt;
  aid.lent[0] += 1;
  state.toReview |= toReview.standing;
  writeStatus(state, at, unit, unitStatuses.code.unavailable, unavailabilityReasons.code.lent, -1);
  put(state, at, { type: "aid.unit-lent", unit, request, untilAt });
}

export interface GuestFacts {
  readonly request: number;
  readonly from: string;
  readonly homeUnit: number;
  /** Codes of this region. */
  readonly skills: readonly string[];
  readonly crew: number;
  readonly untilAt: Instant;
  readonly area: string;
  readonly base: { readonly latE7: number; readonly lonE7: number };
}

export function nameGuest(state: RegionState, at: Instant, unit: number, facts: GuestFacts): void {
  advance(state, at);
  const { units, aid } = state.columns;
  units.home[unit] = (getPolicy(state).aid.neighbourIndex.get(facts.from) ?? 0) + 1;
  units.homeUnit[unit] = facts.homeUnit;
  units.loan[unit] = loans.committed;
  units.loanRequest[unit] = facts.request;
  units.loanUntilAt[unit] = facts.untilAt;
  units.guestCrew[unit] = facts.crew;
  aid.guests[0] += 1;
  units.area[unit] = getPolicy(state).areaIndex.get(facts.area) ?? -1;
  units.baseLatE7[unit] = facts.base.latE7;
  units.baseLonE7[unit] = facts.base.lonE7;
  writeSkills(state, unit, facts.skills);
  const { request, from, homeUnit, skills, crew, untilAt, area, base } = facts;
  put(state, at, {
    type: "aid.guest-named",
    unit,
    request,
    from,
    homeUnit,
    skills,
    crew,
    untilAt,
    area,
    base,
  });
}

export function setOutUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  state.columns.units.loan[unit] = loans["on the way"];
  put(state, at, { type: "aid.unit-set-out", unit });
}

export function arriveUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  state.columns.units.loan[unit] = loans.there;
  put(state, at, { type: "aid.unit-arrived", unit });
}

export function releaseUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const { units, aid } = state.columns;
  if (units.home[unit] === 0) {
    units.loan[unit] = loans["going home"];
    units.recalled[unit] = 0;
  } else {
    clearLoan(state, unit);
    aid.guests[0] -= 1;
  }
  put(state, at, { type: "aid.unit-released", unit });
}

function clearLoan(state: RegionState, unit: number): void {
  const { units } = state.columns;
  units.loan[unit] = loans.none;
  units.loanRequest[unit] = 0;
  units.loanUntilAt[unit] = noInstant;
  units.recalled[unit] = 0;
}

export function recallUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  state.columns.units.recalled[unit] = 1;
  put(state, at, { type: "aid.unit-recalled", unit });
}

export function returnUnit(state: RegionState, at: Instant, unit: number): void {
  advance(state, at);
  const { units, aid } = state.columns;
  clearLoan(state, unit);
  aid.lent[0] -= 1;
  writePosition(state, unit, units.baseLatE7[unit], units.baseLonE7[unit], at, "base");
  writeStatus(state, at, unit, unitStatuses.code.available, 0, -1);
  put(state, at, { type: "aid.unit-returned", unit });
}

export function breakFloor(
  state: RegionState,
  at: Instant,
  facts: Pick<AidFloorBroken, "area" | "grade" | "floor" | "units">,
): void {
  advance(state, at);
  const { aid } = state.columns;
  aid.brokenAt[0] = at;
  state.toReview |= toReview.standing;
  aid.breaks[0] += 1;
  const { area, grade, floor, units } = facts;
  put(state, at, { type: "aid.floor-broken", area, grade, floor, units });
}

export function holdFloor(state: RegionState, at: Instant): void {
  advance(state, at);
  state.columns.aid.brokenAt[0] = noInstant;
  put(state, at, { type: "aid.floor-held" });
}

/** `since`: when the neighbour was heard last; `peer`: its place in the plan. */
export function silenceLink(
  state: RegionState,
  at: Instant,
  peer: number,
  since: Instant,
  reviewAt: Instant,
): void {
  advance(state, at);
  const { peers, aid } = state.columns;
  peers.silentAt[peer] = since;
  peers.reviewAt[peer] = reviewAt;
  aid.linksToReview[0] += 1;
  put(state, at, { type: "aid.link-silent", region: nameOfPeer(state, peer), since, reviewAt });
}

export function reviewLink(state: RegionState, at: Instant, peer: number): void {
  advance(state, at);
  const since = state.columns.peers.silentAt[peer];
  endReview(state, peer);
  put(state, at, { type: "aid.link-still-silent", region: nameOfPeer(state, peer), since });
}

export function hearLink(state: RegionState, at: Instant, peer: number): void {
  advance(state, at);
  const { peers } = state.columns;
  const since = peers.silentAt[peer];
  peers.silentAt[peer] = noInstant;
  endReview(state, peer);
  put(state, at, { type: "aid.link-back", region: nameOfPeer(state, peer), since });
}

function endReview({ columns: { peers, aid } }: RegionState, peer: number): void {
  if (peers.reviewAt[peer] === noInstant) return;
  peers.reviewAt[peer] = noInstant;
  aid.linksToReview[0] -= 1;
}

function nameOfPeer(state: RegionState, peer: number): string {
  return getPolicy(state).aid.neighbours[peer].region;
}

type Said =
  Extract<CoreEvent, { type: `aid.${string}` }> extends infer Each
    ? Each extends CoreEvent
      ? Omit<Each, "at" | "entered" | "by">
      : never
    : never;

/** In the order of fields of every event: what and when, then what it is about. */
function put(state: RegionState, at: Instant, said: Said): void {
  if (!state.sink.open) return;
  const { type, ...facts } = said;
  state.sink.put({
    type,
    at,
    entered: state.enteredAt,
    by: state.by,
    ...facts,
  } as unknown as CoreEvent);
}
