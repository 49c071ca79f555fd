/**
 * Absence over several regions of one server: each may be ordinary by itself and all of them together not. Every half
 * minute of the regions' clock the evidence of all regions where shifts begin is put together; where it alarms, each of them is told by a
 * command, so that it stands in every log. It reads states and is never on the path of a command.
 */

import { alarmRatio, poolRatios } from "../core/absence/absence-model.ts";
import { assessAbsence, type AbsenceAssessment } from "../core/absence/assess.ts";
import { limits } from "../core/limits.ts";
import { RefusedError } from "./fault.ts";
import type { Log } from "./log.ts";
import type { RegionRuntime } from "./region-runtime.ts";

const everyMillis = 30_000;
/** On a fast clock no more often than this, in real time: a look reads the whole muster of each region. */
const leastMillis = 1_000;

export interface PooledRegion {
  readonly region: Pick<RegionRuntime, "id" | "state" | "now" | "status" | "runSystem">;
  readonly found: AbsenceAssessment;
}

export interface PooledAbsence {
  /** Natural logarithm of the likelihood ratio of all regions together. */
  readonly logRatio: number;
  /** Those where somebody is due, or left. */
  readonly regions: readonly PooledRegion[];
  readonly alarms: boolean;
}

type Regions = ReadonlyMap<string, PooledRegion["region"]>;

export function poolAbsence(regions: Regions): PooledAbsence {
  const due: PooledRegion[] = [];
  for (const region of regions.values()) {
    if (region.status !== "taking" || region.state.policy === undefined) continue;
    const found = assessAbsence(region.state, region.now());
    if (found.verdict !== "nobody due" && due.length < limits.pooledRegions)
      due.push({ region, found });
  }
  const logRatio = poolRatios(due.map(({ found }) => found.ratios));
  return { logRatio, regions: due, alarms: due.length > 1 && logRatio >= Math.log(alarmRatio) };
}

/** `speed`: of the regions' clock. */
export function startAbsencePool(regions: Regions, log: Log, speed: number): AbsencePool {
  const pool = new AbsencePool(regions, log, speed);
  pool.start();
  return pool;
}

export class AbsencePool {
  readonly #regions: Regions;
  readonly #log: Log;
  readonly #everyMillis: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(regions: Regions, log: Log, speed = 1) {
    this.#regions = regions;
    this.#log = log;
    this.#everyMillis = Math.max(leastMillis, everyMillis / speed);
  }

  /** Of one region there is nothing to pool. */
  start(): void {
    if (this.#regions.size < 2) return;
    this.#timer = setInterval(() => void this.look(), this.#everyMillis);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Tells every region that has a part in it and suspects nothing yet. One look at a time. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const { alarms, logRatio, regions } = poolAbsence(this.#regions);
    if (!alarms) return;
    // Whoever has as many heads there as on an ordinary day has no part in it: without that region it alarms no less.
    const parts = regions.filter((part) => {
      const others = regions.filter((other) => other !== part);
      return poolRatios(others.map(({ found }) => found.ratios)) < logRatio;
    });
    if (parts.length < 2) return;
    const codes = parts.map(({ region }) => region.id);
    for (const { region } of parts) {
      if (region.state.columns.absence.suspectedAt[0] !== 0) continue;
      try {
        await region.runSystem({ type: "absence.pool", regions: codes });
      } catch (error) {
        // Told while the disk was slow: since the look its shifts are over, or it suspects by itself.
        if (error instanceof RefusedError) continue;
        this.#log.error({ region: region.id, error }, "the pooled absence could not be told");
      }
    }
  }
}
