/**
 * What a person (or the due work of the core itself) may ask for. Commands are in the imperative; a decider turns
 * one into events or a refusal. Who may ask for what stands in authority.ts, the text form in grammar/, the schema
 * for untrusted input in wire/.
 */

import type { Instant } from "../base/instant.ts";
import type { NoUnitChances } from "./forecast/forecast-events.ts";
import type { ClosureShape, Location } from "./events.ts";
import type { ManualPackCommand } from "./manual-pack/manual-pack-commands.ts";
import type { FiguresCommand } from "./figures/figures-commands.ts";
import type { GapCommand } from "./gap/gap-commands.ts";
import type { DemandCommand } from "./demand/demand-commands.ts";
import type { RecordCommand } from "./record/record-commands.ts";
import type { StatementCommand } from "./statement/statement-commands.ts";
import type { QueuePlanCommand } from "./queue-plan/queue-plan-commands.ts";
import type { Recommendation } from "./recommendation.ts";
import type { CustodyCommand } from "./custody/custody-commands.ts";
import type { HoursOverride } from "./hours/override.ts";
import type { WarningCode } from "./refusal.ts";
import type { RecallCommand } from "./hours/recall-commands.ts";
import type { RegionConfig } from "./region/config.ts";
import type { PlaceHazardCommand } from "./place-hazard/place-hazard-commands.ts";
import type { DirectiveCommand } from "./directive/directive-commands.ts";
import type { ClaimCommand } from "./claim/claim-commands.ts";
import type { HandOverCommand } from "./hand-over/hand-over-commands.ts";
import type { CommunityCommand } from "./community/community-commands.ts";
import type { HospitalCommand } from "./hospital/hospital-commands.ts";
import type { WarningCommand } from "./warning/warning-commands.ts";
import type { AidCommand } from "./aid/aid-commands.ts";
import type { RequestCommand } from "./request/request-commands.ts";
import type {
  CallBackResult,
  Channel,
  ClosureDirection,
  ClosureSource,
  ContactOutcome,
  ContentGrade,
  Grade,
  PositionSource,
  ServiceLevel,
  SourceGrade,
  Thrive,
  UnavailabilityReason,
  UnitStatus,
} from "./vocabulary.ts";

interface ContactWords {
  readonly callerName?: string;
  readonly callerNumber?: string;
  readonly words?: string;
  readonly place?: string;
}

/** A location as given; `approximate` needs a radius, `not asked` needs no position. */
export type GivenLocation = Location;

export type Command =
  | { readonly type: "region.configure"; readonly config: RegionConfig }
  // Contacts
  | ({
      readonly type: "contact.receive";
      readonly channel: Channel;
      readonly location?: GivenLocation;
    } & ContactWords)
  | { readonly type: "contact.answer"; readonly contact: number }
  | { readonly type: "contact.abandon"; readonly contact: number }
  | ({
      readonly type: "contact.describe";
      readonly contact: number;
      readonly incidentType?: string;
      readonly location?: GivenLocation;
    } & ContactWords)
  | {
      readonly type: "contact.call-back";
      readonly contact: number;
      readonly result: CallBackResult;
    }
  | { readonly type: "contact.link"; readonly contact: number; readonly incident: number }
  | { readonly type: "contact.unlink"; readonly contact: number }
  | { readonly type: "contact.end"; readonly contact: number; readonly outcome: ContactOutcome }
  // Incidents
  | {
      readonly type: "incident.open";
      /** The contact it comes from; without one the grade clock starts now. */
      readonly contact?: number;
      readonly incidentType: string;
      readonly location: GivenLocation;
      /** Area code; without it the area that holds the location is taken. */
      readonly area?: string;
      readonly grade: Grade;
      readonly thrive?: Thrive;
      readonly hazards?: readonly string[];
      readonly summary?: string;
      readonly place?: string;
      readonly thriveWords?: string;
      /** What the caller was told in case the service level defers this; left out = nothing yet. */
      readonly told?: string;
    }
  | { readonly type: "incident.retype"; readonly incident: number; readonly incidentType: string }
  | {
      readonly type: "incident.locate";
      readonly incident: number;
      readonly location: GivenLocation;
      readonly area?: string;
      readonly place?: string;
    }
  | {
      readonly type: "incident.assess";
      readonly incident: number;
      readonly grade: Grade;
      readonly thrive?: Thrive;
      readonly thriveWords?: string;
      readonly reason: string;
    }
  | {
      readonly type: "incident.serve";
      readonly incident: number;
      readonly grade: Grade;
      readonly reason: string;
    }
  | {
      readonly type: "incident.set-hazards";
      readonly incident: number;
      readonly hazards: readonly string[];
    }
  | { readonly type: "incident.note"; readonly incident: number; readonly note: string }
  | {
      readonly type: "incident.strike-note";
      readonly incident: number;
      readonly note: number;
      readonly reason: string;
    }
  | {
      readonly type: "incident.close";
      readonly incident: number;
      readonly result: string;
      readonly words?: string;
    }
  | { readonly type: "incident.reopen"; readonly incident: number; readonly reason: string }
  // Deferral
  | {
      readonly type: "incident.defer";
      readonly incident: number;
      /** When the caller is called back; left out = by the plan of the service level. */
      readonly callBackAt?: Instant;
      /** What the caller was told; left out = nothing yet. */
      readonly told?: string;
      readonly reason: string;
    }
  | { readonly type: "incident.take-up"; readonly incident: number; readonly reason: string }
  | {
      readonly type: "incident.call-back";
      readonly incident: number;
      readonly result: CallBackResult;
      /** The next one; left out = by the rule, or none where the incident is deferred no more. */
      readonly callBackAt?: Instant;
      readonly told?: string;
    }
  // Units
  | {
      readonly type: "unit.register";
      readonly callSign: string;
      readonly vehicle: string;
      readonly skills: readonly string[];
      readonly area: string;
      readonly base: { readonly latE7: number; readonly lonE7: number };
    }
  | {
      readonly type: "unit.book-on";
      readonly unit: number;
      readonly crew: number;
      readonly skills?: readonly string[];
    }
  | {
      readonly type: "unit.book-off";
      readonly unit: number;
      /** What the next crew must know: it begins a hand-over. */
      readonly words?: string;
    }
  | {
      readonly type: "unit.set-status";
      readonly unit: number;
      readonly status: UnitStatus;
      readonly reason?: UnavailabilityReason;
      readonly label?: string;
    }
  | {
      /** A place that a person says, or that a decision rests on; live tracking is telemetry and no command. */
      readonly type: "unit.place";
      readonly unit: number;
      readonly latE7: number;
      readonly lonE7: number;
      readonly source: PositionSource;
    }
  | { readonly type: "unit.confirm-welfare"; readonly unit: number }
  | { readonly type: "unit.raise-emergency"; readonly unit: number }
  | { readonly type: "unit.end-emergency"; readonly unit: number; readonly reason: string }
  // Allocation
  | {
      readonly type: "unit.send";
      readonly incident: number;
      readonly units: readonly number[];
      /** `send` = must be free; `divert` = taken off its active incident; `stack` = after what it does now. */
      readonly mode?: "send" | "divert" | "stack";
      /** Warnings the person has seen and accepts. */
      readonly accept?: readonly WarningCode[];
      /** Set by the live loop, never by a client. */
      readonly recommendation?: Recommendation | null;
      /**
       * Set by a rehearsal, never by a client: the units are the first of a ranking, best first, of the free units or of
       * those to divert, whether or not somebody hears its reasons. Each gets its place among them as its rank.
       */
      readonly ranked?: boolean;
    }
  | {
      readonly type: "unit.progress";
      readonly unit: number;
      readonly status: "en route" | "at scene" | "transporting";
      readonly label?: string;
    }
  | { readonly type: "unit.clear"; readonly unit: number }
  | {
      readonly type: "unit.stand-down";
      readonly unit: number;
      readonly incident?: number;
      readonly reason?: string;
    }
  | {
      /** Set by the live loop, never by a client: what a router of another program answered. */
      readonly type: "unit.record-travel";
      readonly unit: number;
      readonly incident: number;
      readonly source: string;
      readonly version: string;
      readonly fromLatE7: number;
      readonly fromLonE7: number;
      readonly toLatE7: number;
      readonly toLonE7: number;
      readonly travelSeconds: number | null;
      readonly distanceM: number | null;
    }
  // Closures
  | {
      readonly type: "closure.report";
      readonly shape: ClosureShape;
      /** Left out = both. */
      readonly direction?: ClosureDirection;
      readonly bearingDegrees?: number;
      /** Codes of vehicle classes; left out = all that have a motor. */
      readonly classes?: readonly string[];
      readonly source: ClosureSource;
      readonly sourceGrade?: SourceGrade;
      readonly contentGrade?: ContentGrade;
      /** Left out = now; later than now = planned. */
      readonly sinceAt?: Instant;
      /** When somebody should look again; left out = after the region's review time. */
      readonly reviewAt?: Instant;
      readonly expiresAt: Instant;
      readonly incident?: number;
      readonly description?: string;
      /** Confirmed in the same breath, by somebody who may confirm. */
      readonly confirm?: boolean;
    }
  | {
      readonly type: "closure.confirm";
      readonly closure: number;
      readonly sourceGrade?: SourceGrade;
      readonly contentGrade?: ContentGrade;
    }
  | {
      readonly type: "closure.amend";
      readonly closure: number;
      readonly shape?: ClosureShape;
      readonly direction?: ClosureDirection;
      readonly bearingDegrees?: number;
      readonly classes?: readonly string[];
      readonly sourceGrade?: SourceGrade;
      readonly contentGrade?: ContentGrade;
      readonly description?: string;
      readonly reason: string;
    }
  | {
      readonly type: "closure.renew";
      readonly closure: number;
      readonly expiresAt: Instant;
      readonly reviewAt?: Instant;
      readonly reason: string;
    }
  | { readonly type: "closure.lift"; readonly closure: number; readonly reason: string }
  // People and planned shifts. No field says why somebody is absent, or why a plan is cancelled.
  | {
      readonly type: "person.register";
      readonly staffNumber: string;
      /** Code of what the person is planned as. */
      readonly post: string;
      readonly team?: string;
      readonly station?: string;
      readonly skills: readonly string[];
      readonly name?: string;
    }
  | {
      readonly type: "person.amend";
      readonly person: number;
      readonly post?: string;
      /** Null = none from now on. */
      readonly team?: string | null;
      readonly station?: string | null;
      readonly skills?: readonly string[];
      readonly name?: string;
    }
  | {
      readonly type: "person.book-on";
      readonly person: number;
      /** Id of the unit whose crew the person is. */
      readonly crewOf?: number;
      /** Ids of items that are issued with it. */
      readonly items?: readonly number[];
      readonly override?: HoursOverride;
    }
  | {
      readonly type: "person.book-off";
      readonly person: number;
      /** All that the person holds is handed in with it. */
      readonly handIn?: boolean;
    }
  /** Noticed by the server at a sign-in; never said by a client. */
  | { readonly type: "person.note-sign-in"; readonly person: number }
  | {
      readonly type: "shift.plan";
      readonly of: { readonly unit: number } | { readonly person: number };
      readonly fromAt: Instant;
      readonly untilAt: Instant;
      /** Left out = the person's own; a unit has none. */
      readonly team?: string;
      readonly station?: string;
      /** Left out = that of the station, else of the unit. */
      readonly area?: string;
      /** Left out = those of the unit or person. */
      readonly skills?: readonly string[];
      /** Heads of a unit; left out = 1. */
      readonly crew?: number;
      /** Hours rules that a person's shift may break, and why. */
      readonly override?: HoursOverride;
    }
  | {
      readonly type: "shift.amend";
      readonly shift: number;
      readonly override?: HoursOverride;
      readonly fromAt?: Instant;
      readonly untilAt?: Instant;
      readonly team?: string | null;
      readonly station?: string | null;
      readonly area?: string | null;
      /** Empty = those of the unit or person. */
      readonly skills?: readonly string[];
      readonly crew?: number;
    }
  | { readonly type: "shift.cancel"; readonly shift: number }
  /** Somebody said beforehand that nobody comes; nobody is asked why. */
  | { readonly type: "shift.mark-absent"; readonly shift: number }
  // Service level
  | {
      readonly type: "level.set";
      readonly level: ServiceLevel;
      readonly reason: string;
      /** When somebody must look again; left out = as late as the plan allows. */
      readonly reviewAt?: Instant;
    }
  | RequestCommand
  | WarningCommand
  | HospitalCommand
  | CommunityCommand
  | PlaceHazardCommand
  | DirectiveCommand
  | ClaimCommand
  | HandOverCommand
  | CustodyCommand
  | RecallCommand
  | AidCommand
  // Alarms
  /** Several regions together have more heads missing than on an ordinary day, this one among them. */
  | { readonly type: "absence.pool"; readonly regions: readonly string[] }
  /** A forecast of the region was made, and its level plan looks at forecasts. */
  | {
      readonly type: "forecast.record";
      /** Of the log, where its state was copied; that moment; and the configuration then. */
      readonly position: number;
      readonly madeAt: Instant;
      readonly policy: number;
      readonly seed: number;
      readonly futures: number;
      readonly noUnit: NoUnitChances;
    }
  | { readonly type: "alarm.acknowledge"; readonly alarm: number }
  | {
      readonly type: "alarm.shelve";
      readonly alarm: number;
      readonly until: Instant;
      readonly reason: string;
    }
  // Plans of the queue
  | QueuePlanCommand
  | StatementCommand
  // Demand
  | DemandCommand
  // Gaps of the log
  | GapCommand
  // The manual pack
  | ManualPackCommand
  // Public figures
  | FiguresCommand
  // The record
  | RecordCommand
  // Due work: asked by the live loop's one timer or the rehearsal's clock, by nobody else
  | { readonly type: "due.work" };

/** What only the server itself asks for: it has no schema at the edge and no role. */
export const serverCommands = [
  "aid.receive",
  "aid.note-link",
  "absence.pool",
  "claim.return",
  "demand.note",
  "due.work",
  "figures.commit",
  "figures.open",
  "figures.publish",
  "forecast.record",
  "gap.note",
  "manual-pack.note",
  "normal.define",
  "normal.publish",
  "person.note-sign-in",
  "hand-over.owe",
  "queue.record-plan",
  "record.erase-text",
  "record.note-signing",
  "record.note-cosigning",
  "record.set-keys",
  "recovery.open",
  "statement.record-check",
  "unit.record-travel",
] as const satisfies readonly Command["type"][];

export type CommandType = Command["type"];

/** Who asks, and when. `at` is when it occurred; a late entry has `at` < `now`. */
export interface CommandContext {
  readonly now: Instant;
  readonly at: Instant;
  readonly by: string;
  /** Events the review of "no unit" may put, when several commands share one write; left out = `limits.reviewEvents`. */
  readonly reviewEvents?: number;
}
