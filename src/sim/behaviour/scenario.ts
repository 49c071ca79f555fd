/**
 * A scenario as the played world sees it: when it begins, who comes to work, how much happens, and what is
 * staged on purpose. It is read from a small YAML file (cli) and changes no rule: the same callers and crews
 * play it against the same system. What a scenario must never hold: why a person stayed away.
 */
import type { Instant } from "../../base/instant.ts";

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly town: { readonly seed: number; readonly units: number; readonly scale: number };
  readonly startAt: Instant;
  readonly shifts: readonly [ShiftPlan, ShiftPlan, ShiftPlan];
  /** Factor on the demand of the whole town. */
  readonly demandFactor: number;
  readonly surges: readonly Surge[];
  readonly staged: readonly StagedIncident[];
  /** 1 = as usual; 1.4 = every way takes 1.4 times as long (ice, flood). */
  readonly travelFactor: number;
  /** Mean emergency buttons pressed in a day. */
  readonly emergenciesPerDay: number;
  readonly closures: readonly StagedClosure[];
  readonly requests: readonly StagedRequest[];
  /** The town's region and others beside it; undefined = the town is alone, and only its units are planned. */
  readonly forces: Forces | undefined;
  /** What somebody who looks on for the first time may watch for, in order of time. */
  readonly tour: readonly TourStep[];
}

export interface TourStep {
  readonly minute: number;
  readonly words: string;
}

/** Regions of one server whose people are planned, come and leave; the first has the scenario's town, each other a smaller one. */
export interface Forces {
  readonly regions: readonly ForceRegion[];
  /** Officers that one planned head stands for. */
  readonly officersPerHead: number;
  /** Officers that one unit of another region than the first stands for; the first has those of its town. */
  readonly officersPerUnit: number;
  /** What regions ask each other for. */
  readonly aid: readonly StagedAid[];
  /** Share of those on duty that books off unannounced, the first evening, from a minute on and for so many minutes. */
  readonly leaves: { readonly share: number; readonly fromMinute: number; readonly minutes: number }; // prettier-ignore
  /** Share of the planned heads of each later shift that books on. */
  readonly arrives: number;
  /** Days that are planned. */
  readonly days: number;
}

export interface ForceRegion {
  readonly id: string;
  readonly name: string;
  readonly officers: number;
}

/** A barricade across the street by a place, at a minute, for so many minutes; a person of the room reports it. */
export interface StagedClosure {
  readonly minute: number;
  readonly minutes: number;
  readonly placeKind: string;
  readonly words: string;
}

/** A region asks its neighbours for units at a minute, by the tiers of its plan, and lets them go so many minutes later. */
export interface StagedAid {
  readonly minute: number;
  readonly region: string;
  readonly units: number;
  readonly minutes: number;
  readonly words: string;
}

/** What a partner asks the room for at a minute. */
export interface StagedRequest {
  readonly minute: number;
  readonly kind: "people" | "units" | "kit" | "escort" | "information";
  readonly quantity: number;
  readonly words: string;
}

/** The early, late and night shift, in this order: town units belong to one of them. */
export interface ShiftPlan {
  /** Minutes after local midnight. */
  readonly startMinute: number;
  readonly lengthMinutes: number;
  /** Share of the planned units that book on. */
  readonly arrives: number;
  /** Shares for certain days instead of `arrives`, by days after the start of the scenario. */
  readonly arrivesOnDay: ReadonlyMap<number, number>;
  /** Share of its units that stay on, and for how long, when the next shift is short. */
  readonly staysOnShare: number;
  readonly staysOnMinutes: number;
}

/** More (or less) of some kinds for a while. */
export interface Surge {
  readonly fromMinute: number;
  readonly minutes: number;
  readonly factor: number;
  /** Incident kind codes; empty = all. */
  readonly kinds: readonly string[];
}

/** One incident that happens at a given time, with a given number of callers. */
export interface StagedIncident {
  readonly minute: number;
  readonly kind: string;
  readonly callers: number;
  /** Kind of place it happens at ("bridge"), or "" for anywhere. */
  readonly placeKind: string;
}
