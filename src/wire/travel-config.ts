/**
 * The keys of a configuration that say how recorded journeys differ from the straight line and from a map's roads. They
 * are a part of the server's configuration, and what a rehearsal reads of the same file. Not here: the figures that stand
 * where nobody says any (the callers').
 */
import { z } from "zod";

/** Where a file says nothing. */
export interface TravelDefaults {
  readonly line: {
    readonly version: string;
    readonly baseSeconds: number;
    readonly secondsPerMetre: number;
    readonly errorSeconds: number;
  };
  readonly roads: {
    readonly version: string;
    readonly baseSeconds: number;
    readonly factor: number;
    readonly errorSeconds: number;
  };
}

const error = (value: number) =>
  z
    .number()
    .min(0)
    .max(36_000)
    .default(value)
    .describe("Median error of one estimate in seconds, on journeys it was not fitted to.");

const base = (value: number) =>
  z
    .number()
    .min(0)
    .max(3_600)
    .default(value)
    .describe("Seconds that every journey takes, however short.");

const version = (value: string) => z.string().min(1).max(64).default(value);

/** The keys of `travel`, for a strict or a loose object. */
export function travelKeys({ line, roads }: TravelDefaults) {
  return {
    version: version(line.version).describe(
      "Names the journeys the line was fitted to; stored with every recommendation.",
    ),
    baseSeconds: base(line.baseSeconds),
    secondsPerMetre: z
      .number()
      .positive()
      .max(10)
      .default(line.secondsPerMetre)
      .describe("Seconds per metre of the straight line."),
    errorSeconds: error(line.errorSeconds),
    roads: z
      .strictObject({
        version: version(roads.version).describe(
          "Names the journeys it was fitted to; stored with every recommendation.",
        ),
        baseSeconds: base(roads.baseSeconds),
        factor: z
          .number()
          .min(0.1)
          .max(10)
          .default(roads.factor)
          .describe("By how much the map's times are multiplied."),
        errorSeconds: error(roads.errorSeconds),
        errorOf: z
          .enum(["roads", "straight line"])
          .default("straight line")
          .describe("Whose error that is: `muster map calibrate` says which it could measure."),
        againstOneWays: z
          .boolean()
          .default(false)
          .describe("Whether blue lights may go against one-way streets here."),
      })
      .prefault({})
      .describe(
        "How recorded journeys differ from the map's times, where `map.file` is a map package.",
      ),
  };
}
