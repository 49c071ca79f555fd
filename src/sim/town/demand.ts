/**
 * How much happens when and where: incidents an hour as a product of the week's shape of each kind and the
 * area's share by day and by night. Data only; drawing from it is behaviour (../behaviour/).
 */
import { type HourShape, type IncidentKind, incidentKinds } from "./incident-kinds.ts";

export const hoursPerWeek = 168;

export interface DemandModel {
  /** Mean incidents an hour over the whole week and town. */
  readonly incidentsPerHour: number;
  readonly kinds: readonly IncidentKind[];
  /** Per shape: 168 factors with mean 1, hour 0 = Monday 00:00 local time. */
  readonly hourFactors: Readonly<Record<HourShape, readonly number[]>>;
  /** Share of each area (they sum to 1) by day, and at night when the middle of town is awake. */
  readonly areaSharesByDay: readonly number[];
  readonly areaSharesByNight: readonly number[];
  /** Shares of channels: call, text, web. */
  readonly channelShares: readonly [number, number, number];
  /** Share of calls given up while they ring, for each ten seconds of waiting. */
  readonly abandonPerTenSeconds: number;
  /** Contacts that become no incident (advice, wrong number, repeat), as a share of all contacts. */
  readonly noIncidentShare: number;
}

/** One incident for about two unit-hours: a town with its roster full is busy, not drowning. */
const incidentsPerUnitHour = 0.17;

const hourShapes: Readonly<Record<HourShape, (hour: number, weekend: boolean, party: boolean) => number>> = {
  flat: (hour) => (hour >= 2 && hour < 7 ? 0.5 : 1.1),
  day: (hour) => (hour >= 8 && hour < 19 ? 1.7 : hour >= 19 && hour < 23 ? 0.8 : 0.25),
  evening: (hour) => (hour >= 16 ? 2 : hour >= 10 ? 1 : hour < 2 ? 1.1 : 0.3),
  night: (hour) => (hour >= 21 || hour < 5 ? 1.9 : 0.6),
  "weekend night": (hour, _weekend, party) =>
    hour >= 20 || hour < 4 ? (party ? 4.5 : 1.5) : hour >= 12 ? 0.7 : 0.3,
  commute: (hour, weekend) =>
    !weekend && ((hour >= 7 && hour < 10) || (hour >= 15 && hour < 19)) ? 2.4 : hour >= 6 ? 0.9 : 0.3,
  school: (hour, weekend) => (!weekend && (hour === 8 || hour === 15 || hour === 16) ? 6 : 0.5),
}; // prettier-ignore

function makeHourFactors(shape: HourShape): number[] {
  const raw = Array.from({ length: hoursPerWeek }, (_, index) => {
    const day = Math.floor(index / 24);
    const hour = index % 24;
    // A party night runs from Friday and Saturday evening into the small hours of the next day.
    const party = hour >= 20 ? day === 4 || day === 5 : hour < 4 && (day === 5 || day === 6);
    return hourShapes[shape](hour, day >= 5, party);
  });
  const mean = raw.reduce((sum, value) => sum + value, 0) / hoursPerWeek;
  return raw.map((value) => Math.round((value / mean) * 1e4) / 1e4);
}

function sharesOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** `streetShares`: length of street by area. `centreness`: 1 in the middle of town, to 0 at its edge. */
export function makeDemand(
  unitCount: number,
  streetShares: readonly number[],
  centreness: readonly number[],
): DemandModel {
  return {
    incidentsPerHour: unitCount * incidentsPerUnitHour,
    kinds: incidentKinds,
    hourFactors: {
      flat: makeHourFactors("flat"),
      day: makeHourFactors("day"),
      evening: makeHourFactors("evening"),
      night: makeHourFactors("night"),
      "weekend night": makeHourFactors("weekend night"),
      commute: makeHourFactors("commute"),
      school: makeHourFactors("school"),
    },
    areaSharesByDay: sharesOf(streetShares.map((share, area) => share * (1 + centreness[area]))),
    areaSharesByNight: sharesOf(
      streetShares.map((share, area) => share * (0.8 + 3 * centreness[area])),
    ),
    channelShares: [0.86, 0.05, 0.09],
    abandonPerTenSeconds: 0.03,
    noIncidentShare: 0.22,
  };
}
