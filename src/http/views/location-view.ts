/**
 * A location as JSON. Where nobody asked there is no position: null, never 0 degrees.
 */

import { z } from "zod";
import { locationStates, type LocationState } from "../../core/vocabulary.ts";

export const locationView = z.object({
  state: z.enum(locationStates.names),
  latE7: z.number().nullable().describe("Degrees times 10^7; null = not asked"),
  lonE7: z.number().nullable(),
  radiusM: z.number(),
});

interface LocationColumns {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  readonly radiusM: Int32Array;
}

export function viewLocation(
  columns: LocationColumns,
  row: number,
  state: LocationState,
): z.infer<typeof locationView> {
  if (state === "not asked") return { state, latE7: null, lonE7: null, radiusM: 0 };
  return {
    state,
    latE7: columns.latE7[row],
    lonE7: columns.lonE7[row],
    radiusM: columns.radiusM[row],
  };
}
