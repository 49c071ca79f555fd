/**
 * What the public is told of the regions of this server, as plain values: the state of the service in the words of the service level, what to do
 * now, the figures of the last published period, and when Muster itself took nothing. Bands and rounded, delayed counts only:
 * no unit, no place, no person. Not here: HTML (public-page.ts).
 */

import { microsPerDay, type Instant } from "../../base/instant.ts";
import { isTimeLost, listGaps } from "../../core/gap/read.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { serviceLevels, type ServiceLevel } from "../../core/vocabulary.ts";
import type { ShownPeriod } from "../../live/public/figures-keeper.ts";

/** The band of each level in words for the public, and what to do now. */
export const bands: {
  readonly [L in ServiceLevel]: { readonly name: string; readonly doNow: string };
} = {
  normal: {
    name: "Normal",
    doNow: "In an emergency call the emergency number. For everything else report online.",
  },
  strained: {
    name: "Stretched",
    doNow:
      "In an emergency call the emergency number. What is not urgent: report online; we may take longer to come.",
  },
  "priority only": {
    name: "Priority only",
    doNow:
      "Call the emergency number when somebody is in danger or a crime is happening now. For everything else report online: nobody can come, and you are called back.",
  },
  "life only": {
    name: "Life only",
    doNow:
      "Call the emergency number only when a life is in danger. Keep away from danger, keep doors shut, look after those near you, and report the rest online later.",
  },
  "not staffed": {
    name: "Not staffed",
    doNow:
      "Nobody may be able to come. Call the emergency number when a life is in danger; you are told who can help. Go to a refuge point if you can not stay where you are.",
  },
};

export interface PublicGap {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

export interface PublicRegion {
  readonly id: string;
  readonly name: string;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly band: string;
  readonly doNow: string;
  /** Of the region's own plan; empty = none. */
  readonly message: string;
  /** When a person decided on the level; 0 = nobody ever did. */
  readonly sinceAt: Instant;
  /** False = what stands here may be out of date, because Muster takes nothing now. */
  readonly isCurrent: boolean;
  /** When Muster took nothing in the last seven days, the newest first; whole minutes. */
  readonly gaps: readonly PublicGap[];
  readonly periods: readonly ShownPeriod[];
}

const gapDays = 7;
const minuteMicros = 60_000_000;

export function viewRegion(
  id: string,
  state: RegionState,
  now: Instant,
  isCurrent: boolean,
  periods: readonly ShownPeriod[],
): PublicRegion {
  const { config } = getPolicy(state);
  const { level, decidedAt } = state.columns.level;
  const name = serviceLevels.names[level[0]];
  const plan = config.levelPlan?.find((each) => each.level === name);
  return {
    id,
    name: config.name,
    areas: config.areas.map((area) => ({ code: area.code, name: area.name })),
    band: bands[name].name,
    doNow: bands[name].doNow,
    message: plan?.publicMessage ?? "",
    sinceAt: decidedAt[0],
    isCurrent,
    gaps: listGaps(state)
      .filter(({ kind, beforeAt, afterAt }) => {
        const isLong = afterAt - beforeAt >= minuteMicros;
        return isTimeLost(kind) && isLong && afterAt > now - gapDays * microsPerDay;
      })
      .map(({ beforeAt, afterAt }) => ({ fromAt: beforeAt, untilAt: afterAt })),
    periods,
  };
}
