/** What can happen to people and planned shifts, as facts. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { HoursBreach } from "../hours/breaches.ts";

export interface PersonRegistered extends EventBase {
  readonly type: "person.registered";
  readonly person: number;
  readonly staffNumber: string;
  readonly post: string;
  readonly team: string | null;
  readonly station: string | null;
  readonly skills: readonly string[];
  readonly text?: { readonly name?: string };
}
export interface PersonAmended extends EventBase {
  readonly type: "person.amended";
  readonly person: number;
  readonly post: string;
  readonly team: string | null;
  readonly station: string | null;
  readonly skills: readonly string[];
  readonly text?: { readonly name?: string };
}
export interface PersonBookedOn extends EventBase {
  readonly type: "person.booked-on";
  readonly person: number;
  /** Id of the unit whose crew the person is; left out = of none. */
  readonly crewOf?: number;
}
export interface PersonBookedOff extends EventBase {
  readonly type: "person.booked-off";
  readonly person: number;
}
/** A person signed in at the console, under an account whose id is the staff number. */
export interface PersonSignedIn extends EventBase {
  readonly type: "person.signed-in";
  readonly person: number;
}
/** A duty that breaks hours rules, and a person who decided that it may. */
export interface HoursOverridden extends EventBase {
  readonly type: "hours.overridden";
  readonly person: number;
  /** Planned shift that it is for; null = the person comes on duty. */
  readonly shift: number | null;
  readonly breaches: readonly HoursBreach[];
  readonly text?: { readonly reason: string };
}
/** Somebody is on duty for longer than a rule of the longest duty says. An alarm follows. */
export interface HoursExceeded extends EventBase {
  readonly type: "hours.exceeded";
  readonly person: number;
  /** Code of the rule. */
  readonly rule: string;
  /** Since when the person is on duty. */
  readonly since: Instant;
}
/** Of a unit or of a person; the other is null. */
export interface ShiftPlanned extends EventBase {
  readonly type: "shift.planned";
  readonly shift: number;
  readonly unit: number | null;
  readonly person: number | null;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly team: string | null;
  readonly station: string | null;
  readonly area: string | null;
  /** Empty = those of the unit or person. */
  readonly skills: readonly string[];
  readonly crew: number;
}
export interface ShiftAmended extends EventBase {
  readonly type: "shift.amended";
  readonly shift: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly team: string | null;
  readonly station: string | null;
  readonly area: string | null;
  readonly skills: readonly string[];
  readonly crew: number;
}
export interface ShiftCancelled extends EventBase {
  readonly type: "shift.cancelled";
  readonly shift: number;
}
export interface ShiftBookedOn extends EventBase {
  readonly type: "shift.booked-on";
  readonly shift: number;
  /** Heads that came. */
  readonly came: number;
}
export interface ShiftMarkedLate extends EventBase {
  readonly type: "shift.marked-late";
  readonly shift: number;
}
export interface ShiftMarkedAbsent extends EventBase {
  readonly type: "shift.marked-absent";
  readonly shift: number;
}
export interface ShiftOverran extends EventBase {
  readonly type: "shift.overran";
  readonly shift: number;
}
export interface ShiftBookedOff extends EventBase {
  readonly type: "shift.booked-off";
  readonly shift: number;
}
export interface ShiftEnded extends EventBase {
  readonly type: "shift.ended";
  readonly shift: number;
}
export interface ShiftRetired extends EventBase {
  readonly type: "shift.retired";
  readonly shift: number;
}

export type RosterEvent =
  | PersonRegistered
  | PersonAmended
  | PersonBookedOn
  | PersonBookedOff
  | PersonSignedIn
  | HoursOverridden
  | HoursExceeded
  | ShiftPlanned
  | ShiftAmended
  | ShiftCancelled
  | ShiftBookedOn
  | ShiftMarkedLate
  | ShiftMarkedAbsent
  | ShiftOverran
  | ShiftBookedOff
  | ShiftEnded
  | ShiftRetired;
