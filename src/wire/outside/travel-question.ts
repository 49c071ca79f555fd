/**
 * Asking another program's router how long a way takes: the request it wants and the answer it gives, for the two whose
 * HTTP interfaces are common (OSRM's table service, Valhalla's sources_to_targets). Text in and values out; who asks,
 * how long one waits and what is done with the answer is in live/outside. An answer that does not fit is a fault as a
 * value, because what another program sends is nobody's bug here.
 */

import { z } from "zod";

export const outsideKinds = ["osrm", "valhalla"] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** From one place to another; degrees times 10^7. */
export interface TravelQuestion {
  readonly fromLatE7: number;
  readonly fromLonE7: number;
  readonly toLatE7: number;
  readonly toLonE7: number;
}

export interface OutsideRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly body: string | null;
}

export type OutsideAnswer =
  | {
      /** Whole seconds and metres; null = the other program knows no way. */
      readonly travelSeconds: number | null;
      readonly distanceM: number | null;
      /** What the other program says of its data, or "". */
      readonly version: string;
    }
  | { readonly fault: string };

/** `profile` is OSRM's profile (`driving`) or Valhalla's costing (`auto`). `base` has no trailing slash. */
export function askOutside(
  kind: OutsideKind,
  base: string,
  profile: string,
  question: TravelQuestion,
): OutsideRequest {
  const from = { lat: question.fromLatE7 / 1e7, lon: question.fromLonE7 / 1e7 };
  const to = { lat: question.toLatE7 / 1e7, lon: question.toLonE7 / 1e7 };
  switch (kind) {
    case "osrm": {
      const places = `${from.lon},${from.lat};${to.lon},${to.lat}`;
      const query = "sources=0&destinations=1&annotations=duration,distance";
      const url = `${base}/table/v1/${encodeURIComponent(profile)}/${places}?${query}`;
      return { url, method: "GET", body: null };
    }
    case "valhalla": {
      const body = { sources: [from], targets: [to], costing: profile, units: "kilometers" };
      return { url: `${base}/sources_to_targets`, method: "POST", body: JSON.stringify(body) };
    }
  }
}

const amount = z.number().min(0).max(10_000_000).nullable();

/** OSRM 5 HTTP API, table service: `durations` in seconds and `distances` in metres, null = no way. */
const osrmSchema = z.object({
  code: z.literal("Ok"),
  durations: z.tuple([z.tuple([amount])]),
  distances: z.tuple([z.tuple([amount])]).optional(),
  data_version: z.string().max(64).optional(),
});

/** Valhalla time-distance matrix: `time` in seconds and `distance` in the units asked for, null = no way. */
const valhallaSchema = z.object({
  sources_to_targets: z.tuple([z.tuple([z.object({ time: amount, distance: amount })])]),
});

/** `text` is the body of a successful answer. */
export function readOutside(kind: OutsideKind, text: string): OutsideAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {
      fault: `got ${text.length} characters that are no JSON, expected an answer of ${kind}`,
    };
  }
  return kind === "osrm" ? readOsrm(value) : readValhalla(value);
}

function readOsrm(value: unknown): OutsideAnswer {
  const read = osrmSchema.safeParse(value);
  if (!read.success) return { fault: describe("osrm", read.error) };
  const { durations, distances, data_version: version = "" } = read.data;
  return {
    travelSeconds: rounded(durations[0][0]),
    distanceM: rounded(distances?.[0][0] ?? null),
    version,
  };
}

function readValhalla(value: unknown): OutsideAnswer {
  const read = valhallaSchema.safeParse(value);
  if (!read.success) return { fault: describe("valhalla", read.error) };
  const [[{ time, distance }]] = read.data.sources_to_targets;
  return {
    travelSeconds: rounded(time),
    distanceM: rounded(distance === null ? null : distance * 1_000),
    version: "",
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function describe(kind: OutsideKind, error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue.path.map(String).join(".") || "the top";
  return `the answer of ${kind} does not fit at ${where}: ${issue.message}`;
}
