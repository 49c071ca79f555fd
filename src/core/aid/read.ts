/** Mutual aid as values: the floors with what is left, and units between regions with where they are; for lists and screens. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { loanStates, requestStates, type AidTier, type LoanState } from "../vocabulary.ts";
import { getRequestFacts } from "../request/changes.ts";
import { getRequest, type Request } from "../request/read.ts";
import { findRequestRow } from "../state/region-state.ts";
import type { AidFloorConfig, NeighbourConfig } from "./aid-plan.ts";
import { countLack, tierOf } from "./ask-on.ts";
import type { AidLine, AidTerms } from "./aid-facts.ts";
import { findAidFacts } from "./changes.ts";
import { countPromised, listCandidates } from "./check.ts";
import { countLeft, countLendable, spareOf } from "./floor.ts";
import { isAsker } from "./steps.ts";
import { homeOf } from "./loans.ts";

export interface FloorPicture extends AidFloorConfig {
  /** Own units that are booked on, count for it and are not lent. */
  readonly left: number;
  /** Of these, more than the floor wants; whether they are free is not said. */
  readonly spare: number;
}

export interface LoanPicture {
  readonly unit: number;
  readonly isGuest: boolean;
  /** The region that it comes from, or that it helps. */
  readonly region: string;
  readonly state: LoanState;
  readonly request: number;
  readonly untilAt: Instant;
  /** Its home region wants it back. */
  readonly isRecalled: boolean;
}

export function listFloors(state: RegionState): FloorPicture[] {
  return getPolicy(state).aid.floors.map((floor) => ({
    ...floor.config,
    left: countLeft(state, floor),
    spare: spareOf(state, floor),
  }));
}

/** Units lent and guests, by unit id. */
export function listBetween(state: RegionState): LoanPicture[] {
  const { units, head } = state.columns;
  const found: LoanPicture[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.loan[unit] === loanStates.code.none) continue;
    const request = units.loanRequest[unit];
    const row = findRequestRow(state, request);
    const home = homeOf(state, unit);
    found.push({
      unit,
      isGuest: home !== undefined,
      region: home ?? (row < 0 ? "" : getRequestFacts(state, row).party.code),
      state: loanStates.names[units.loan[unit]],
      request,
      untilAt: units.loanUntilAt[unit],
      isRecalled: units.recalled[unit] === 1,
    });
  }
  return found;
}

export interface NeighbourPicture extends NeighbourConfig {
  /** Messages to it and from it, by their positions. */
  readonly told: number;
  readonly taken: number;
  /** When it was heard last, while the log says that the link is silent; `noInstant` = it does not. */
  readonly silentAt: Instant;
}

export function listNeighbours(state: RegionState): NeighbourPicture[] {
  const { told, taken, silentAt } = state.columns.peers;
  return getPolicy(state).aid.neighbours.map((neighbour, index) => ({
    ...neighbour,
    told: told[index],
    taken: taken[index],
    silentAt: silentAt[index],
  }));
}

/**
 * When the units of a request should be where they report: the time that was said, else by when the arrival is owed; of units that
 * have not set out, that is by when both are. `row` must be one of `listAidRows`.
 */
export function expectedArrival(state: RegionState, row: number): Instant {
  const { etaAt, deadlineAt, state: code } = state.columns.requests;
  if (etaAt[row] > 0) return etaAt[row];
  const hasLeft = code[row] !== requestStates.code.committed;
  return deadlineAt[row] + (hasLeft ? 0 : getPolicy(state).requests.owed["on the way"]);
}

/** Requests of units between regions that have not ended: rows, by number. */
export function listAidRows(state: RegionState): number[] {
  const { endedAt } = state.columns.requests;
  return listAskRows(state).filter((row) => endedAt[row] === 0);
}

/** Those that ended lately, too. */
export function listAskRows(state: RegionState): number[] {
  const { requests } = state.columns;
  return state.facts.aid
    .flatMap((facts, row) => (facts?.terms ? [row] : []))
    .sort((a, b) => requests.number[a] - requests.number[b]);
}

export interface AskPicture extends Request {
  /** How near the other region is by the plan; null = it is no neighbour any more. */
  readonly tier: AidTier | null;
  readonly terms: AidTerms;
  /** Null = one region was named. `lack`: units that nobody of the line promises; below 0 = more are promised than wanted. */
  readonly line: (AidLine & { readonly lack: number }) | null;
  /** Units that could be named now above every floor and that nobody else was firmly promised; null = we ask, or it has ended. */
  readonly lendable: number | null;
}

/** `row` must be one of `listAskRows`. */
export function getAsk(state: RegionState, row: number): AskPicture {
  const request = getRequest(state, row);
  const { terms, line } = findAidFacts(state, row) ?? {};
  const mayLend = request.isOpen && !isAsker(state, row);
  return {
    ...request,
    tier: tierOf(state, request.party.code) ?? null,
    terms: terms as AidTerms,
    line: line === undefined ? null : { ...line, lack: countLack(state, line) },
    lendable: mayLend
      ? Math.max(0, countLendable(state, listCandidates(state, row)) - countPromised(state, row))
      : null,
  };
}
