/**
 * A demand model: what was learnt from recorded calls, as a planner reads it and as rehearsals and forecasts draw from it.
 * When calls come (an hour-of-week profile in local time, and how much busy hours come as a whole), what they are (type and
 * grade), where (cells with enough calls in them, never an address), how long everything takes, and how well all of it fits
 * the records it was made from. Pure data. Not here: how it is fitted (sim/fit), its file (wire/demand-model), drawing from it.
 */
import type { Grade } from "../../core/vocabulary.ts";

export const demandModelSchema = "muster.demand-model/1";

export interface DemandModel {
  readonly schema: typeof demandModelSchema;
  readonly name: string;
  readonly attribution: string;
  /** IANA name: whose Monday midnight the profile begins at. */
  readonly timeZone: string;
  readonly sources: readonly ModelSource[];
  readonly period: ModelPeriod;
  readonly rate: ModelRate;
  readonly spread: ModelSpread;
  readonly kinds: readonly ModelKind[];
  readonly places: ModelPlaces;
  readonly times: ModelTimes;
  readonly travel: Readonly<Partial<Record<Grade, ModelTravel>>>;
  readonly fit: ModelFit;
}

export interface ModelSource {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  readonly calls: number;
  readonly rowsLeftOut: number;
  /** Rows that say again, but for their number, what another one says: left out. */
  readonly repeated: number;
}

export interface ModelPeriod {
  /** Local days, such as 2017-01-04; both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Days that are not used, each with why. */
  readonly leftOut: readonly {
    readonly day: string;
    readonly calls: number;
    readonly why: string;
  }[];
}

export interface ModelRate {
  /** Level at the end of the period. */
  readonly callsPerDay: number;
  /** A day's weight in the level halves after so many days; null = all days weigh the same. */
  readonly halfLifeDays: number | null;
  /** Calls an hour by local time: Monday to Sunday, 24 numbers each. */
  readonly perHour: readonly (readonly number[])[];
}

/** Calls in a window have a variance of `variance over mean` times their mean; 1 = Poisson. */
export interface ModelSpread {
  /** Of an hour's calls about a rate that is known: what is left when the levels below are taken out. */
  readonly hourVarianceToMean: number;
  /** Busy and quiet times come as a whole: every block of so many hours has a gamma factor of mean 1 and this variance. */
  readonly levels: readonly { readonly hours: number; readonly variance: number }[];
  /** What both together come to, at the mean number of calls. */
  readonly windows: readonly {
    readonly hours: number;
    readonly meanCalls: number;
    readonly varianceToMean: number;
  }[];
}

export interface ModelKind {
  readonly type: string;
  readonly name: string;
  readonly group: string;
  readonly grade: Grade;
  /** Of all calls. */
  readonly share: number;
  readonly calls: number;
  readonly scene: ModelDuration;
}

export interface ModelPlaces {
  /** A cell has at least so many calls, from at least so many different points. */
  readonly fewestCalls: number;
  readonly fewestPoints: number;
  /** Calls that are in no cell, because too few came from anywhere near. */
  readonly unplaced: number;
  readonly cells: readonly ModelCell[];
}

/** A square: its middle in degrees, its side in metres, its calls, its area. */
export type ModelCell = readonly [
  lat: number,
  lon: number,
  sideM: number,
  calls: number,
  area: string,
];

/** By grade; a grade without recorded times is left out. */
export interface ModelTimes {
  /** Received to first unit sent. */
  readonly handling: Readonly<Partial<Record<Grade, ModelDuration>>>;
  /** Sent to on the move. */
  readonly turnout: Readonly<Partial<Record<Grade, ModelDuration>>>;
}

/** Seconds. */
export type DurationLaw =
  | { readonly law: "lognormal"; readonly median: number; readonly sigma: number }
  | { readonly law: "gamma"; readonly shape: number; readonly scale: number }
  | { readonly law: "weibull"; readonly shape: number; readonly scale: number }
  /** Seconds below which 0, 1/n, 2/n ... of the recorded times lie; between them a straight line. */
  | { readonly law: "empirical"; readonly quantiles: readonly number[] };

export const durationOrigins = ["records", "pooled", "assumed"] as const;

export type ModelDuration = DurationLaw & {
  /** Recorded times that it rests on. */
  readonly times: number;
  /** `pooled`: the grade's law, scaled by what few times say. `assumed`: the mapping's figure, nothing was recorded. */
  readonly from: (typeof durationOrigins)[number];
  /** Kolmogorov's p-value on the half of the times that it was not fitted to; null = too few. */
  readonly fitP: number | null;
};

/** Seconds from setting out to arrival = base + perMetre x metres by straight line, times a lognormal factor of mean 1. */
export interface ModelTravel {
  readonly baseSeconds: number;
  readonly secondsPerMetre: number;
  readonly sigma: number;
  readonly journeys: number;
}

/** How well it fits, on days that it was not fitted to. */
export interface ModelFit {
  /** `day ahead`: each day from the days before it. `day left out`: each from all others (short records). */
  readonly judgedBy: "day ahead" | "day left out";
  readonly days: number;
  readonly windows: readonly WindowFit[];
  /** Share of hourly counts in each tenth of their forecast; all 0.1 = perfect (Czado, Gneiting and Held 2009). */
  readonly pitTenths: readonly number[];
  readonly pitP: number;
  /** Do the kinds' shares change over the day? Chi-square by quarter of the day: a small p says that they do. */
  readonly kindsByHourP: number | null;
}

export interface WindowFit {
  readonly hours: number;
  readonly windows: number;
  /** Share of the recorded counts inside the bands of 80 and 95 %, and what the bands themselves promise. */
  readonly inside80: number;
  readonly promised80: number;
  readonly inside95: number;
  readonly promised95: number;
  /** Share inside 80 % bands of a Poisson process with the same rate: what too narrow looks like. */
  readonly poissonInside80: number;
}
