/** Random commands about directives, for the histories of random-command.ts. */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { CommandType } from "../../core/commands.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { directiveEffects, grades } from "../../core/vocabulary.ts";
import { areaCodes, incidentOf, pick, typeCodes, type Intent } from "./random-choice.ts";
import { reasonOf, type Kind } from "./random-kind.ts";

type Kinds = Extract<
  CommandType,
  `directive.${string}` | "incident.withhold" | "incident.limit" | "incident.restore"
>;

function directiveOf(state: RegionState, { b, c }: Intent): number {
  const { directivesEver } = state.columns.head;
  return c % 11 === 0 ? 0 : Math.max(1, directivesEver[0] - (b % 3));
}

function untilOf(now: Instant, { b }: Intent): Instant {
  return now + (b - 10) * 300 * microsPerSecond;
}

function cited(state: RegionState, intent: Intent) {
  return {
    incident: incidentOf(state, intent, intent.a),
    directive: directiveOf(state, intent),
    reason: reasonOf(intent),
  };
}

export const directiveKinds: { readonly [T in Kinds]: Kind<T> } = {
  "directive.issue": {
    weight: 5,
    make: (_state, intent, now) => {
      const { a, b, c } = intent;
      const effect = pick(directiveEffects.names, a);
      return {
        issuer: "chief officer",
        basis: pick(["order 7", "order 7", " "], c),
        words: "no crew to what can wait",
        effect,
        ...(effect === "limit" || c % 9 === 0 ? { skills: pick([["firearms"], ["response"]], b) } : {}), // prettier-ignore
        ...(c % 3 === 0 ? { incidentTypes: [pick(typeCodes, b)] } : {}),
        ...(c % 5 === 0 ? { areas: [pick(areaCodes, a)] } : {}),
        ...(c % 4 === 1 ? { grades: [pick(grades.names, b)] } : {}),
        ...(b % 4 === 0 ? { fromAt: now + (a % 90) * 60 * microsPerSecond } : {}),
        untilAt: untilOf(now, intent),
      };
    },
  },
  "directive.renew": {
    weight: 2,
    make: (state, intent, now) => ({
      directive: directiveOf(state, intent),
      untilAt: untilOf(now, intent),
      reason: reasonOf(intent),
    }),
  },
  "directive.end": {
    weight: 2,
    make: (state, intent) => ({ directive: directiveOf(state, intent), reason: reasonOf(intent) }),
  },
  "incident.withhold": { weight: 9, make: cited },
  "incident.limit": { weight: 7, make: cited },
  "incident.restore": {
    weight: 3,
    make: (state, intent) => ({
      incident: incidentOf(state, intent, intent.a),
      reason: reasonOf(intent),
    }),
  },
};
