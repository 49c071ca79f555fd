/**
 * What can happen, as facts. Each event has a type in the past tense, when it occurred and when it was entered
 * (microseconds), who entered it, and numbers and names only; personal and free text stands under `text`, which is
 * stored apart so that it can be erased. An event is final: a changed meaning gets a new type or a rule flag.
 */

import type { Instant } from "../base/instant.ts";
import type { AbsenceEnded, AbsenceSuspected } from "./absence/absence-events.ts";
import type {
  IncidentCalledBack,
  IncidentDeferred,
  IncidentTakenUp,
} from "./deferral/deferral-events.ts";
import type {
  LevelDecided,
  LevelEvidenceChanged,
  LevelProposalEnded,
  LevelProposed,
} from "./level/level-events.ts";
import type { HoursBreach } from "./hours/breaches.ts";
import type { RegionConfig } from "./region/config.ts";
import type { Recommendation } from "./recommendation.ts";
import type {
  AlarmKind,
  AllocationEnd,
  CallBackResult,
  Channel,
  ClosureDirection,
  ClosureKind,
  ClosureSource,
  ContactOutcome,
  ContentGrade,
  Grade,
  LocationState,
  NoUnitEnd,
  PositionSource,
  ServiceLevel,
  ShortfallCause,
  SourceGrade,
  Thrive,
  UnavailabilityReason,
  UnitStatus,
} from "./vocabulary.ts";

export interface EventBase {
  readonly at: Instant;
  readonly entered: Instant;
  /** Account id of the person, or `system` for due work. Never a name. */
  readonly by: string;
}

/** Where something is. E7 = degrees times 10^7; radius 0 = a point. */
export interface Location {
  readonly state: LocationState;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
}

/** What a closure shuts, as it was drawn: [lonE7, latE7] along a line, or round a ring (the last point is not the first). */
export interface ClosureShape {
  readonly kind: ClosureKind;
  readonly points: readonly (readonly [number, number])[];
}

export interface RegionConfigured extends EventBase {
  readonly type: "region.configured";
  readonly config: RegionConfig;
}

export interface ContactReceived extends EventBase {
  readonly type: "contact.received";
  readonly contact: number;
  readonly channel: Channel;
  readonly callBack: boolean;
  readonly location: Location | null;
  readonly text?: {
    readonly callerName?: string;
    readonly callerNumber?: string;
    readonly words?: string;
    readonly place?: string;
  };
}
export interface ContactAnswered extends EventBase {
  readonly type: "contact.answered";
  readonly contact: number;
}
export interface ContactAbandoned extends EventBase {
  readonly type: "contact.abandoned";
  readonly contact: number;
  readonly dueAt: Instant;
}
export interface ContactDescribed extends EventBase {
  readonly type: "contact.described";
  readonly contact: number;
  readonly callBack: boolean;
  readonly incidentType: string | null;
  readonly location: Location | null;
  readonly text: {
    readonly callerName?: string;
    readonly callerNumber?: string;
    readonly words?: string;
    readonly place?: string;
  };
}
export interface ContactCalledBack extends EventBase {
  readonly type: "contact.called-back";
  readonly contact: number;
  readonly result: CallBackResult;
  /** The next attempt is due then; 0 = none. */
  readonly dueAt: Instant;
}
export interface ContactLinked extends EventBase {
  readonly type: "contact.linked";
  readonly contact: number;
  readonly incident: number;
}
export interface ContactUnlinked extends EventBase {
  readonly type: "contact.unlinked";
  readonly contact: number;
  readonly incident: number;
  /** Out of an incident, a contact is open work again, due then. */
  readonly dueAt: Instant;
}
export interface ContactEnded extends EventBase {
  readonly type: "contact.ended";
  readonly contact: number;
  readonly outcome: ContactOutcome;
}
export interface ContactRetired extends EventBase {
  readonly type: "contact.retired";
  readonly contact: number;
}

export interface IncidentOpened extends EventBase {
  readonly type: "incident.opened";
  readonly incident: number;
  readonly incidentType: string;
  readonly location: Location;
  /** Area code. */
  readonly area: string;
  readonly assessed: Grade;
  readonly served: Grade;
  readonly thrive: Thrive;
  readonly hazards: readonly string[];
  /** Start of the grade clock: the answer of the first contact. */
  readonly clockAt: Instant;
  readonly text?: { readonly summary?: string; readonly place?: string; readonly thrive?: string };
}
export interface IncidentRetyped extends EventBase {
  readonly type: "incident.retyped";
  readonly incident: number;
  readonly incidentType: string;
}
export interface IncidentLocated extends EventBase {
  readonly type: "incident.located";
  readonly incident: number;
  readonly location: Location;
  readonly area: string;
  readonly text?: { readonly place?: string };
}
export interface IncidentAssessed extends EventBase {
  readonly type: "incident.assessed";
  readonly incident: number;
  readonly assessed: Grade;
  readonly thrive: Thrive;
  readonly text?: { readonly reason?: string; readonly thrive?: string };
}
export interface IncidentServedGradeSet extends EventBase {
  readonly type: "incident.served-grade-set";
  readonly incident: number;
  readonly served: Grade;
  /** The service level whose rule set it; left out where a person did, or it followed the assessed grade. */
  readonly level?: ServiceLevel;
  readonly text?: { readonly reason?: string };
}
export interface IncidentHazardsSet extends EventBase {
  readonly type: "incident.hazards-set";
  readonly incident: number;
  readonly hazards: readonly string[];
}
export interface IncidentNoted extends EventBase {
  readonly type: "incident.noted";
  readonly incident: number;
  readonly note: number;
  readonly text: { readonly note: string };
}
export interface IncidentNoteStruck extends EventBase {
  readonly type: "incident.note-struck";
  readonly incident: number;
  readonly note: number;
  readonly text: { readonly reason: string };
}
export interface IncidentClosed extends EventBase {
  readonly type: "incident.closed";
  readonly incident: number;
  readonly result: string;
  readonly text?: { readonly result?: string };
}
export interface IncidentReopened extends EventBase {
  readonly type: "incident.reopened";
  readonly incident: number;
  readonly text: { readonly reason: string };
}
export interface IncidentRetired extends EventBase {
  readonly type: "incident.retired";
  readonly incident: number;
}

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

export interface NoUnitBegan extends EventBase {
  readonly type: "no-unit.began";
  readonly area: string;
  readonly grade: Grade;
  /** The waiting incident whose need nobody can meet; null = the standing cover of the area itself. */
  readonly incident: number | null;
  /** Index of the need in the policy. */
  readonly need: number;
  readonly cause: ShortfallCause;
}
export interface NoUnitEnded extends EventBase {
  readonly type: "no-unit.ended";
  readonly area: string;
  readonly grade: Grade;
  readonly incident: number | null;
  readonly end: NoUnitEnd;
}

export interface ClosureReported extends EventBase {
  readonly type: "closure.reported";
  readonly closure: number;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  /** Traffic towards this bearing is stopped, 0 = north; null unless the direction is a bearing. */
  readonly bearingDegrees: number | null;
  /** Codes of the vehicle classes it stops. */
  readonly classes: readonly string[];
  readonly source: ClosureSource;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  /** Later than `at` = it is planned, and begins then. */
  readonly sinceAt: Instant;
  readonly reviewAt: Instant;
  readonly expiresAt: Instant;
  readonly incident: number | null;
  readonly text?: { readonly description?: string };
}
export interface ClosureBegan extends EventBase {
  readonly type: "closure.began";
  readonly closure: number;
}
export interface ClosureConfirmed extends EventBase {
  readonly type: "closure.confirmed";
  readonly closure: number;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly reviewAt: Instant;
}
export interface ClosureAmended extends EventBase {
  readonly type: "closure.amended";
  readonly closure: number;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  readonly bearingDegrees: number | null;
  readonly classes: readonly string[];
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly text: { readonly reason: string; readonly description?: string };
}
export interface ClosureRenewed extends EventBase {
  readonly type: "closure.renewed";
  readonly closure: number;
  readonly reviewAt: Instant;
  readonly expiresAt: Instant;
  readonly text: { readonly reason: string };
}
export interface ClosureReviewDue extends EventBase {
  readonly type: "closure.review-due";
  readonly closure: number;
}
export interface ClosureExpired extends EventBase {
  readonly type: "closure.expired";
  readonly closure: number;
}
export interface ClosureLifted extends EventBase {
  readonly type: "closure.lifted";
  readonly closure: number;
  readonly text: { readonly reason: string };
}
export interface ClosureRetired extends EventBase {
  readonly type: "closure.retired";
  readonly closure: number;
}

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
/** A duty that breaks hours rules, and a person who decided that it may. */
export interface HoursOverridden extends EventBase {
  readonly type: "hours.overridden";
  readonly person: number;
  /** Planned shift that it is for; null = the person comes on duty. */
  readonly shift: number | null;
  readonly breaches: readonly HoursBreach[];
  readonly text?: { readonly reason: string };
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

export interface AlarmRaised extends EventBase {
  readonly type: "alarm.raised";
  readonly alarm: number;
  readonly kind: AlarmKind;
  /** Contact, incident or closure number, unit id, or which proposal or decision about the level or suspicion of absence, by kind. */
  readonly subject: number;
}
export interface AlarmAcknowledged extends EventBase {
  readonly type: "alarm.acknowledged";
  readonly alarm: number;
}
export interface AlarmShelved extends EventBase {
  readonly type: "alarm.shelved";
  readonly alarm: number;
  readonly until: Instant;
  readonly text: { readonly reason: string };
}
export interface AlarmReturned extends EventBase {
  readonly type: "alarm.returned";
  readonly alarm: number;
}
export interface AlarmEnded extends EventBase {
  readonly type: "alarm.ended";
  readonly alarm: number;
}

export type CoreEvent =
  | RegionConfigured
  | ContactReceived
  | ContactAnswered
  | ContactAbandoned
  | ContactDescribed
  | ContactCalledBack
  | ContactLinked
  | ContactUnlinked
  | ContactEnded
  | ContactRetired
  | IncidentOpened
  | IncidentRetyped
  | IncidentLocated
  | IncidentAssessed
  | IncidentServedGradeSet
  | IncidentHazardsSet
  | IncidentNoted
  | IncidentNoteStruck
  | IncidentClosed
  | IncidentReopened
  | IncidentRetired
  | UnitRegistered
  | UnitBookedOn
  | UnitBookedOff
  | UnitStatusSet
  | UnitPlaced
  | UnitWelfareConfirmed
  | UnitWelfareWarned
  | UnitEmergencyRaised
  | UnitEmergencyEnded
  | UnitAllocated
  | UnitActivated
  | UnitProgressed
  | UnitTravelRecorded
  | AllocationEnded
  | NoUnitBegan
  | NoUnitEnded
  | ClosureReported
  | ClosureBegan
  | ClosureConfirmed
  | ClosureAmended
  | ClosureRenewed
  | ClosureReviewDue
  | ClosureExpired
  | ClosureLifted
  | ClosureRetired
  | PersonRegistered
  | PersonAmended
  | PersonBookedOn
  | PersonBookedOff
  | HoursOverridden
  | ShiftPlanned
  | ShiftAmended
  | ShiftCancelled
  | ShiftBookedOn
  | ShiftMarkedLate
  | ShiftMarkedAbsent
  | ShiftOverran
  | ShiftBookedOff
  | ShiftEnded
  | ShiftRetired
  | AlarmRaised
  | AlarmAcknowledged
  | AlarmShelved
  | AlarmReturned
  | AlarmEnded
  | IncidentDeferred
  | IncidentTakenUp
  | IncidentCalledBack
  | LevelEvidenceChanged
  | LevelProposed
  | LevelProposalEnded
  | LevelDecided
  | AbsenceSuspected
  | AbsenceEnded;

export type EventType = CoreEvent["type"];
