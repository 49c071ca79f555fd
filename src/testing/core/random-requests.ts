/** Random commands about requests and warnings, for the histories of random-command.ts. */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { CommandType } from "../../core/commands.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  checkResults,
  contentGrades,
  refugeOpenings,
  requestAnswers,
  sourceGrades,
} from "../../core/vocabulary.ts";
import {
  areaCodes,
  askedOf,
  contactOf,
  locationOf,
  typeCodes,
  copyOf,
  incidentOf,
  pick,
  requestOf,
  warningOf,
  type Intent,
} from "./random-choice.ts";
import { middleOf } from "./region-config.ts";
import { reasonOf, type Kind } from "./random-kind.ts";

/** Mostly a few hours on; some lie in the past. */
export function laterOf(now: Instant, { b }: Intent): Instant {
  return now + (b - 40) * 60 * microsPerSecond;
}

function request(state: RegionState, intent: Intent): { readonly request: number } {
  return { request: requestOf(state, intent) };
}

type Kinds = Extract<
  CommandType,
  | `request.${string}`
  | `warning.${string}`
  | `hospital.${string}`
  | `community.${string}`
  | `place-hazard.${string}`
  | "contact.grade"
  | "gap.settle"
>;

export const requestKinds: { readonly [T in Kinds]: Kind<T> } = {
  "gap.settle": {
    weight: 1,
    make: ({ columns: { head } }, { a }) => ({ gap: 1 + (a % (head.gaps[0] + 1)) }),
  },
  "place-hazard.warn": {
    weight: 4,
    make: (_state, intent, now) => ({
      ...middleOf(intent.a % 3),
      radiusM: pick([5, 50, 400], intent.b),
      words: pick(["wire across the path", "dog", " "], intent.c),
      expiresAt: laterOf(now, intent),
      ...(intent.c % 2 === 0 ? { hazard: pick(["dog", "no-such"], intent.a % 3) } : {}),
    }),
  },
  "place-hazard.renew": {
    weight: 3,
    make: (state, intent, now) => ({
      placeHazard: 1 + (intent.a % (state.columns.head.placeHazardsEver[0] + 1)),
      expiresAt: laterOf(now, intent),
      reason: reasonOf(intent),
    }),
  },
  "place-hazard.end": {
    weight: 2,
    make: (state, intent) => ({
      placeHazard: 1 + (intent.a % (state.columns.head.placeHazardsEver[0] + 1)),
      reason: reasonOf(intent),
    }),
  },
  "community.report": {
    weight: 4,
    make: (_state, intent) => ({
      words: pick(["shouting at the bridge", "smoke", " "], intent.a),
      ...(intent.b % 2 === 0 ? { location: locationOf(intent), place: "by the bridge" } : {}),
      ...(intent.c % 3 === 0 ? { incidentType: pick(typeCodes, intent.c) } : {}),
    }),
  },
  "community.shelter": {
    weight: 2,
    make: (_state, { a, b, c }) => ({
      refuge: pick(["hall", "no-such"], a % 3),
      opening: pick(refugeOpenings.names, b),
      ...(c % 2 === 0 ? { places: c } : {}),
    }),
  },
  "community.check-on": {
    weight: 2,
    make: (_state, { a, b, c }) => ({
      area: pick(areaCodes, a),
      result: pick(checkResults.names, b),
      ...(b % 3 === 2 || c % 7 === 0 ? { words: "an old man fell" } : {}),
    }),
  },
  "contact.grade": {
    weight: 4,
    make: (state, intent) => ({
      contact: contactOf(state, intent),
      sourceGrade: pick(sourceGrades.names, intent.b),
      contentGrade: pick(contentGrades.names, intent.c),
    }),
  },
  "hospital.count": {
    weight: 5,
    make: (_state, { a, b, c }, now) => ({
      hospital: pick(["royal", "royal", "infirmary", "no-such"], a),
      untilAt: now - (c % 3) * 60 * microsPerSecond,
      seconds: 60 + 10 * (b % 70),
      arrivals: c % 13 === 0 ? -1 : c % 40,
    }),
  },
  "warning.issue": {
    weight: 4,
    make: (state, intent) => ({
      roles: pick([["dispatcher"], ["dispatcher", "supervisor"], ["crew"], []] as const, intent.a),
      words: pick(["the bridge is down", "keep off the yard", ""], intent.b),
      ...(intent.c % 5 === 0 ? { incident: incidentOf(state, intent, intent.a) } : {}),
    }),
  },
  "warning.acknowledge": {
    weight: 5,
    make: (state, intent) => ({
      warning: warningOf(state, intent),
      role: pick(["dispatcher", "supervisor", "overseer"] as const, intent.b),
    }),
  },
  "warning.end": {
    weight: 2,
    make: (state, intent) => ({ warning: warningOf(state, intent), reason: reasonOf(intent) }),
  },
  "request.ask": {
    weight: 8,
    make: (state, intent, now) => ({
      ...askedOf(intent),
      ...(intent.c % 4 === 0 ? { neededAt: laterOf(now, intent) } : {}),
      ...(intent.c % 5 === 0 ? { deadlineAt: laterOf(now, intent) } : {}),
      ...(intent.c % 7 === 0 ? { incident: incidentOf(state, intent, intent.a) } : {}),
    }),
  },
  "request.receive": {
    weight: 5,
    make: (state, intent) => ({ ...request(state, intent), ...copyOf(intent) }),
  },
  "request.answer": {
    weight: 6,
    make: (state, intent) => ({
      ...request(state, intent),
      answer: pick(requestAnswers.names, intent.b),
      ...(intent.c % 3 === 0 ? { quantity: 1 + (intent.b % 4) } : {}),
      ...(intent.c % 2 === 0 ? { reason: reasonOf(intent) } : {}),
    }),
  },
  "request.commit": {
    weight: 4,
    make: (state, intent, now) => ({
      ...request(state, intent),
      ...(intent.c % 3 === 0 ? { quantity: 1 + (intent.b % 4) } : {}),
      ...(intent.c % 2 === 0 ? { etaAt: laterOf(now, intent) } : {}),
    }),
  },
  "request.set-out": {
    weight: 3,
    make: (state, intent, now) => ({
      ...request(state, intent),
      ...(intent.c % 2 === 0 ? { etaAt: laterOf(now, intent) } : {}),
    }),
  },
  "request.arrive": { weight: 3, make: request },
  "request.release": {
    weight: 3,
    make: (state, intent) => ({ ...request(state, intent), reason: reasonOf(intent) }),
  },
  "request.withdraw": {
    weight: 2,
    make: (state, intent) => ({ ...request(state, intent), reason: reasonOf(intent) }),
  },
  "request.extend": {
    weight: 2,
    make: (state, intent, now) => ({
      ...request(state, intent),
      deadlineAt: laterOf(now, intent),
      reason: reasonOf(intent),
    }),
  },
  "request.assign": {
    weight: 1,
    make: (state, intent) => ({
      ...request(state, intent),
      owner: { kind: "account", name: "duty" } as const,
      reason: reasonOf(intent),
    }),
  },
};
