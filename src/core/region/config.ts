/**
 * A region's configuration: everything a force may choose for itself, as plain JSON. It enters the state only by
 * the event `region.configured`, so that every decision can name the policy version it was made under. The zod
 * schema of untrusted configuration is at the edge (wire); what the rules rely on is checked in config-fault.ts.
 */

import type { AidPlan } from "../aid/aid-plan.ts";
import type { DivertRule } from "../allocation/divert-rule.ts";
import type { CustodyRule } from "../custody/custody-rule.ts";
import type { HoursRules } from "../hours/hours-rules.ts";
import type { AbsenceRule } from "../absence/absence-model.ts";
import type { LevelPlan } from "../level/level-plan.ts";
import type { WarningRule } from "../warning/warning-rule.ts";
import type { RequestRule } from "../request/request-rule.ts";
import type { QueueRule } from "../queue-plan/queue-rule.ts";
import type { ManualPackRule } from "./manual-pack-rule.ts";
import type { Grade, UnitStatus } from "../vocabulary.ts";

/** Rule flags that this program decides and folds by. A configuration or a log that names another is not followed. */
export const knownRuleFlags: readonly number[] = [];

export interface RegionConfig {
  /** Short stable id of the region, for example `harbour`. */
  readonly id: string;
  readonly name: string;
  /** Centre for the local projection; degrees times 10^7. */
  readonly centre: { readonly latE7: number; readonly lonE7: number };
  readonly areas: readonly AreaConfig[];
  readonly skills: readonly NamedCode[];
  readonly vehicles: readonly NamedCode[];
  readonly hazards: readonly NamedCode[];
  readonly results: readonly NamedCode[];
  readonly incidentTypes: readonly IncidentTypeConfig[];
  readonly gradeRules: { readonly [K in Grade]: GradeRule };
  /** What any incident of a grade needs at least; the clock of zero-unit minutes counts free units that fit it. */
  readonly standardNeeds: { readonly [K in Grade]: Need | null };
  /** First match wins; an incident no plan matches gets the standard need of its grade. */
  readonly responsePlans: readonly ResponsePlanConfig[];
  readonly statusLabels: readonly StatusLabelConfig[];
  /** How vehicles move on roads; left out = the standard five, with every vehicle a patrol car (policy.ts). */
  readonly vehicleClasses?: readonly VehicleClassConfig[];
  /** How soon a closure asks to be looked at again; left out = after 4 hours, alarm 15 minutes later. */
  readonly closureRule?: ClosureRule;
  /** Where and as what people are planned; left out = no stations, teams and posts, and the standard grace. */
  readonly roster?: RosterConfig;
  /** Triggers, authority and effects of the service levels; left out = the region is at the normal level always. */
  readonly levelPlan?: LevelPlan;
  /** Off which grades a unit may be taken for which; left out = off any lower one, also from its scene. */
  readonly divertRule?: DivertRule;
  /** What the planning of a whole queue goes by; left out = the standard rule (queue-rule.ts). */
  readonly queueRule?: QueueRule;
  /** How long people may be on duty and must rest; left out = nothing is checked. */
  readonly hoursRules?: HoursRules;
  /** Deadlines of requests, and who is told when one passes; left out = the standard of docs/reference/requests.md. */
  readonly requestRule?: RequestRule;
  /** Where people can go, and who says whether it is open; left out = none. */
  readonly refuges?: readonly RefugeConfig[];
  /** Whose arrivals are counted; left out = none. */
  readonly hospitals?: readonly HospitalConfig[];
  /** Whom a warning that is not acknowledged is told to, and when; left out = the standard of docs/reference/requests.md. */
  readonly warningRule?: WarningRule;
  /** How long items may be held off duty; left out = 30 minutes. */
  readonly custodyRule?: CustodyRule;
  /** Neighbour regions, and how many units are never lent; left out = the region helps nobody and asks nobody. */
  readonly aidPlan?: AidPlan;
  /** What the region adds to its manual pack; left out = no phone tree. */
  readonly manualPack?: ManualPackRule;
  /** Seconds in a status before a warning and then an alarm; a status without a row has no welfare timer. */
  readonly welfare: readonly WelfareRule[];
  /** What happens when a unit with an active assignment is sent elsewhere without divert or stack. */
  readonly doubleBooking: "refuse" | "warn";
  readonly answerTargetSeconds: number;
  /** Due time of an abandoned contact with a number to call back, and without one (to be traced or reviewed). */
  readonly callBackSeconds: number;
  readonly traceSeconds: number;
  /** Closed incidents and ended contacts leave the operational state after this; the log keeps them for ever. */
  readonly retireSeconds: number;
  /** A position older than this is stale. */
  readonly positionStaleSeconds: number;
  /** Numbered rule flags switched on in this region (house rule 7); docs/reference/events.md lists them. */
  readonly ruleFlags: readonly number[];
}

export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

export interface AreaConfig extends NamedCode {
  /** Ring of [lonE7, latE7]; empty = no polygon (units and incidents are put in it by name only). */
  readonly ring: readonly (readonly [number, number])[];
  /** Codes of the areas whose units count as in reach of this one; empty = every area. */
  readonly reach: readonly string[];
}

export interface IncidentTypeConfig extends NamedCode {
  readonly group: string;
  readonly grade: Grade;
  /** Words a caller would use; they help the type search and the duplicate suggestion. */
  readonly words: readonly string[];
}

export interface GradeRule {
  readonly label: string;
  /** Seconds from the start of the grade clock to the first unit at the scene; null = none owed. */
  readonly targetSeconds: number | null;
  /** Units further away than this (expected travel seconds) are beyond range; null = no limit. */
  readonly rangeSeconds: number | null;
}

export interface Need {
  readonly skills: readonly string[];
  /** Vehicle codes that will do; empty = any. */
  readonly vehicles: readonly string[];
  readonly count: number;
}

export interface ResponsePlanConfig {
  /** Incident type codes; empty = all. */
  readonly types: readonly string[];
  readonly grades: readonly Grade[];
  readonly needs: readonly Need[];
}

export interface StatusLabelConfig {
  /** Numeric alias, for example the UK radio state "5" = en route. */
  readonly code: string;
  readonly label: string;
  readonly status: UnitStatus | "emergency";
}

/** Vehicles that take the same way in the same time. */
export interface VehicleClassConfig extends NamedCode {
  /** A closure that names no class stops every class with a motor. */
  readonly motor: boolean;
  /** Vehicle codes; a vehicle in no class is in the first. */
  readonly vehicles: readonly string[];
}

export interface ClosureRule {
  readonly reviewSeconds: number;
  /** From the warning to the alarm. */
  readonly alarmSeconds: number;
}

export interface StationConfig extends NamedCode {
  /** Code of the area it lies in. */
  readonly area: string;
}

export interface RosterConfig {
  readonly stations: readonly StationConfig[];
  readonly teams: readonly NamedCode[];
  /** What people are planned as, such as constable, sergeant, call taker. */
  readonly posts: readonly NamedCode[];
  /** Who books on at most this long before a planned shift books on for it. */
  readonly earlySeconds: number;
  /** From the beginning of a shift until nobody there is late, and until it is absent. */
  readonly lateSeconds: number;
  readonly absentSeconds: number;
  /** What an ordinary muster is like; left out = the reference of docs/reference/absence.md. */
  readonly absence?: AbsenceRule;
}

export interface RefugeConfig extends NamedCode {
  readonly latE7: number;
  readonly lonE7: number;
  /** Ids of accounts of the community that say whether it is open. */
  readonly keepers: readonly string[];
}

export interface HospitalConfig extends NamedCode {
  /** Code of the partner that counts for it; left out = the room does. */
  readonly partner?: string;
}

export interface WelfareRule {
  readonly status: UnitStatus;
  readonly warnSeconds: number;
  readonly alarmSeconds: number;
}
