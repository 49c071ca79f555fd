/** Messages of a neighbour region for random histories: mostly the next one, about a request that stands; some come again, or too early. */

import type { Instant } from "../../base/instant.ts";
import type { AidMessage } from "../../core/aid/aid-facts.ts";
import type { AidPlan } from "../../core/aid/aid-plan.ts";
import { findAidFacts } from "../../core/aid/changes.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { requestDirections, requestStates, type RequestState } from "../../core/vocabulary.ts";
import type { Intent } from "./random-choice.ts";

/** One neighbour; one of the two units of the west stays, and two in all. */
export const testAidPlan: AidPlan = {
  neighbours: [{ region: "north", name: "North", tier: "region" }],
  floors: [
    { area: "west", grade: "immediate", units: 1 },
    { area: null, grade: null, units: 2 },
  ],
};

const hourMicros = 3_600_000_000;

const { outgoing } = requestDirections.code;

/** Rows of requests of units between regions that `isWanted`. */
function linkedRows(state: RegionState, isWanted: (row: number) => boolean): number[] {
  const { requests, head } = state.columns;
  return Array.from({ length: head.requestRows[0] }, (_, row) => row).filter(
    (row) =>
      requests.state[row] !== requestStates.code.none &&
      findAidFacts(state, row) !== undefined &&
      isWanted(row),
  );
}

/** Which side takes the step, and in which states; the one who asks releases, the one who is asked commits. */
const stepsOf: {
  readonly [type: string]: readonly [isAsker: boolean, states: readonly RequestState[]];
} = {
  "aid.commit": [false, ["asked", "received", "accepted", "provisional", "committed"]],
  "aid.arrive": [true, ["committed", "on the way"]],
  "aid.release": [true, ["committed", "on the way", "arrived"]],
  "aid.recall": [false, ["committed", "on the way", "arrived"]],
};

/** Mostly one that may take this step; else any number up to the newest. */
export function aidRequestOf(state: RegionState, { type, a, c }: Intent): number {
  const { requests, head } = state.columns;
  const [isAsker, states] = stepsOf[type] ?? [true, []];
  const fitting = linkedRows(
    state,
    (row) =>
      (requests.direction[row] === outgoing) === isAsker &&
      findAidFacts(state, row)?.terms !== null &&
      states.includes(requestStates.names[requests.state[row]]),
  );
  if (c % 9 !== 2 && fitting.length > 0) return requests.number[fitting[a % fitting.length]];
  const newest = head.nextRequest[0];
  return newest - (a % Math.min(newest + 1, 6));
}

/** Any unit of this region that is lent; else any. */
export function lentUnitOf(state: RegionState, { a, c }: Intent): number {
  const { units, head } = state.columns;
  const all = Array.from({ length: head.units[0] }, (_, unit) => unit);
  const lent = all.filter((unit) => units.home[unit] === 0 && units.loan[unit] > 0);
  return c % 7 !== 2 && lent.length > 0 ? lent[a % lent.length] : a % (all.length + 1);
}

/** What the other side could say next of a request in this state. */
const nextSteps: { readonly [isOurs: string]: { readonly [state: string]: readonly number[] } } = {
  true: {
    asked: [0, 1, 2, 1],
    received: [1, 2, 1],
    provisional: [1, 3],
    accepted: [3, 3, 4],
    committed: [5, 3, 9, 5],
    "on the way": [9, 10],
    arrived: [9, 10],
  },
  false: { committed: [6, 8], "on the way": [6, 7, 6], arrived: [7, 8, 7] },
};

function stepOf(
  { a, b, c }: Intent,
  now: Instant,
  homeUnits: readonly number[],
  next: readonly number[],
) {
  const steps = [
    { step: "receive", arrived: null },
    { step: "answer", answer: "accepted", quantity: 1 + (c % 3) },
    { step: "answer", answer: b % 3 === 0 ? "refused" : "provisional", quantity: 1 },
    {
      step: "commit",
      quantity: 1,
      etaAt: now + hourMicros,
      units: [
        {
          unit: 40 + (c % 4),
          callSign: c % 5 === 0 ? "S1" : `N${c % 4}`,
          vehicle: c % 3 === 0 ? "boat" : "car",
          skills: ["response", "mounted"],
          crew: 2,
        },
      ],
    },
    { step: "commit", quantity: 1, etaAt: 0, units: [] },
    { step: "set out", etaAt: now + hourMicros },
    { step: "arrive", units: homeUnits },
    { step: "release", units: homeUnits },
    { step: "withdraw" },
    { step: "recall", units: [40, 41, 42, 43] },
    { step: "return", units: [40, 41, 42, 43] },
  ] as const;
  return a % 5 === 0 || next.length === 0 ? steps[b % steps.length] : steps[next[c % next.length]];
}

export function messageOf(state: RegionState, intent: Intent, now: Instant) {
  const { requests, peers, head, units } = state.columns;
  const { a, b, c } = intent;
  const linked = linkedRows(state, (row) => requests.endedAt[row] === 0 || a % 6 === 0);
  const position = peers.taken[0] + (b % 9 === 0 ? 0 : b % 13 === 0 ? 2 : 1);
  const row = linked.length === 0 || c % 4 === 0 ? -1 : linked[b % linked.length];
  const own = Array.from({ length: head.units[0] }, (_, unit) => unit).filter(
    (unit) => units.home[unit] === 0 && units.loan[unit] > 0,
  );
  const text = c % 3 === 0 ? {} : { text: { reason: "said there" } };
  if (row < 0) {
    const terms = {
      skills: ["response"],
      grade: "immediate",
      area: "far",
      untilAt: now + 8 * hourMicros,
      meet: { latE7: 510_000_000, lonE7: 10_000_000 },
    } as const;
    const message: AidMessage = {
      step: "ask",
      kind: a % 5 === 0 ? "kit" : "units",
      item: a % 5 === 0 ? "riot-shield" : null,
      quantity: 1 + (a % 3),
      neededAt: 0,
      sent: null,
      terms: a % 5 === 0 ? null : terms,
      asker: "north",
      number: 1 + (a % 50),
    };
    return { fromRegion: "north", position, message, text: { words: "help" } };
  }
  const isOurs = requests.direction[row] === outgoing;
  const next = nextSteps[String(isOurs)][requestStates.names[requests.state[row]]] ?? [];
  const asker = isOurs ? "test" : "north";
  const number = findAidFacts(state, row)?.number ?? 0;
  const message: AidMessage = { ...stepOf(intent, now, own, next), asker, number };
  return { fromRegion: c % 29 === 0 ? "nowhere" : "north", position, message, ...text };
}
