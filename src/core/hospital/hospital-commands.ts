/** What may be asked for about hospitals: arrivals are counted. A count is all that is taken; nothing could hold who arrived, or why. */

import type { Instant } from "../../base/instant.ts";

export interface HospitalCount {
  readonly type: "hospital.count";
  /** Code of the region's hospital. */
  readonly hospital: string;
  /** End of the interval; it begins where the last one ended, or later. */
  readonly untilAt: Instant;
  /** Length of the interval, 60 to 3600. */
  readonly seconds: number;
  /** People who arrived in it. */
  readonly arrivals: number;
}
export type HospitalCommand = HospitalCount;
