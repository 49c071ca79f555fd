/** What can happen to a hand-over. One that is done stays until another needs its row, so that nobody owes it twice. */

import { BugError } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { handOverCauses, handOverStates, type HandOverCause } from "../vocabulary.ts";
import type { HandOverCounts } from "./hand-over-events.ts";

const states = handOverStates.code;

export function findHandOverRow({ columns }: RegionState, number: number): number {
  if (!Number.isInteger(number) || number <= 0) return -1;
  return columns.handOvers.number.indexOf(number);
}

/** A free row, else that of the oldest one that is done; -1 = all are open. */
export function findRoomForHandOver({ columns }: RegionState): number {
  const { number, state } = columns.handOvers;
  let found = -1;
  for (let row = 0; row < number.length; row += 1) {
    if (number[row] === 0) return row;
    if (state[row] !== states.begun && (found < 0 || number[row] < number[found])) found = row;
  }
  return found;
}

export interface BegunFacts {
  readonly account: string;
  /** Left out = of no crew. */
  readonly unit?: number;
  readonly cause: HandOverCause;
  readonly counts: HandOverCounts;
}

/** Answers its row. */
export function beginHandOver(
  state: RegionState,
  at: Instant,
  { account, unit, cause, counts }: BegunFacts,
  text: { readonly words?: string } | undefined,
): number {
  advance(state, at);
  const { handOvers, head } = state.columns;
  const row = findRoomForHandOver(state);
  if (row < 0) throw new BugError("hand-overs: the table is full");
  state.text?.handOvers.delete(handOvers.number[row]);
  head.handOversEver[0] += 1;
  const handOver = head.handOversEver[0];
  handOvers.number[row] = handOver;
  handOvers.unit[row] = (unit ?? -1) + 1;
  handOvers.begunAt[row] = at;
  handOvers.doneAt[row] = noInstant;
  handOvers.state[row] = states.begun;
  handOvers.cause[row] = handOverCauses.code[cause];
  const accounts = state.facts.handOvers.slice();
  accounts[row] = account;
  state.facts = { ...state.facts, handOvers: accounts };
  state.text?.handOvers.set(handOver, { words: text?.words ?? "", name: "", by: "" });
  if (state.sink.open)
    state.sink.put({
      type: "hand-over.begun",
      at,
      entered: state.enteredAt,
      by: state.by,
      handOver,
      account,
      ...(unit === undefined ? {} : { unit }),
      cause,
      counts,
      ...(text === undefined ? {} : { text }),
    });
  return row;
}

export function confirmHandOver(
  state: RegionState,
  at: Instant,
  row: number,
  counts: HandOverCounts,
  name: string,
): void {
  advance(state, at);
  const { handOvers } = state.columns;
  handOvers.state[row] = states.confirmed;
  handOvers.doneAt[row] = at;
  const handOver = handOvers.number[row];
  const words = state.text?.handOvers.get(handOver);
  if (words !== undefined) Object.assign(words, { name, by: state.by });
  if (state.sink.open)
    state.sink.put({
      type: "hand-over.confirmed",
      at,
      entered: state.enteredAt,
      by: state.by,
      handOver,
      counts,
      text: { name },
    });
}

export function withdrawHandOver(
  state: RegionState,
  at: Instant,
  row: number,
  reason: string,
): void {
  advance(state, at);
  const { handOvers } = state.columns;
  handOvers.state[row] = states.withdrawn;
  handOvers.doneAt[row] = at;
  if (state.sink.open)
    state.sink.put({
      type: "hand-over.withdrawn",
      at,
      entered: state.enteredAt,
      by: state.by,
      handOver: handOvers.number[row],
      text: { reason },
    });
}
