/** What a random history asks for about mutual aid, and how often; random-command.ts has everything else. */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { aidRequestOf, lentUnitOf, messageOf } from "./aid-choice.ts";
import { areaCodes, pick, skillSets, unitOf, type Intent } from "./random-choice.ts";
import { reasonOf } from "./random-kind.ts";
import { laterOf } from "./random-requests.ts";

export const aidKinds = {
  "aid.ask": {
    weight: 5,
    make: (_state: RegionState, { a, b, c }: Intent, now: Instant) => ({
      ...(c % 5 === 1 ? {} : { region: c % 9 === 0 ? "nowhere" : "north" }),
      quantity: 1 + (a % 3),
      untilAt: now + (b % 11 === 0 ? 0 : (60 + b) * 60 * microsPerSecond),
      ...(a % 2 === 0 ? { skills: pick(skillSets, b) } : {}),
      ...(b % 2 === 0 ? ({ grade: "immediate", area: pick(areaCodes, c) } as const) : {}),
      ...(c % 4 === 0 ? { words: "two cars for the night" } : {}),
    }),
  },
  "aid.commit": {
    weight: 6,
    make: (state: RegionState, intent: Intent, now: Instant) => ({
      request: aidRequestOf(state, intent),
      units: [unitOf(state, intent, intent.a), ...(intent.b % 4 === 0 ? [intent.b % 5] : [])],
      ...(intent.b % 3 === 0 ? { etaAt: laterOf(now, intent) } : {}),
    }),
  },
  "aid.arrive": {
    weight: 4,
    make: (state: RegionState, intent: Intent) => ({ request: aidRequestOf(state, intent) }),
  },
  "aid.release": {
    weight: 4,
    make: (state: RegionState, intent: Intent) => ({
      request: aidRequestOf(state, intent),
      reason: reasonOf(intent),
      ...(intent.b % 4 === 0 ? { units: [intent.a % 8] } : {}),
    }),
  },
  "aid.recall": {
    weight: 4,
    make: (state: RegionState, intent: Intent) => ({
      request: aidRequestOf(state, intent),
      reason: reasonOf(intent),
    }),
  },
  "aid.return": {
    weight: 4,
    make: (state: RegionState, intent: Intent) => ({
      unit: lentUnitOf(state, intent),
      ...(intent.b % 3 === 0 ? { reason: reasonOf(intent) } : {}),
    }),
  },
  "aid.receive": {
    weight: 12,
    make: (state: RegionState, intent: Intent, now: Instant) => messageOf(state, intent, now),
  },
} as const;
