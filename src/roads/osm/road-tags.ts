/**
 * From the tags of an OpenStreetMap way to a road: its class, its limit, its directions and who may use it. The values
 * of `highway` are those of https://wiki.openstreetmap.org/wiki/Key:highway. A way that is no road answers why.
 */
import { arcRules, roadClasses, type RoadClass } from "../network.ts";
import type { DirectionRules } from "../source/road-source.ts";
import { motorRules, pathRules } from "./access.ts";
import type { Tags } from "./osm-data.ts";
import { defaultLimits, readSpeedLimit } from "./speed-limit.ts";

export interface RoadTags {
  readonly name: string;
  readonly roadClass: number;
  readonly limitKmh: number;
  readonly motor: DirectionRules | undefined;
  readonly path: DirectionRules | undefined;
  /** What of the tags could not be understood; the road is used all the same. */
  readonly findings: readonly string[];
}

interface Kind {
  readonly roadClass: RoadClass;
  /** What stands against motor vehicles where no tag says anything; undefined = none gets through. */
  readonly motor: number | undefined;
  readonly path: number;
}

const { noMotor, noFoot, noBicycle, bus, private: isPrivate } = arcRules;
const way = (roadClass: RoadClass, path = 0): Kind => ({ roadClass, motor: 0, path });
const trail = (roadClass: RoadClass, path = 0): Kind => ({ roadClass, motor: undefined, path });

const kinds: Readonly<Record<string, Kind>> = {
  motorway: way("motorway", noFoot | noBicycle),
  motorway_link: way("motorway", noFoot | noBicycle),
  trunk: way("trunk"),
  trunk_link: way("trunk"),
  primary: way("primary"),
  primary_link: way("primary"),
  secondary: way("secondary"),
  secondary_link: way("secondary"),
  tertiary: way("tertiary"),
  tertiary_link: way("tertiary"),
  unclassified: way("unclassified"),
  residential: way("residential"),
  road: way("unclassified"),
  minor: way("unclassified"),
  living_street: way("living street"),
  service: way("service"),
  services: way("service"),
  track: way("track"),
  pedestrian: { roadClass: "pedestrian", motor: noMotor, path: 0 },
  busway: { roadClass: "service", motor: bus, path: noFoot | noBicycle },
  bus_guideway: { roadClass: "service", motor: bus, path: noFoot | noBicycle },
  escape: { roadClass: "service", motor: isPrivate, path: noFoot | noBicycle },
  cycleway: trail("cycleway"),
  footway: trail("footway", noBicycle),
  path: trail("footway"),
  bridleway: trail("footway", noBicycle),
  corridor: trail("footway", noBicycle),
  steps: trail("steps", noBicycle),
};

const unbuilt = /^(proposed|construction|abandoned|razed|disused|planned|platform|no)$/;

/** Why a way with a `highway` tag is no road, or the road. */
export function readRoadTags(tags: Tags): RoadTags | { readonly reason: string } {
  const highway = tags["highway"] ?? "";
  if (tags["route"] === "ferry" || tags["ferry"] !== undefined) return { reason: "a ferry" };
  if (unbuilt.test(highway)) return { reason: `highway=${highway}` };
  const kind = Object.hasOwn(kinds, highway) ? kinds[highway] : undefined;
  if (kind === undefined) return { reason: `highway=${highway.slice(0, 40)} is no kind of road` };
  if (tags["area"] === "yes") return { reason: "a square drawn as an area" };
  const findings: string[] = [];
  const { roadClass } = kind;
  const ways = readDirections(tags, highway, findings);
  const base = kind.motor === undefined ? undefined : motorRules(tags, kind.motor);
  const narrow = isNarrow(tags) ? arcRules.narrow : 0;
  const paths = pathRules(tags, kind.path);
  const bothShut = (paths & noFoot) !== 0 && (paths & noBicycle) !== 0;
  return {
    name: (tags["name"] ?? tags["ref"] ?? "").slice(0, 200),
    roadClass: roadClasses.indexOf(roadClass),
    limitKmh: limitOf(tags, roadClass, findings),
    motor:
      base === undefined
        ? undefined
        : {
            forward: base | narrow | (ways.motor === -1 ? arcRules.oneWay : 0),
            backward: base | narrow | (ways.motor === 1 ? arcRules.oneWay : 0),
          },
    path: bothShut
      ? undefined
      : {
          forward: paths | (ways.bicycle === -1 ? noBicycle : 0),
          backward: paths | (ways.bicycle === 1 ? noBicycle : 0),
        },
    findings,
  };
}

function limitOf(tags: Tags, roadClass: RoadClass, findings: string[]): number {
  const text = tags["maxspeed"] ?? tags["maxspeed:type"];
  if (text === undefined) return defaultLimits[roadClass];
  const limit = readSpeedLimit(text);
  if (limit !== undefined) return limit;
  if (text !== "signals" && text !== "variable" && tags["maxspeed"] !== undefined)
    findings.push(`maxspeed=${text.slice(0, 40)} is no limit`);
  return defaultLimits[roadClass];
}

/** 1 = along the way only, -1 = against it only, 0 = both. */
interface Directions {
  readonly motor: number;
  readonly bicycle: number;
}

function readDirections(tags: Tags, highway: string, findings: string[]): Directions {
  const motor = readOneWay(tags["oneway:motor_vehicle"] ?? tags["oneway"], tags, highway, findings);
  const said = tags["oneway:bicycle"];
  const contraflow = /opposite/.test(
    `${tags["cycleway"] ?? ""} ${tags["cycleway:left"] ?? ""} ${tags["cycleway:right"] ?? ""}`,
  );
  if (said === undefined) return { motor, bicycle: contraflow ? 0 : motor };
  return { motor, bicycle: readOneWay(said, {}, "", findings) };
}

function readOneWay(
  value: string | undefined,
  tags: Tags,
  highway: string,
  findings: string[],
): number {
  switch (value) {
    case undefined: {
      const junction = tags["junction"];
      const isRound = junction === "roundabout" || junction === "circular";
      return isRound || highway === "motorway" ? 1 : 0;
    }
    case "yes":
    case "true":
    case "1":
      return 1;
    case "-1":
    case "reverse":
      return -1;
    case "no":
    case "false":
    case "0":
    case "alternating":
      return 0;
    case "reversible":
      // Open in one direction at a time, and the map does not know in which.
      findings.push("oneway=reversible, taken as open in both directions");
      return 0;
    default:
      findings.push(`oneway=${value.slice(0, 40)} is no direction`);
      return 0;
  }
}

/** A ford, or a limit that a fire appliance (about 2.55 m, 18 t, 3.3 m high) would not pass. */
function isNarrow(tags: Tags): boolean {
  if (tags["ford"] === "yes" || tags["highway"] === "ford") return true;
  return (
    isBelow(tags["maxwidth"] ?? tags["maxwidth:physical"], 2.6) ||
    isBelow(tags["maxweight"], 18) ||
    isBelow(tags["maxheight"], 3.3)
  );
}

function isBelow(text: string | undefined, least: number): boolean {
  const value = text === undefined ? NaN : Number.parseFloat(text);
  return value > 0 && value < least;
}
