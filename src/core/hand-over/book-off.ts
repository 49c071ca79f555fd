/**
 * Hand-overs that a book-off begins: of a person who leaves something open under their own name or has worked at the console, and of a
 * crew that leaves items out or words for the next one. A book-off is never refused or kept waiting for one: where there is no room for it, the answer
 * says so. An account is a person's where its id is the staff number, as for sign-ins (absence.md).
 */

import type { Instant } from "../../base/instant.ts";
import { listItemsOf } from "../custody/read.ts";
import { checkText, unitName } from "../decision.ts";
import { limits } from "../limits.ts";
import type { Refusal, Warning } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { itemStates } from "../vocabulary.ts";
import {
  beginHandOver,
  findHandOverRow,
  findRoomForHandOver,
  withdrawHandOver,
} from "./changes.ts";
import { countOwed, listHandOvers, listOwed } from "./read.ts";
import { owesHandOver } from "./decide.ts";

/** What of a hand-over goes into the answer to a book-off. */
export interface BookOffHandOver {
  readonly handOver?: number;
  readonly warnings: readonly Warning[];
}

const nothing: BookOffHandOver = { warnings: [] };

export function checkHandOverWords(words: string | undefined): Refusal | undefined {
  return checkText("words", words, limits.noteLength);
}

/** Only somebody of whom the staff number is known in words: a fork without them has nobody who could take over. */
function accountOf(state: RegionState, person: number): string | undefined {
  return state.text?.staffNumbers[person]?.toLowerCase();
}

/** After the person is off duty. There are no words here: who goes is asked for no reason, and words are said in `hand-over.begin`. */
export function handOverOfPerson(state: RegionState, at: Instant, person: number): BookOffHandOver {
  const account = accountOf(state, person);
  if (account === undefined) return nothing;
  const owed = listOwed(state, at);
  const isHeld = owed.some(({ by }) => by.toLowerCase() === account);
  const isOfRoom = state.columns.people.signedInAt[person] > 0;
  if (!(isHeld || isOfRoom) || !owesHandOver(state, account, at)) return nothing;
  if (findRoomForHandOver(state) < 0) return { warnings: [noRoom(account)] };
  const counts = countOwed(owed, account);
  return begun(
    state,
    beginHandOver(state, at, { account, cause: "booked off", counts }, undefined),
  );
}

/** Before the unit is off duty, while it is known who is of its crew. */
export function listItemsOfCrew(state: RegionState, unit: number): number[] {
  const { people, items, head } = state.columns;
  const found = new Set<number>();
  for (let person = 0; person < head.people[0]; person += 1)
    if (people.crewOf[person] === unit + 1)
      for (const item of listItemsOf(state, person)) found.add(item);
  for (let item = 0; item < head.items[0]; item += 1)
    if (items.unit[item] === unit && items.state[item] === itemStates.code.issued) found.add(item);
  return [...found].sort((a, b) => a - b);
}

/** After the unit is off duty. `items`: what was out with its crew. */
export function handOverOfCrew(
  state: RegionState,
  at: Instant,
  unit: number,
  words: string | undefined,
  items: number,
): BookOffHandOver {
  const given = wordsOf(words);
  if (given === undefined && items === 0) return nothing;
  const account = unitName(state, unit);
  const begunOnes = listHandOvers(state).filter((each) => each.state === "begun");
  const before = begunOnes.find((each) => each.unit === unit);
  if (before !== undefined)
    withdrawHandOver(state, at, findHandOverRow(state, before.handOver), "handed over anew");
  const ofCrews = begunOnes.filter((each) => each.unit !== null && each !== before).length;
  if (ofCrews >= limits.crewHandOvers || findRoomForHandOver(state) < 0)
    return { warnings: [noRoom(account)] };
  const counts = { ...countOwed([], account), items };
  const facts = { account, unit, cause: "booked off" as const, counts };
  return begun(state, beginHandOver(state, at, facts, given));
}

function wordsOf(words: string | undefined): { readonly words: string } | undefined {
  return words === undefined || words.trim() === "" ? undefined : { words };
}

function begun(state: RegionState, row: number): BookOffHandOver {
  const handOver = state.columns.handOvers.number[row];
  const account = state.facts.handOvers[row] ?? "";
  const message = `hand-over ${handOver} of ${account} is open until somebody confirms it by name`;
  return { handOver, warnings: [{ code: "hand-over.owed", message }] };
}

function noRoom(account: string): Warning {
  const message = `there is no room for a hand-over of ${account}; confirm some, and tell the next one yourself`;
  return { code: "hand-over.no-room", message };
}
