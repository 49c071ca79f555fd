/**
 * Asks for recommendations at the places of a region's own units before anybody else does, on a fork that is thrown away:
 * the first real one then meets roads whose metrics lie ready and code that was compiled. It takes a bounded time, changes
 * nothing, and a failure is only noted: nobody's command may wait for it.
 */

import { decide } from "../core/decide.ts";
import { forkState, type RegionState } from "../core/state/region-state.ts";
import { grades } from "../core/vocabulary.ts";
import type { Instant } from "../base/instant.ts";
import type { PositionOverlay } from "../plan/positions.ts";
import { recommend } from "../plan/recommend.ts";
import type { Log } from "./log.ts";
import type { TravelWorld } from "./recommender.ts";

export const warmUpLimits = {
  /** Real time of all of it, beside the first question, which opens the roads. */
  millis: 150,
  questions: 300,
} as const;

/** Regions of one server: each may take a fifth of a second before it listens. */
const warmedRegions = 4;

/** A region as far as a warm-up needs it. */
export interface WarmRegion extends TravelWorld {
  readonly state: RegionState;
  now(): Instant;
  readonly telemetry: { readonly overlay: PositionOverlay };
}

/** Answers how many questions were asked; 0 = the region has no units, types or areas to ask about. */
export function warmUp(region: WarmRegion): number {
  const { policy, columns } = region.state;
  const units = columns.head.units[0];
  if (policy === undefined || units === 0) return 0;
  const fork = forkState(region.state);
  const now = region.now();
  const context = { now, at: Math.max(now, columns.head.lastAt[0]), by: "system" };
  context.now = context.at;
  const endsAt = performance.now() + warmUpLimits.millis;
  let asked = 0;
  for (; asked < warmUpLimits.questions; asked += 1) {
    if (asked > 1 && performance.now() > endsAt) break;
    const unit = (asked * 7) % units;
    const { baseLatE7, baseLonE7 } = columns.units;
    const opened = decide(
      fork,
      {
        type: "incident.open",
        incidentType: policy.config.incidentTypes[asked % policy.config.incidentTypes.length].code,
        location: { state: "given", latE7: baseLatE7[unit], lonE7: baseLonE7[unit], radiusM: 0 },
        grade: grades.names[asked % 3],
      },
      context,
    );
    const incident = opened.refusal === undefined ? opened.made.incident : undefined;
    if (incident === undefined) break;
    const { overlay: positions } = region.telemetry;
    region.withTravel(fork, (travel) =>
      recommend(fork, { id: "warm-up", incident, now: context.now, travel, positions }),
    );
  }
  return asked;
}

/** One region of a kind is enough for the code; the roads of each lie ready after its first question. */
export function warmUpRegions(
  regions: ReadonlyMap<string, WarmRegion & { readonly roads?: unknown }>,
  log: Log,
): void {
  for (const [id, region] of [...regions].slice(0, warmedRegions)) {
    // By straight line the first question is as quick as the next.
    if (region.roads === undefined) continue;
    const startedAt = performance.now();
    try {
      const asked = warmUp(region);
      log.info({ region: id, asked, millis: performance.now() - startedAt }, "warmed up");
    } catch (error) {
      log.error({ region: id, error }, "the warm-up failed");
    }
  }
}
