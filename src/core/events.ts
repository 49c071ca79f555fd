/**
 * What can happen, as facts. Each event has a type in the past tense, when it occurred and when it was entered
 * (microseconds), who entered it, and numbers and names only; personal and free text stands under `text`, which is
 * stored apart so that it can be erased. An event is final: a changed meaning gets a new type or a rule flag.
 */

import type { Instant } from "../base/instant.ts";
import type { AbsenceEvent } from "./absence/absence-events.ts";
import type { AidEvent } from "./aid/aid-events.ts";
import type { AlarmEvent } from "./alarm/alarm-events.ts";
import type { AllocationEvent } from "./allocation/allocation-events.ts";
import type { ClosureEvent } from "./closure/closure-events.ts";
import type { ContactEvent } from "./contact/contact-events.ts";
import type { CustodyEvent } from "./custody/custody-events.ts";
import type { DeferralEvent } from "./deferral/deferral-events.ts";
import type { ForecastEvent } from "./forecast/forecast-events.ts";
import type { IncidentEvent } from "./incident/incident-events.ts";
import type { ManualPackEvent } from "./manual-pack/manual-pack-events.ts";
import type { FiguresEvent } from "./figures/figures-events.ts";
import type { GapEvent } from "./gap/gap-events.ts";
import type { DemandEvent } from "./demand/demand-events.ts";
import type { LevelEvent } from "./level/level-events.ts";
import type { NoUnitEvent } from "./no-unit/no-unit-events.ts";
import type { RecordEvent } from "./record/record-events.ts";
import type { QueuePlanEvent } from "./queue-plan/queue-plan-events.ts";
import type { RecallEvent } from "./hours/recall-events.ts";
import type { RosterEvent } from "./roster/roster-events.ts";
import type { UnitEvent } from "./unit/unit-events.ts";
import type { RegionConfig } from "./region/config.ts";
import type { PlaceHazardEvent } from "./place-hazard/place-hazard-events.ts";
import type { DirectiveEvent } from "./directive/directive-events.ts";
import type { ClaimEvent } from "./claim/claim-events.ts";
import type { HandOverEvent } from "./hand-over/hand-over-events.ts";
import type { CommunityEvent } from "./community/community-events.ts";
import type { HospitalEvent } from "./hospital/hospital-events.ts";
import type { StatementEvent } from "./statement/statement-events.ts";
import type { WarningEvent } from "./warning/warning-events.ts";
import type { RequestEvent } from "./request/request-events.ts";
import type { ClosureKind, LocationState } from "./vocabulary.ts";

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

export type CoreEvent =
  | RegionConfigured
  | ContactEvent
  | IncidentEvent
  | UnitEvent
  | AllocationEvent
  | NoUnitEvent
  | ClosureEvent
  | RosterEvent
  | RecallEvent
  | AlarmEvent
  | DeferralEvent
  | LevelEvent
  | AbsenceEvent
  | AidEvent
  | ForecastEvent
  | WarningEvent
  | HospitalEvent
  | CommunityEvent
  | PlaceHazardEvent
  | DirectiveEvent
  | ClaimEvent
  | HandOverEvent
  | RequestEvent
  | CustodyEvent
  | QueuePlanEvent
  | RecordEvent
  | DemandEvent
  | GapEvent
  | StatementEvent
  | ManualPackEvent
  | FiguresEvent;

export type EventType = CoreEvent["type"];
