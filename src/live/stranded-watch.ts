/**
 * Notices vehicles that nobody is with: a unit without a crew whose device has said the same place for half an hour, away from its
 * base. Positions are telemetry and not in the log, so it is looked at here, once a minute, and what is found is asked of the core as a
 * command that only the server may give. After a restart a vehicle counts as still since its last known position was taken.
 */

import { distanceM } from "../base/distance.ts";
import type { Instant } from "../base/instant.ts";
import { whyNotStranded } from "../core/custody/recovery.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import type { PositionOverlay } from "../plan/positions.ts";
import { RefusedError } from "./fault.ts";
import type { Log } from "./log.ts";
import type { RegionRuntime } from "./region-runtime.ts";

const everyMillis = 60_000;
/** Tasks of one look; more are found with the next. */
const foundMost = 50;

/** Where a unit's device has been since. */
export interface Anchor {
  readonly latE7: number;
  readonly lonE7: number;
  readonly sinceAt: Instant;
}

export interface Stranded extends Anchor {
  readonly ofUnit: number;
}

/** Moves the anchors of all tracked units on, and answers whose vehicles nobody is with. */
export function findStranded(
  state: RegionState,
  positions: PositionOverlay,
  anchors: Map<number, Anchor>,
  now: Instant,
): Stranded[] {
  const { idleM } = getPolicy(state).custody.recovery;
  const found: Stranded[] = [];
  for (let unit = 0; unit < state.columns.head.units[0]; unit += 1) {
    const at = positions.at[unit];
    if (at === 0) continue;
    const [latE7, lonE7] = [positions.latE7[unit], positions.lonE7[unit]];
    const before = anchors.get(unit);
    const isThere =
      before !== undefined && distanceM(before.latE7, before.lonE7, latE7, lonE7) <= idleM;
    const anchor = isThere ? before : { latE7, lonE7, sinceAt: at };
    if (!isThere) anchors.set(unit, anchor);
    if (found.length < foundMost && whyNotStranded(state, unit, anchor, now) === undefined)
      found.push({ ofUnit: unit, ...anchor });
  }
  return found;
}

type Watched = Pick<RegionRuntime, "id" | "state" | "now" | "status" | "runSystem" | "telemetry">;

export class StrandedWatch {
  readonly #regions: ReadonlyMap<string, Watched>;
  readonly #log: Log;
  readonly #anchors = new Map<string, Map<number, Anchor>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(regions: ReadonlyMap<string, Watched>, log: Log) {
    this.#regions = regions;
    this.#log = log;
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), everyMillis);
    this.#timer.unref();
    return this;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** One look at a time: on a slow disk the next one would tell the same again. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    for (const region of this.#regions.values()) {
      if (region.status !== "taking" || region.state.policy === undefined) continue;
      const anchors = this.#anchors.get(region.id) ?? new Map<number, Anchor>();
      this.#anchors.set(region.id, anchors);
      const { overlay } = region.telemetry;
      for (const stranded of findStranded(region.state, overlay, anchors, region.now()))
        try {
          await region.runSystem({ type: "recovery.open", ...stranded });
        } catch (error) {
          // Since it was found a crew has come, or somebody opened it: that is no fault.
          if (error instanceof RefusedError) continue;
          this.#log.error({ region: region.id, error }, "a vehicle to recover could not be told");
        }
    }
  }
}
