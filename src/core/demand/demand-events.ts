/** That more comes of one type in one area than is ordinary there, and that this is over, as facts: counts only. */

import type { EventBase } from "../events.ts";

export interface DemandEvidence {
  readonly incidentType: string;
  readonly area: string;
  /** Incidents opened in the last so many minutes. */
  readonly minutes: number;
  readonly counted: number;
  /** Ordinary number in that time, to one decimal, and the band that holds 95 of 100 ordinary ones. */
  readonly expected: number;
  readonly expectedLow: number;
  readonly expectedHigh: number;
  /** How many times likelier this is when more comes than ordinary; at most 10^9. */
  readonly ratio: number;
}

export interface DemandRose extends EventBase {
  readonly type: "demand.rose";
  /** Counts the rises of the region, from 1. */
  readonly rise: number;
  readonly evidence: DemandEvidence;
}
export interface DemandEased extends EventBase {
  readonly type: "demand.eased";
  readonly rise: number;
  readonly evidence: DemandEvidence;
}

export type DemandEvent = DemandRose | DemandEased;
