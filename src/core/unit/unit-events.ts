/** What can happen to a unit by itself, as facts; what ties it to an incident is in allocation-events.ts. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { PositionSource, UnavailabilityReason, UnitStatus } from "../vocabulary.ts";

export interface UnitRegistered extends EventBase {
  readonly type: "unit.registered";
  readonly unit: number;
  readonly callSign: string;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly area: string;
  readonly base: { readonly latE7: number; readonly lonE7: number };
}
export interface UnitBookedOn extends EventBase {
  readonly type: "unit.booked-on";
  readonly unit: number;
  readonly crew: number;
  readonly skills: readonly string[];
}
export interface UnitBookedOff extends EventBase {
  readonly type: "unit.booked-off";
  readonly unit: number;
}
export interface UnitStatusSet extends EventBase {
  readonly type: "unit.status-set";
  readonly unit: number;
  readonly status: UnitStatus;
  readonly reason: UnavailabilityReason;
  /** Code of the force's own label, or null. */
  readonly label: string | null;
}
export interface UnitPlaced extends EventBase {
  readonly type: "unit.placed";
  readonly unit: number;
  readonly latE7: number;
  readonly lonE7: number;
  readonly positionAt: Instant;
  readonly source: PositionSource;
}
export interface UnitWelfareConfirmed extends EventBase {
  readonly type: "unit.welfare-confirmed";
  readonly unit: number;
}
export interface UnitWelfareWarned extends EventBase {
  readonly type: "unit.welfare-warned";
  readonly unit: number;
}
export interface UnitEmergencyRaised extends EventBase {
  readonly type: "unit.emergency-raised";
  readonly unit: number;
}
export interface UnitEmergencyEnded extends EventBase {
  readonly type: "unit.emergency-ended";
  readonly unit: number;
  readonly text: { readonly reason: string };
}

export type UnitEvent =
  | UnitRegistered
  | UnitBookedOn
  | UnitBookedOff
  | UnitStatusSet
  | UnitPlaced
  | UnitWelfareConfirmed
  | UnitWelfareWarned
  | UnitEmergencyRaised
  | UnitEmergencyEnded;
