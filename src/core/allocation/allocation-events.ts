/** What can happen between a unit and an incident, as facts. */

import type { EventBase } from "../events.ts";
import type { Recommendation } from "../recommendation.ts";
import type { AllocationEnd } from "../vocabulary.ts";

export interface UnitAllocated extends EventBase {
  readonly type: "unit.allocated";
  readonly unit: number;
  readonly incident: number;
  readonly mode: "active" | "stacked";
  readonly policy: number;
  /** Place of the unit in the recommendation, 1 = first; 0 = chosen by hand. */
  readonly rank: number;
  /** Null when none could be made. Stands on the first allocation of a command; the others of the same command share it. */
  readonly recommendation: Recommendation | null;
}
export interface UnitActivated extends EventBase {
  readonly type: "unit.activated";
  readonly unit: number;
  readonly incident: number;
}
export interface UnitProgressed extends EventBase {
  readonly type: "unit.progressed";
  readonly unit: number;
  readonly incident: number;
  readonly status: "en route" | "at scene" | "transporting";
  readonly label: string | null;
}
/** What a router of another program said; see core/allocation/travel-record.ts. E7 = degrees times 10^7. */
export interface UnitTravelRecorded extends EventBase {
  readonly type: "unit.travel-recorded";
  readonly unit: number;
  readonly incident: number;
  readonly source: string;
  readonly version: string;
  readonly fromLatE7: number;
  readonly fromLonE7: number;
  readonly toLatE7: number;
  readonly toLonE7: number;
  /** Null = it knows no way. */
  readonly travelSeconds: number | null;
  readonly distanceM: number | null;
}
export interface AllocationEnded extends EventBase {
  readonly type: "allocation.ended";
  readonly unit: number;
  readonly incident: number;
  readonly end: AllocationEnd;
  readonly text?: { readonly reason?: string };
}

export type AllocationEvent =
  | UnitAllocated
  | UnitActivated
  | UnitProgressed
  | UnitTravelRecorded
  | AllocationEnded;
