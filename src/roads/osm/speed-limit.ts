/**
 * Speed limits from OpenStreetMap's `maxspeed` (https://wiki.openstreetmap.org/wiki/Key:maxspeed): a number of km/h or
 * mph, a country's default ("GB:nsl_single"), "walk", "none", several values of which the least counts. What cannot be
 * read is no limit and counted by the caller; the class's default then stands.
 */
import type { RoadClass } from "../network.ts";

/** km/h where no limit is tagged: cautious urban values; a force's calibration scales them. */
export const defaultLimits: Readonly<Record<RoadClass, number>> = {
  motorway: 110,
  trunk: 90,
  primary: 60,
  secondary: 50,
  tertiary: 50,
  unclassified: 50,
  residential: 40,
  "living street": 15,
  service: 20,
  track: 15,
  pedestrian: 10,
  cycleway: 0,
  footway: 0,
  steps: 0,
};

const kmhPerMph = 1.609_344;
const walkKmh = 6;
const unlimitedKmh = 130;
const mostKmh = 160;

/** National defaults by what stands behind the country's code. */
const zones: Readonly<Record<string, number>> = {
  urban: 50,
  rural: 90,
  nsl_single: 60 * kmhPerMph,
  nsl_dual: 70 * kmhPerMph,
  nsl_restricted: 30 * kmhPerMph,
  motorway: 120,
  trunk: 100,
  living_street: 20,
  "20": 20 * kmhPerMph,
};

/** Whole km/h, or undefined for what is no limit. */
export function readSpeedLimit(text: string): number | undefined {
  const limits = text.split(/[;,]/).map((part) => readOne(part.trim().toLowerCase()));
  if (limits.some((limit) => limit === undefined)) return undefined;
  return Math.round(Math.min(...(limits as number[])));
}

function readOne(text: string): number | undefined {
  if (text === "none") return unlimitedKmh;
  if (text === "walk") return walkKmh;
  const number = /^(\d{1,3}(?:\.\d)?)\s*(km\/h|kmh|kph|mph)?$/.exec(text);
  if (number !== null) {
    const kmh = Number(number[1]) * (number[2] === "mph" ? kmhPerMph : 1);
    return kmh > 0 && kmh <= mostKmh ? kmh : undefined;
  }
  const zone = /^[a-z]{2}:(?:zone:?)?([a-z_0-9]+)$/.exec(text)?.[1];
  return zone === undefined ? undefined : (zones[zone] ?? readOne(zone));
}
