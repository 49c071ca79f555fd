/**
 * Asking by the tiers: units are asked of the nearest tier first (force, region, national), of one neighbour at a time in the
 * order of the plan. When one refuses, promises fewer, or has not answered by its deadline, the next is asked for what is lacking
 * then; that makes a line of requests, each with its own owner, deadline and chain. What was asked before stays asked. Not here:
 * a request to a region that somebody named, which nobody follows.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { limits } from "../limits.ts";
import { askRequest, getRequestFacts } from "../request/changes.ts";
import { doRequestPiece } from "../request/due-work.ts";
import { deadlineOf, isOpenRequest } from "../request/schedule.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { aidTiers, requestDirections, requestStates, type AidTier } from "../vocabulary.ts";
import type { AidLine } from "./aid-facts.ts";
import { findAidFacts, linkRequest } from "./changes.ts";
import { tellAsk } from "./tell.ts";

const states = requestStates.code;
const unanswered: readonly number[] = [states.asked, states.received, states.provisional];

/** Rows of the requests of a line that are still in the state, by number. */
export function listLine(state: RegionState, first: number): number[] {
  const { number, direction } = state.columns.requests;
  const { outgoing } = requestDirections.code;
  return state.facts.aid
    .flatMap((facts, row) => (facts?.line?.first === first ? [row] : []))
    .filter((row) => direction[row] === outgoing)
    .sort((a, b) => number[a] - number[b]);
}

/** How near a neighbour is by the plan; undefined = it is none. */
export function tierOf(state: RegionState, region: string): AidTier | undefined {
  const { neighbours, neighbourIndex } = getPolicy(state).aid;
  return neighbours[neighbourIndex.get(region) ?? -1]?.tier;
}

/** Whom the line asks next: of the nearest tier the first that it has not asked; `first` 0 = a line that begins. */
export function findNextRegion(state: RegionState, first: number): string | undefined {
  const asked = first === 0 ? [] : listLine(state, first).map((row) => getRequestFacts(state, row).party.code); // prettier-ignore
  const left = getPolicy(state).aid.neighbours.filter(({ region }) => !asked.includes(region));
  const nearest = Math.min(...left.map(({ tier }) => aidTiers.code[tier]));
  return left.find(({ tier }) => aidTiers.code[tier] === nearest)?.region;
}

/** Units that nobody of the line has promised, or may still promise in time. */
export function countLack(state: RegionState, { first, wanted }: AidLine): number {
  const { requests } = state.columns;
  let covered = 0;
  for (const row of listLine(state, first)) {
    const code = requests.state[row];
    if (code === states.asked || code === states.received)
      covered += requests.step[row] > 0 ? 0 : requests.quantity[row];
    else if (code === states.provisional)
      covered += requests.step[row] > 0 ? 0 : requests.promised[row];
    else if (code !== states.refused && code !== states.withdrawn)
      covered += requests.promised[row];
  }
  return wanted - covered;
}

/** After an answer, or its lateness: whoever is next is asked for what is lacking; where nobody is left, that is an alarm. */
export function askOn(state: RegionState, at: Instant, row: number): void {
  const facts = findAidFacts(state, row);
  if (facts?.line === undefined || facts.terms === null) return;
  const { line, terms } = facts;
  const lack = countLack(state, line);
  // It is asked when that is known here, however late the word of it was.
  const askedAt = Math.max(at, state.enteredAt);
  if (lack <= 0 || terms.untilAt <= askedAt) return;
  const region = findNextRegion(state, line.first);
  const { requests, head } = state.columns;
  if (region === undefined || head.heldRequests[0] >= limits.requests) {
    // While somebody may still answer, the request that is overdue has its own alarm.
    const isAwaited = unanswered.includes(requests.state[row]);
    if (!isAwaited) raiseLack(state, askedAt, requests.number[row]);
    return;
  }
  const { owner, sent } = getRequestFacts(state, row);
  const words = state.text?.requests.get(requests.number[row])?.words ?? "";
  const next = askRequest(
    state,
    askedAt,
    {
      direction: "outgoing",
      kind: "units",
      item: null,
      quantity: lack,
      party: { kind: "region", code: region },
      owner,
      neededAt: requests.neededAt[row],
      deadlineAt: deadlineOf(state, "asked", askedAt),
      incident: requests.incident[row] === 0 ? null : requests.incident[row],
      sent,
      arrived: null,
    },
    words === "" ? undefined : { words },
  );
  linkRequest(state, askedAt, next, requests.number[next], terms, line);
  tellAsk(state, askedAt, next, words === "" ? undefined : words);
}

/** One alarm at a time: raised anew it is loud again, about the last answer. */
function raiseLack(state: RegionState, at: Instant, request: number): void {
  endLack(state, at);
  raiseAlarm(state, at, "nobody left to ask", request);
}

/** Somebody asks anew, or the request that it was about leaves the state. */
export function endLack(state: RegionState, at: Instant): void {
  endAlarmOf(state, at, state.columns.aid.lackAlarm, 0);
}

/** What falls due about a request, and whom a line asks because of it. */
export function doLinePiece(state: RegionState, at: Instant, row: number): void {
  const { requests, aid, alarms } = state.columns;
  const number = requests.number[row];
  const isOpen = isOpenRequest(state, row);
  const lack = aid.lackAlarm[0];
  if (!isOpen && lack >= 0 && alarms.subject[lack] === number) endLack(state, at);
  const stepAt = requests.stepAt[row];
  doRequestPiece(state, at, row);
  const isLate = isOpen && stepAt !== noInstant && requests.step[row] === 1;
  if (isLate && unanswered.includes(requests.state[row])) askOn(state, at, row);
}
