/**
 * What a planner rehearses: who is on duty when and where, what calls come, how long scenes take, and how the dispatcher
 * holds units back. Everything that a control room decides by its own rules (grades, targets, response plans, welfare)
 * is the region's ordinary configuration. Not here: reading a plan (wire/rehearsal), and playing it (replication.ts).
 */
import type { Instant, Micros } from "../../base/instant.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { Grade, ServiceLevel } from "../../core/vocabulary.ts";
import type { StraightLineFit } from "../../plan/straight-line.ts";
import type { DurationLaw, ModelCell } from "../demand-model/demand-model.ts";
import { travelPurpose } from "../room/calls.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import type { AidRule } from "../room/aid-rooms.ts";
import type { HeldBack } from "../room/dispatcher.ts";
import type { AreaZones } from "./zones.ts";

export interface RehearsalPlan {
  readonly name: string;
  readonly config: RegionConfig;
  readonly startAt: Instant;
  /** Played and not counted, so that the night does not begin with an empty queue. */
  readonly warmUpMicros: Micros;
  /** Counted. */
  readonly lengthMicros: Micros;
  readonly areas: readonly PlanArea[];
  readonly demand: PlanDemand;
  readonly shifts: readonly PlanShift[];
  /** The shifts are planned in the region, so that who is late, absent or over its time is a state as in the live room. */
  readonly hasRoster: boolean;
  readonly walkOuts: readonly WalkOut[];
  /** Spread of travel times about the expected one: sigma of a lognormal factor whose mean is 1; 0 = none. */
  readonly travelSigma: number;
  /** A demand model's, for ways that no map knows; undefined = the configuration's. */
  readonly straightLine: StraightLineFit | undefined;
  readonly heldBack: HeldBack;
  readonly closures: readonly PlannedClosure[];
  /** Decisions on the service level, by time. */
  readonly levels: readonly PlannedLevel[];
  /** Other regions, played on the same clock; they begin, warm up and end with this one. Left out = none. */
  readonly neighbours?: readonly RehearsalPlan[];
  /** How regions help each other; undefined = they do not. */
  readonly aid?: AidRule | undefined;
}

/** Units that are on duty leave together. A state and not a motive: nothing says why. */
export interface WalkOut {
  readonly at: Instant;
  /** When those who left are back, unless their shift is over by then; undefined = never. */
  readonly backAt: Instant | undefined;
  /** Code of an area; undefined = of all. */
  readonly area: string | undefined;
  /** Of the units, each by its own luck. */
  readonly share: number;
  /** Whoever is busy leaves at once and hands the work over; else goes on until it clears. */
  readonly handsOver: boolean;
}

export interface PlannedLevel {
  readonly at: Instant;
  readonly level: ServiceLevel;
}

/** Calls come from anywhere in the circle, each place as likely. */
export interface PlanArea {
  readonly code: string;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  /** Of all calls. */
  readonly share: number;
}

export interface PlanDemand {
  /** Calls an hour: one number, 24 from midnight UTC, or 168 from Monday midnight UTC. */
  readonly perHour: readonly number[];
  /** Of the calls in an hour; 1 = Poisson. */
  readonly varianceToMean: number;
  /** What blocks of hours have in common; empty = nothing. */
  readonly levels: readonly { readonly hours: number; readonly variance: number }[];
  /** Hours that the clock by which blocks begin is ahead of UTC. */
  readonly clockHours: number;
  /** A grade may stand there several times, with another type. */
  readonly grades: readonly PlanGrade[];
  /** Squares that calls come from; undefined = anywhere in the areas' circles. */
  readonly cells: readonly ModelCell[] | undefined;
  /** Places that stand for all of that, so that travel times between them can be known beforehand; left out = none do. */
  readonly zones?: readonly AreaZones[];
}

export interface PlanGrade {
  readonly grade: Grade;
  /** Of all calls. */
  readonly share: number;
  readonly incidentType: string;
  /** Seconds at the scene. */
  readonly scene: DurationLaw;
  /** Seconds until a unit may be sent, and until it moves; undefined = none. */
  readonly handling: DurationLaw | undefined;
  readonly turnout: DurationLaw | undefined;
  /** Ways of this grade take so many times what the travel times say. */
  readonly wayFactor: number;
  /** Mean of an exponential time after which a caller who has no unit yet gives up; undefined = never. */
  readonly patienceMicros: Micros | undefined;
}

export interface PlanShift {
  readonly area: string;
  readonly skills: readonly string[];
  readonly vehicle: string;
  readonly units: number;
  /** Microseconds after midnight UTC; every day anew. */
  readonly startMicros: Micros;
  readonly lengthMicros: Micros;
  /** Share of the units that book on, each by its own luck. A state and not a motive: nothing says why. */
  readonly arrives: number;
  /** Of those that book on, the share that come late, and by how much on average (exponential); 0 = nobody does. */
  readonly lateShare: number;
  readonly lateMicros: Micros;
}

/** What each draw of a call decides (CallRandom.seek); a number is never given to anything else. */
export const purposes = {
  gap: 0,
  step: 1,
  area: 2,
  place: 3,
  grade: 4,
  scene: 5,
  patience: 6,
  travel: travelPurpose,
  arrives: 8,
  handling: 9,
  turnout: 10,
  walksOut: 11,
  late: 12,
  /** And the numbers behind it: one for each level. */
  level: 16,
} as const;
