/** Ways from many starts to one place by any source: at once where it can, else one by one. */
import type { TravelStarts, TravelTimes } from "./travel-times.ts";

/** `out[i]` is what `travel.micros` says of row i. */
export function measureMany(
  travel: TravelTimes,
  starts: TravelStarts,
  toLatE7: number,
  toLonE7: number,
  out: Float64Array,
): void {
  if (travel.manyMicros !== undefined) {
    travel.manyMicros(starts, toLatE7, toLonE7, out);
    return;
  }
  const { count, unit, vehicleClass, latE7, lonE7 } = starts;
  for (let row = 0; row < count; row += 1)
    out[row] = travel.micros(
      {
        unit: unit[row],
        vehicleClass: vehicleClass[row],
        latE7: latE7[row],
        lonE7: lonE7[row],
      },
      toLatE7,
      toLonE7,
    );
}
