/**
 * Vehicle classes as data, and what an arc costs each of them: which rules of the road a class may ignore, how fast it
 * is on each class of road, what it pays for an arc it may use only by ignoring something. The speeds are those of
 * driving under blue lights; a force's calibration scales them and adds what every journey takes. Not here: closures,
 * which make arcs impassable and change nothing else, and fitting (calibrate).
 */
import { arcRules, noWay, roadClasses, type Metric, type RoadNetwork } from "./network.ts";

export const vehicleClassNames = [
  "patrol car",
  "ambulance",
  "fire appliance",
  "foot",
  "bicycle",
] as const;
export type VehicleClassName = (typeof vehicleClassNames)[number];

export interface VehicleProfile {
  /** Which of the two networks of a map it moves on. */
  readonly network: "road" | "path";
  /** Bits of `arcRules` that do not stop it. */
  readonly ignores: number;
  /** Extra milliseconds for an arc that has a rule which is ignored: opening a gate, going against a one-way street. */
  readonly ignoredMillis: number;
  /** Arcs with an ignored rule are driven at this share of the speed. */
  readonly ignoredShare: number;
  /** Share of the speed limit that is driven on average, by road class (index into `roadClasses`), crossings included. */
  readonly shareOfLimit: readonly number[];
  /** Nobody is faster than this; walking and riding have no other speed. */
  readonly mostKmh: number;
}

const { oneWay, turn, private: privateRoad, gate, bus, noMotor, destination, narrow } = arcRules;

/** What blue lights allow: signs, bus gates, private grounds. Bollards stop every vehicle; one-way streets are up to the force. */
const underBlueLights = turn | privateRoad | gate | bus | noMotor | destination;

/**
 * Starting shares: about the average speeds that the recorded blue-light journeys of a large city show on main roads
 * (30 to 45 km/h) and less on small ones, where it is corners and parked cars that slow one down.
 */
const carShares = [0.85, 0.8, 0.75, 0.75, 0.72, 0.7, 0.7, 0.8, 0.6, 0.6, 0.7, 0, 0, 0];

function scaled(shares: readonly number[], factor: number): readonly number[] {
  return shares.map((share) => share * factor);
}

export const vehicleProfiles: Readonly<Record<VehicleClassName, VehicleProfile>> = {
  "patrol car": {
    network: "road",
    ignores: underBlueLights | narrow,
    ignoredMillis: 3_000,
    ignoredShare: 0.5,
    shareOfLimit: carShares,
    mostKmh: 150,
  },
  ambulance: {
    network: "road",
    ignores: underBlueLights | narrow,
    ignoredMillis: 4_000,
    ignoredShare: 0.5,
    shareOfLimit: scaled(carShares, 0.92),
    mostKmh: 130,
  },
  "fire appliance": {
    network: "road",
    ignores: underBlueLights,
    ignoredMillis: 5_000,
    ignoredShare: 0.4,
    shareOfLimit: scaled(carShares, 0.85),
    mostKmh: 100,
  },
  foot: {
    network: "path",
    ignores: arcRules.noBicycle | gate | privateRoad,
    ignoredMillis: 0,
    ignoredShare: 1,
    shareOfLimit: roadClasses.map(() => 1),
    mostKmh: 5,
  },
  bicycle: {
    network: "path",
    ignores: arcRules.noFoot | gate | privateRoad,
    ignoredMillis: 2_000,
    ignoredShare: 0.8,
    shareOfLimit: roadClasses.map(() => 1),
    mostKmh: 16,
  },
};

/** One-way streets against their direction, for a force that allows it. */
export function allowingOneWays(profile: VehicleProfile): VehicleProfile {
  return { ...profile, ignores: profile.ignores | oneWay };
}

/** How a force's recorded journeys differ from the profiles: seconds = base + factor x the road's seconds. */
export interface RoadCalibration {
  /** Names the journeys it was fitted to; it goes into the version of every stored time. */
  readonly version: string;
  /** Seconds of every journey, however short. */
  readonly baseSeconds: number;
  readonly factor: number;
  /** Median absolute error of one journey in seconds, on journeys it was not fitted to. */
  readonly errorSeconds: number;
  /** What was measured: times by road, or, where records have no end points, the straight line; left out = not said. */
  readonly errorOf?: "roads" | "straight line";
}

/**
 * What `muster map calibrate` says of the London map of the data folder, a fire appliance and the 47,017 recorded journeys
 * of the London Fire Brigade: with these, road times between places at the recorded distances have the records' line over
 * distance (plan/calibrate-roads.ts). The records have no end points, so the error is that of the straight line: by road
 * it can not be measured with them. A force fits its own.
 */
export const londonRoadCalibration: RoadCalibration = {
  version: "lfb-2020-2022",
  baseSeconds: 72.5,
  factor: 0.455,
  errorSeconds: 52,
  errorOf: "straight line",
};

/** Seconds of a journey whose arcs, under a metric with the calibration's factor, add up to `millis`. */
export function journeySeconds(millis: number, { baseSeconds }: RoadCalibration): number {
  return baseSeconds + millis / 1_000;
}

/** Whole milliseconds of an arc are at least this: ways must not be free. */
const leastMillis = 1;
const millisPerDmAtKmh = 360;

/** Travel time of each arc for a class, in milliseconds; `noWay` where it may not go. Without closures. */
export function metricOf(network: RoadNetwork, profile: VehicleProfile, factor = 1): Metric {
  const { arcCount, arcSegment, arcRules: rules, lengthDm, roadClass, limitKmh } = network;
  const metric = new Int32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc += 1) {
    if ((rules[arc] & ~profile.ignores) !== 0) {
      metric[arc] = noWay;
      continue;
    }
    const segment = arcSegment[arc];
    const ofLimit = limitKmh[segment] * profile.shareOfLimit[roadClass[segment]];
    const isPath = profile.network === "path";
    let kmh = isPath ? profile.mostKmh : Math.min(ofLimit, profile.mostKmh);
    if (kmh <= 0) {
      metric[arc] = noWay;
      continue;
    }
    let extra = 0;
    if ((rules[arc] & profile.ignores & ~harmless) !== 0) {
      kmh *= profile.ignoredShare;
      extra = profile.ignoredMillis;
    }
    const millis = ((lengthDm[segment] * millisPerDmAtKmh) / kmh + extra) * factor;
    metric[arc] = Math.min(noWay - 1, Math.max(leastMillis, Math.round(millis)));
  }
  return metric;
}

/** Rules that cost nothing when they are not for this class at all. */
const harmless = arcRules.noFoot | arcRules.noBicycle | destination;
