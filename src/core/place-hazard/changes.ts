/**
 * What can happen to a hazard of a place. The table is small and of fixed size: rows are found by looking through it. One that
 * has ended or expired leaves the state at once; the log keeps it.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { BugError } from "../../base/assert.ts";
import { limits } from "../limits.ts";
import { renewalAskAt } from "../renewal.ts";
import { advance } from "../state/change.ts";
import { clearDue, setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";

export interface HazardFacts {
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  readonly hazard: string | null;
  readonly expiresAt: Instant;
}

/** Row of a standing one, or -1. */
export function findPlaceHazardRow({ columns }: RegionState, number: number): number {
  if (!Number.isInteger(number) || number <= 0) return -1;
  return columns.placeHazards.number.indexOf(number);
}

function schedule(state: RegionState, row: number): void {
  const { placeHazards, head } = state.columns;
  const { changedAt, expiresAt, asked } = placeHazards;
  const dueAt =
    asked[row] === 1
      ? expiresAt[row]
      : renewalAskAt(changedAt[row], expiresAt[row], limits.placeHazardAskMicros);
  setDue(placeHazards, head.placeHazardHeap, row, dueAt);
}

/** Answers its row. */
export function warnOfPlace(
  state: RegionState,
  at: Instant,
  facts: HazardFacts,
  words: string,
): number {
  advance(state, at);
  const { placeHazards, head } = state.columns;
  const row = placeHazards.number.indexOf(0);
  if (row < 0) throw new BugError("place hazards: the table is full");
  const { latE7, lonE7, radiusM, hazard, expiresAt } = facts;
  head.placeHazardsEver[0] += 1;
  head.placeHazards[0] += 1;
  const placeHazard = head.placeHazardsEver[0];
  placeHazards.number[row] = placeHazard;
  placeHazards.latE7[row] = latE7;
  placeHazards.lonE7[row] = lonE7;
  placeHazards.radiusM[row] = radiusM;
  placeHazards.hazard[row] =
    hazard === null ? -1 : (getPolicy(state).hazardIndex.get(hazard) ?? -1);
  placeHazards.warnedAt[row] = at;
  placeHazards.changedAt[row] = at;
  placeHazards.expiresAt[row] = expiresAt;
  schedule(state, row);
  state.text?.placeHazards.set(placeHazard, { words, by: state.by, reason: "" });
  if (state.sink.open)
    state.sink.put({
      type: "place-hazard.warned",
      at,
      entered: state.enteredAt,
      by: state.by,
      placeHazard,
      latE7,
      lonE7,
      radiusM,
      hazard,
      expiresAt,
      text: { words },
    });
  return row;
}

export function askPlaceRenewal(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  state.columns.placeHazards.asked[row] = 1;
  schedule(state, row);
  put(state, "place-hazard.renewal-due", at, row);
}

export function renewPlaceHazard(
  state: RegionState,
  at: Instant,
  row: number,
  expiresAt: Instant,
  reason: string,
): void {
  advance(state, at);
  const { placeHazards } = state.columns;
  placeHazards.expiresAt[row] = expiresAt;
  placeHazards.changedAt[row] = at;
  placeHazards.asked[row] = 0;
  schedule(state, row);
  const placeHazard = placeHazards.number[row];
  const words = state.text?.placeHazards.get(placeHazard);
  if (words !== undefined) words.reason = reason;
  if (state.sink.open)
    state.sink.put({
      type: "place-hazard.renewed",
      at,
      entered: state.enteredAt,
      by: state.by,
      placeHazard,
      expiresAt,
      text: { reason },
    });
}

/** Its alarm must have ended. */
export function expirePlaceHazard(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  put(state, "place-hazard.expired", at, row);
  giveRow(state, row);
}

/** Its alarm must have ended. */
export function endPlaceHazard(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  const placeHazard = state.columns.placeHazards.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "place-hazard.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      placeHazard,
      text: { reason },
    });
  giveRow(state, row);
}

function giveRow(state: RegionState, row: number): void {
  const { placeHazards, head } = state.columns;
  clearDue(placeHazards, head.placeHazardHeap, row);
  state.text?.placeHazards.delete(placeHazards.number[row]);
  head.placeHazards[0] -= 1;
  const { number, latE7, lonE7, radiusM, hazard, warnedAt, changedAt, expiresAt, asked } = placeHazards; // prettier-ignore
  for (const column of [number, latE7, lonE7, radiusM, hazard, asked]) column[row] = 0;
  for (const column of [warnedAt, changedAt, expiresAt]) column[row] = noInstant;
}

function put(
  state: RegionState,
  type: "place-hazard.renewal-due" | "place-hazard.expired",
  at: Instant,
  row: number,
): void {
  if (!state.sink.open) return;
  const placeHazard = state.columns.placeHazards.number[row];
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, placeHazard });
}
