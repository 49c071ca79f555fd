/** What can happen to a claim. One that was released leaves the state at once; one that was returned stays until somebody takes its subject. */

import { BugError } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { channels, claimCauses, claimKinds, type ClaimCause, type ClaimEnd } from "../vocabulary.ts"; // prettier-ignore
import type { ClaimSubject } from "./claim-commands.ts";

export function findClaimRow({ columns }: RegionState, number: number): number {
  if (!Number.isInteger(number) || number <= 0) return -1;
  return columns.claims.number.indexOf(number);
}

/** As the column `subject` holds it; -1 = the region knows no such area. */
export function subjectCodeOf(state: RegionState, of: ClaimSubject): number {
  if (of.kind === "channel") return channels.code[of.channel];
  return of.kind === "area" ? (getPolicy(state).areaIndex.get(of.area) ?? -1) : of.number;
}

/** The claim of a subject, held or returned, or -1. */
export function findClaimOf(state: RegionState, of: ClaimSubject): number {
  return findClaimBy(state, claimKinds.code[of.kind], subjectCodeOf(state, of));
}

export function findClaimBy({ columns }: RegionState, kind: number, subject: number): number {
  const { claims, head } = columns;
  if (head.claims[0] === 0) return -1;
  for (let row = 0; row < claims.number.length; row += 1)
    if (claims.number[row] > 0 && claims.kind[row] === kind && claims.subject[row] === subject)
      return row;
  return -1;
}

function writeHolder(state: RegionState, row: number, account: string | undefined): void {
  const claims = state.facts.claims.slice();
  claims[row] = account;
  state.facts = { ...state.facts, claims };
}

/** Held by whoever the event is by. Answers its row. */
export function makeClaim(state: RegionState, at: Instant, of: ClaimSubject): number {
  advance(state, at);
  const { claims, head } = state.columns;
  const row = claims.number.indexOf(0);
  if (row < 0) throw new BugError("claims: the table is full");
  head.claimsEver[0] += 1;
  head.claims[0] += 1;
  state.toReview |= toReview.standing;
  const claim = head.claimsEver[0];
  claims.number[row] = claim;
  claims.kind[row] = claimKinds.code[of.kind];
  claims.subject[row] = subjectCodeOf(state, of);
  claims.claimedAt[row] = at;
  writeHolder(state, row, state.by);
  if (state.sink.open)
    state.sink.put({
      type: "claim.made",
      at,
      entered: state.enteredAt,
      by: state.by,
      claim,
      of,
    });
  return row;
}

/** Its alarm must have ended. */
export function releaseClaim(state: RegionState, at: Instant, row: number, end: ClaimEnd): void {
  advance(state, at);
  const { claims, head } = state.columns;
  const claim = claims.number[row];
  head.claims[0] -= 1;
  const { number, kind, subject, claimedAt, returnedAt, cause } = claims;
  for (const column of [number, kind, subject, cause]) column[row] = 0;
  for (const column of [claimedAt, returnedAt]) column[row] = noInstant;
  writeHolder(state, row, undefined);
  if (state.sink.open)
    state.sink.put({
      type: "claim.released",
      at,
      entered: state.enteredAt,
      by: state.by,
      claim,
      end,
    });
}

export function returnClaim(state: RegionState, at: Instant, row: number, cause: ClaimCause): void {
  advance(state, at);
  const { claims } = state.columns;
  claims.returnedAt[row] = at;
  claims.cause[row] = claimCauses.code[cause];
  if (state.sink.open)
    state.sink.put({
      type: "claim.came-back",
      at,
      entered: state.enteredAt,
      by: state.by,
      claim: claims.number[row],
      cause,
    });
}
