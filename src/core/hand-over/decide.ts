/**
 * Deciders of hand-overs. Whoever leaves begins one; somebody else confirms it by name, and what the one who left held passes to them.
 * Who signs out without one owes it: it is begun by the server and stands unfinished until somebody confirms it. It stops nobody.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import { makeClaim, releaseClaim } from "../claim/changes.ts";
import { listClaims, subjectOfClaim } from "../claim/read.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkReason, checkText, refuseLate, reject, shown, type Decision } from "../decision.ts"; // prettier-ignore
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { handOverStates, type HandOverCause, type Role } from "../vocabulary.ts";
import {
  beginHandOver,
  confirmHandOver,
  findHandOverRow,
  findRoomForHandOver,
  withdrawHandOver,
} from "./changes.ts";
import { countOwed, listHandOvers, listOwed } from "./read.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideBeginHandOver(
  state: RegionState,
  { words }: Of<"hand-over.begin">,
  { at, by }: CommandContext,
): Decision {
  const fault = checkText("words", words, limits.noteLength) ?? checkRoom(state, by);
  if (fault !== undefined) return reject(fault);
  return begin(state, at, by, "person", words === undefined ? undefined : { words });
}

/** Nothing is owed by whoever handed over a moment ago, or where nothing is open. */
export function decideOweHandOver(
  state: RegionState,
  { account }: Of<"hand-over.owe">,
  { at }: CommandContext,
): Decision {
  const fault = checkText("account", account, limits.nameLength) ?? checkRoom(state, account);
  if (fault !== undefined) return reject(fault);
  if (typeof account !== "string" || account === "")
    return reject(refuse("value.invalid", "account: got none, expected who signed out"));
  if (!owesHandOver(state, account, at))
    return reject(refuse("hand-over.wrong-state", `${account} has nothing to hand over`));
  return begin(state, at, account, "signed out", undefined);
}

/** Whether somebody who signs out now leaves something open, without a hand-over that is open or was done a moment ago. */
export function owesHandOver(state: RegionState, account: string, at: Instant): boolean {
  const hasOne = listHandOvers(state).some(
    (each) =>
      each.account === account &&
      (each.state === "begun" || at - each.doneAt < limits.handOverMicros),
  );
  return !hasOne && listOwed(state, at).length > 0;
}

export function checkRoom(state: RegionState, account: string): Refusal | undefined {
  const open = listHandOvers(state).find(
    (each) => each.account === account && each.state === "begun",
  );
  if (open !== undefined)
    return refuse("hand-over.wrong-state", `hand-over ${open.handOver} of ${account} is open already`); // prettier-ignore
  if (findRoomForHandOver(state) >= 0) return undefined;
  return refuse("limit.hand-overs", `${limits.handOvers} hand-overs are open; confirm them`);
}

function begin(
  state: RegionState,
  at: Instant,
  account: string,
  cause: HandOverCause,
  text: { readonly words?: string } | undefined,
): Decision {
  const counts = countOwed(listOwed(state, at), account);
  const row = beginHandOver(state, at, { account, cause, counts }, text);
  return accept({ handOver: state.columns.handOvers.number[row] });
}

function checkOpen(state: RegionState, handOver: number, at: Instant): Refusal | undefined {
  const row = findHandOverRow(state, handOver);
  const { handOvers } = state.columns;
  if (row < 0)
    return refuse("hand-over.unknown", `hand-over ${shown(handOver)}: there is none with this number`); // prettier-ignore
  if (handOvers.state[row] !== handOverStates.code.begun)
    return refuse("hand-over.wrong-state", `hand-over ${handOver} is ${handOverStates.names[handOvers.state[row]]} already`); // prettier-ignore
  return at < handOvers.begunAt[row] ? refuseLate(`hand-over ${handOver}`) : undefined;
}

export function decideConfirmHandOver(
  state: RegionState,
  { handOver, name }: Of<"hand-over.confirm">,
  { at, by }: CommandContext,
): Decision {
  const fault = checkOpen(state, handOver, at) ?? checkName(name);
  if (fault !== undefined) return reject(fault);
  const row = findHandOverRow(state, handOver);
  const account = state.facts.handOvers[row] ?? "";
  if (account === by)
    return reject(refuse("hand-over.wrong-state", "whoever takes over confirms it, not whoever leaves")); // prettier-ignore
  confirmHandOver(state, at, row, countOwed(listOwed(state, at), account), name);
  passClaims(state, at, account);
  return accept();
}

function checkName(name: string): Refusal | undefined {
  if (typeof name === "string" && name.trim() !== "") return checkText("name", name, limits.nameLength); // prettier-ignore
  return refuse("value.invalid", "name: got none, expected the name of whoever takes over");
}

/** What the one who left held, or what came back from them, is now of whoever confirms. */
function passClaims(state: RegionState, at: Instant, account: string): void {
  const { claims } = state.columns;
  for (const each of listClaims(state)) {
    if (each.by !== account) continue;
    const row = claims.number.indexOf(each.claim);
    const passedAt = Math.max(at, each.claimedAt, each.returnedAt);
    endAlarmOf(state, passedAt, claims.alarm, row);
    releaseClaim(state, passedAt, row, each.returnedAt > 0 ? "taken again" : "taken over");
    makeClaim(state, passedAt, subjectOfClaim(each));
  }
}

export function decideWithdrawHandOver(
  state: RegionState,
  { handOver, reason }: Of<"hand-over.withdraw">,
  { at }: CommandContext,
): Decision {
  const fault = checkOpen(state, handOver, at) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  withdrawHandOver(state, at, findHandOverRow(state, handOver), reason);
  return accept();
}

/** A crew takes over what the crew of its own unit before it left, and no other hand-over. */
export function checkCrewHandOver(
  state: RegionState,
  actor: { readonly role: Role; readonly unit: number | undefined },
  command: Command,
): Refusal | undefined {
  if (actor.role !== "crew" || command.type !== "hand-over.confirm") return undefined;
  const row = findHandOverRow(state, command.handOver);
  if (row >= 0 && state.columns.handOvers.unit[row] === (actor.unit ?? -1) + 1) return undefined;
  return refuse("role.other-unit", "a crew takes over from the crew of its own unit only");
}
