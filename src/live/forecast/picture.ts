/**
 * A copy of a region as a forecast needs it, small enough to go to another thread: columns, facts by row, positions and
 * configuration, without any words. Taking one costs the region's loop a copy of the buffer and nothing else.
 */
import type { Instant } from "../../base/instant.ts";
import type { ClosureShape } from "../../core/events.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import { compilePolicy } from "../../core/region/policy.ts";
import type { Capacities } from "../../core/state/shapes.ts";
import { everythingToReview } from "../../core/state/to-review.ts";
import {
  layState,
  makeRegionState,
  type RegionState,
  type StateFacts,
} from "../../core/state/region-state.ts";
import type { PositionOverlay } from "../../plan/positions.ts";

export interface Picture {
  readonly region: string;
  readonly now: Instant;
  readonly buffer: ArrayBuffer;
  readonly capacities: Capacities;
  readonly closureShapes: readonly (ClosureShape | undefined)[];
  /** A unit that comes home says so to whom it helped: a future without this could not. */
  readonly facts: StateFacts;
  readonly config: RegionConfig;
  readonly policyVersion: number;
  readonly positions: PositionOverlay;
}

/** Undefined for a region without configuration. */
export function takePicture(
  region: string,
  state: RegionState,
  overlay: PositionOverlay,
  now: Instant,
): Picture | undefined {
  const { policy, buffer, capacities, closureShapes, facts, columns } = state;
  if (policy === undefined) return undefined;
  const units = columns.head.units[0];
  return {
    region,
    now,
    buffer: buffer.slice(0),
    capacities,
    closureShapes,
    facts,
    config: policy.config,
    policyVersion: policy.version,
    positions: {
      latE7: overlay.latE7.slice(0, units),
      lonE7: overlay.lonE7.slice(0, units),
      at: overlay.at.slice(0, units),
    },
  };
}

/** What can be handed over instead of copied. */
export function transferOf({ buffer, positions }: Picture): ArrayBuffer[] {
  const { latE7, lonE7, at } = positions;
  return [buffer, latE7.buffer, lonE7.buffer, at.buffer] as ArrayBuffer[];
}

export function stateOf({
  buffer,
  capacities,
  closureShapes,
  facts,
  config,
  policyVersion,
}: Picture): RegionState {
  return {
    ...makeRegionState({}, false),
    ...layState(buffer, capacities),
    capacities,
    closureShapes,
    facts,
    policy: compilePolicy(config, policyVersion),
    // As after a fold: the first command of a future looks at all of it.
    toReview: everythingToReview,
    reviewedPolicy: undefined,
    clockless: 0,
  };
}
