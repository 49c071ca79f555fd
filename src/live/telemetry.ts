/**
 * Where units are, as their devices say: the last position per unit with its age, in typed arrays. Telemetry is no
 * part of the log; a bounded history goes to disk for trails, and what a decision used is stored with the decision.
 * A sample older than the one held, from the future, or of an unknown unit is rejected and counted.
 */

import type { Instant } from "../base/instant.ts";
import { limits } from "../core/limits.ts";
import { hasUnit, type RegionState } from "../core/state/region-state.ts";
import type { PositionOverlay } from "../plan/positions.ts";
import type { PositionSample } from "../store/port.ts";

export type PositionFault = "unit.unknown" | "time.future" | "time.too-late" | "position.older";

export interface RejectedSample {
  readonly unit: number;
  readonly code: PositionFault;
}

export interface TakenSamples {
  readonly accepted: PositionSample[];
  readonly rejected: RejectedSample[];
}

/** The units whose position changed since the last look, as the arrays of a `positions` frame. */
export interface PositionBatch {
  readonly at: Instant;
  readonly units: number[];
  readonly lat: number[];
  readonly lon: number[];
  /** Seconds at `at`. */
  readonly ages: number[];
}

export class Telemetry {
  readonly overlay: PositionOverlay = {
    latE7: new Int32Array(limits.units),
    lonE7: new Int32Array(limits.units),
    at: new Float64Array(limits.units),
  };
  readonly #changed = new Set<number>();
  /** When a sample last came, by the region's clock; 0 = never. */
  lastSampleAt: Instant = 0;
  accepted = 0;
  rejected = 0;

  take(state: RegionState, samples: readonly PositionSample[], now: Instant): TakenSamples {
    const accepted: PositionSample[] = [];
    const rejected: RejectedSample[] = [];
    for (const sample of samples) {
      const code = this.#findFault(state, sample, now);
      if (code === undefined) {
        this.#write(sample);
        accepted.push(sample);
      } else rejected.push({ unit: sample.unit, code });
    }
    if (accepted.length > 0) this.lastSampleAt = now;
    this.accepted += accepted.length;
    this.rejected += rejected.length;
    return { accepted, rejected };
  }

  #findFault(state: RegionState, sample: PositionSample, now: Instant): PositionFault | undefined {
    if (!hasUnit(state, sample.unit)) return "unit.unknown";
    if (sample.at > now + limits.futureEntryMicros) return "time.future";
    if (sample.at < now - limits.lateEntryMicros) return "time.too-late";
    if (sample.at <= this.overlay.at[sample.unit]) return "position.older";
    return undefined;
  }

  #write({ unit, at, latE7, lonE7 }: PositionSample): void {
    this.overlay.latE7[unit] = latE7;
    this.overlay.lonE7[unit] = lonE7;
    this.overlay.at[unit] = at;
    this.#changed.add(unit);
  }

  /** From disk at the start; a live sample that came first stays. */
  restore(sample: PositionSample): void {
    if (sample.at > this.overlay.at[sample.unit]) this.#write(sample);
  }

  /** Undefined when nothing changed. */
  takeChanged(now: Instant): PositionBatch | undefined {
    if (this.#changed.size === 0) return undefined;
    const batch = this.#batch(this.#changed, now);
    this.#changed.clear();
    return batch;
  }

  /** All units that were ever tracked. */
  listAll(now: Instant): PositionBatch {
    const units: number[] = [];
    this.overlay.at.forEach((at, unit) => {
      if (at > 0) units.push(unit);
    });
    return this.#batch(units, now);
  }

  #batch(units: Iterable<number>, now: Instant): PositionBatch {
    const batch: PositionBatch = { at: now, units: [], lat: [], lon: [], ages: [] };
    for (const unit of units) {
      batch.units.push(unit);
      batch.lat.push(this.overlay.latE7[unit]);
      batch.lon.push(this.overlay.lonE7[unit]);
      batch.ages.push(Math.max(0, Math.round((now - this.overlay.at[unit]) / 1_000_000)));
    }
    return batch;
  }
}
