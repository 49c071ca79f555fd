/**
 * Where each unit is on the road, found when the unit moves and never when somebody asks for travel times: a
 * recommendation over 5,000 units would otherwise search 5,000 times for what has not changed. Not here: positions
 * and their age, which are the caller's.
 */
import type { RoadNetwork } from "../network.ts";
import { defaultSnapRule, findSnap, type Snap, type SnapRule } from "./snap.ts";
import type { SnapIndex } from "./snap-index.ts";

export const snapCacheLimits = {
  /** A unit whose number is at or above this is snapped each time and not kept. */
  units: 1 << 16,
} as const;

interface Kept {
  latE7: number;
  lonE7: number;
  /** Which of the cache's `usable` sets it was found with. */
  version: number;
  snap: Snap | undefined;
}

export class SnapCache {
  readonly #network: RoadNetwork;
  readonly #index: SnapIndex;
  readonly #rule: SnapRule;
  #usable: Uint8Array;
  #version = 0;
  /** By unit. */
  readonly #kept: (Kept | undefined)[] = [];
  #searches = 0;

  /** `usable`: which segments count, by `markUsable`. One cache serves one vehicle class. */
  constructor(
    network: RoadNetwork,
    index: SnapIndex,
    usable: Uint8Array,
    rule: SnapRule = defaultSnapRule,
  ) {
    this.#network = network;
    this.#index = index;
    this.#usable = usable;
    this.#rule = rule;
  }

  /** The unit's place on the road for this position: the known one when it has not moved. */
  snap(unit: number, latE7: number, lonE7: number): Snap | undefined {
    const kept = this.#kept[unit];
    if (
      kept !== undefined &&
      kept.latE7 === latE7 &&
      kept.lonE7 === lonE7 &&
      kept.version === this.#version
    )
      return kept.snap;
    this.#searches += 1;
    const snap = findSnap(this.#network, this.#index, this.#usable, latE7, lonE7, this.#rule);
    if (unit < snapCacheLimits.units)
      this.#kept[unit] = { latE7, lonE7, version: this.#version, snap };
    return snap;
  }

  forget(unit: number): void {
    this.#kept[unit] = undefined;
  }

  /** Other segments count from now on (another profile). Each unit is looked up again when it is next asked for. */
  useSegments(usable: Uint8Array): void {
    this.#usable = usable;
    this.#version += 1;
  }

  /** How often it had to search, for metrics and tests. */
  get searches(): number {
    return this.#searches;
  }
}
