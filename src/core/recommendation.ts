/**
 * A recommendation as a value: what was proposed, from which inputs. It is made in plan/, never changes state, and
 * is stored whole with the allocation that used it, so that the decision can be recomputed later.
 */

import { defineCodes } from "../base/codes.ts";
import type { Instant } from "../base/instant.ts";
import type {
  DeferralOrigin,
  DirectiveEffect,
  Grade,
  ShortfallCause,
  UnitStatus,
} from "./vocabulary.ts";

export interface Recommendation {
  /** Names the recommendation for one process: `<region>-<position>-<count>`. */
  readonly id: string;
  readonly at: Instant;
  /** Log position of the state it was made from. */
  readonly position: number;
  readonly policy: number;
  readonly incident: number;
  readonly incidentType: string;
  readonly grade: Grade;
  readonly location: { readonly latE7: number; readonly lonE7: number };
  /** Who says how long a way takes, and its stated error. */
  readonly travel: TravelSource;
  /**
   * The closures version of the state, where it is not the one that the times were measured under: a way may pass what
   * was shut since. Left out = the times know every closure, or the source knows none at all.
   */
  readonly closuresVersion?: number;
  /** The incident is deferred: nobody is proposed until it is taken up. Left out = it is not, or a send takes it up. */
  readonly deferred?: DeferredIncident;
  /** Left out = its dispatch is as the response plan says. */
  readonly withheld?: WithheldUnder;
  /** Best first. One entry is one unit for one need. */
  readonly options: readonly RecommendedOption[];
  /** What the response plan asks for and the ranked options can not fill. */
  readonly shortfalls: readonly Shortfall[];
  /** How many units were looked at. */
  readonly considered: number;
  /** Why the units that can not go now can not, each counted once; those left over could be sent. */
  readonly excluded: readonly ExcludedUnits[];
}

/** An incident to which a person sends nobody, or no unit with these skills, under a directive. */
export interface WithheldUnder {
  readonly directive: number;
  readonly effect: DirectiveEffect;
  /** Empty = nobody is sent. */
  readonly skills: readonly string[];
}

export interface DeferredIncident {
  readonly origin: DeferralOrigin;
  /** When its caller is called back. */
  readonly callBackAt: Instant;
}

export const exclusionCauses = defineCodes(
  "not booked on",
  "not qualified",
  "at this incident",
  "in emergency",
  "committed",
  "on a lower grade", // could be diverted
  "at rest",
  "no vehicle or key",
  "withheld by directive",
  "unavailable", // meal break, paperwork, reason not given
  "lent", // to another region
  "outside reach", // its home area does not serve the area of the incident
  "beyond range",
  "position stale", // it may be within range, but nobody knows
  "no road path", // the source of travel times knows no way for it
);
export type ExclusionCause = (typeof exclusionCauses.names)[number];

export interface ExcludedUnits {
  readonly cause: ExclusionCause;
  readonly units: number;
  /** With "no road path": closures in the way of the nearest of them; left out = none is known. */
  readonly closures?: readonly number[];
}

export interface TravelSource {
  readonly name: string;
  readonly version: string;
  /** Median absolute error of one estimate in seconds, from the calibration. */
  readonly errorSeconds: number;
  /** Which way of measuring journeys that error is of; left out = nobody has said. */
  readonly errorOf?: "roads" | "straight line";
  /** Left out = it rests on no map (straight line). */
  readonly map?: TravelMap;
}

/** Which roads a time was measured on, so that it can be measured again. */
export interface TravelMap {
  readonly hash: string;
  /** The region's closures version: position of the last event that changed what is shut; 0 = nothing was. */
  readonly epoch: number;
}

export interface RecommendedOption {
  readonly unit: number;
  /** Index of the need in the policy, and whether this option fills it or is a further choice. */
  readonly need: number;
  readonly chosen: boolean;
  readonly status: UnitStatus;
  readonly travelSeconds: number;
  readonly distanceM: number;
  /** Code of the vehicle class the way was measured for; left out where the source has no map. */
  readonly vehicleClass?: string;
  /** Reported closures that the way passes: nobody has confirmed them. Left out = none is known. */
  readonly reportedClosures?: readonly number[];
  /** Where the unit stands in a street that is shut, or the place lies in one: the way passes neither. */
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
  /** The position used, and its age in seconds at `at`. */
  readonly latE7: number;
  readonly lonE7: number;
  readonly positionAgeSeconds: number;
  readonly positionStale: boolean;
  /** Share of the area's free fitting units that stay when this one goes: 0 = it was the last. */
  readonly coverLeft: number;
  readonly divert: DivertPrice | null;
  readonly reasons: readonly string[];
}

/** An end of a way in a street that is shut: between it and the open road one is on foot. */
export interface ShutEnd {
  /** Closures that shut the streets in between, ascending. */
  readonly closures: readonly number[];
  readonly walkM: number;
}

/** What taking a unit off a lower grade costs that caller. */
export interface DivertPrice {
  readonly fromIncident: number;
  readonly fromGrade: Grade;
  /** Seconds that incident has waited already, and until its target at `at` (negative = past it). */
  readonly waitedSeconds: number;
  readonly targetLeftSeconds: number | null;
  /** Seconds that the unit has worked at that incident's scene; left out = it is not there. */
  readonly sceneSeconds?: number;
  /** Expected seconds until the next free unit could be there instead; null = none is free. */
  readonly replacementSeconds: number | null;
}

export interface Shortfall {
  readonly need: number;
  readonly skills: readonly string[];
  readonly vehicles: readonly string[];
  /** Units missing. */
  readonly count: number;
  readonly cause: ShortfallCause;
  /** One sentence with the numbers behind the cause. */
  readonly detail: string;
  /** Closures that shut the way of units that would fit; left out = none is known. */
  readonly closures?: readonly number[];
  /** Of these, the ones that would have to be lifted to open a way for the nearest of them. */
  readonly wouldOpen?: readonly number[];
}
