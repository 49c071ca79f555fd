/**
 * How many calls an hour a model expects at an instant: its week in local time, laid over the calendar by the zone's rules,
 * summer time included.
 */
import { microsPerHour, type Instant } from "../../base/instant.ts";
import { hourOfWeek, ZoneOffsets } from "../../base/zone-offsets.ts";
import type { DemandModel } from "./demand-model.ts";

export class ExpectedCalls {
  readonly #model: DemandModel;
  readonly #zone: ZoneOffsets;

  constructor(model: DemandModel) {
    this.#model = model;
    this.#zone = new ZoneOffsets(model.timeZone);
  }

  /** Calls an hour. */
  perHourAt(at: Instant): number {
    const hour = hourOfWeek(this.#zone.localAt(at));
    return this.#model.rate.perHour[Math.floor(hour / 24)][hour % 24];
  }

  /** For `hours` hours from `from` on, each as at its middle. */
  list(from: Instant, hours: number): Float64Array {
    return Float64Array.from({ length: hours }, (_, hour) =>
      this.perHourAt(from + (hour + 0.5) * microsPerHour),
    );
  }
}
