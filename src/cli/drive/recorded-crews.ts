/**
 * How the crews of a recorded day behave: turn-out times are drawn from the record's own, ways are straight lines
 * whose time is fitted to the record's own journeys, and time at the scene and with a patient is what the record
 * says for that call. So what is compared is who is sent and when, not an invented pace of work.
 */
import { distanceM } from "../../base/distance.ts";
import { secondsFromMicros } from "../../base/instant.ts";
import type { RandomStream } from "../../base/random.ts";
import { type Grade, grades } from "../../core/vocabulary.ts";
import { calibrate, type Journey as MeasuredJourney } from "../../plan/calibrate.ts";
import type { CrewSupplies, CrewTask } from "../../sim/behaviour/crew.ts";
import { straightJourney } from "../../sim/behaviour/journey.ts";
import type { PointE7 } from "../../sim/town/plane.ts";
import type {
  RecordedCall,
  RecordedResponse,
  RecordedUnitLine,
} from "../../wire/recorded/recorded-day.ts";

export interface TravelLine {
  readonly baseSeconds: number;
  readonly secondsPerMetre: number;
  /** Journeys of the record that it was fitted to; 0 = too few, London's line is used. */
  readonly journeys: number;
}

const londonLine: TravelLine = { baseSeconds: 123.38, secondsPerMetre: 0.08207, journeys: 0 };
/** Journeys of less or more than these seconds are slips of the keyboard or long waits, not driving. */
const plausibleSeconds = [20, 3600] as const;
const returnMetresPerSecond = 8;
const restSeconds = 1800;

function between(from: number | null, to: number | null): number | undefined {
  if (from === null || to === null || to < from) return undefined;
  return secondsFromMicros(to - from);
}

/** Straight lines from base to call against recorded driving time, for one grade. */
export function fitTravel(
  calls: readonly RecordedCall[],
  units: readonly RecordedUnitLine[],
  grade: Grade,
): TravelLine {
  const bases = new Map(units.map((unit) => [unit.callSign, unit.base]));
  const journeys: MeasuredJourney[] = [];
  for (const call of calls) {
    if (call.grade !== grade) continue;
    for (const response of call.responses) {
      const seconds = between(response.respondingAt, response.onSceneAt);
      const base = bases.get(response.unit);
      if (seconds === undefined || base === undefined) continue;
      if (seconds < plausibleSeconds[0] || seconds > plausibleSeconds[1]) continue;
      journeys.push({ metres: distanceM(base.latE7, base.lonE7, call.latE7, call.lonE7), seconds });
    }
  }
  const fit = calibrate(journeys, "least-absolute");
  if (typeof fit === "string") return londonLine;
  const { baseSeconds, secondsPerMetre } = fit;
  return { baseSeconds, secondsPerMetre, journeys: journeys.length };
}

/** Recorded turn-out seconds per vehicle and grade, and for all. */
export class TurnoutTimes {
  readonly #pools = new Map<string, number[]>();

  constructor(calls: readonly RecordedCall[], vehicleOf: ReadonlyMap<string, string>) {
    for (const call of calls) {
      for (const response of call.responses) {
        const seconds = between(response.dispatchedAt, response.respondingAt);
        if (seconds === undefined || seconds > 900) continue;
        const vehicle = vehicleOf.get(response.unit) ?? "";
        for (const key of [`${vehicle}/${call.grade}`, "all"]) {
          const pool = this.#pools.get(key);
          if (pool === undefined) this.#pools.set(key, [seconds]);
          else pool.push(seconds);
        }
      }
    }
  }

  draw(stream: RandomStream, vehicle: string, grade: Grade): number {
    const own = this.#pools.get(`${vehicle}/${grade}`);
    const pool = own !== undefined && own.length >= 20 ? own : this.#pools.get("all");
    return pool === undefined ? stream.lognormal(60, 0.5) : stream.pick(pool);
  }
}

/** Seconds at the scene, on the way with a patient, and at the hand-over, of the response that fits best. */
export function recordedTask(
  call: RecordedCall,
  unit: string,
  vehicleOf: ReadonlyMap<string, string>,
  incident: number,
  grade: number,
): CrewTask {
  const vehicle = vehicleOf.get(unit);
  const arrived = call.responses.filter(
    (one) => one.onSceneAt !== null && one.availableAt !== null,
  );
  const best =
    arrived.find((one) => one.unit === unit) ??
    arrived.find((one) => vehicleOf.get(one.unit) === vehicle) ??
    arrived[0];
  return {
    incident,
    grade,
    place: { latE7: call.latE7, lonE7: call.lonE7 },
    ...(best === undefined
      ? { sceneSeconds: call.sceneMinutes * 60, transportSeconds: 0, handoverSeconds: 0 }
      : stayOf(best)),
    paperworkSeconds: 0,
  };
}

function stayOf(
  response: RecordedResponse,
): Pick<CrewTask, "sceneSeconds" | "transportSeconds" | "handoverSeconds"> {
  const { onSceneAt, transportAt, handoverAt, availableAt } = response;
  const transportSeconds = between(transportAt, handoverAt ?? availableAt) ?? 0;
  return {
    sceneSeconds: Math.max(30, between(onSceneAt, transportAt ?? availableAt) ?? 30),
    transportSeconds,
    handoverSeconds: transportSeconds > 0 ? (between(handoverAt, availableAt) ?? 0) : 0,
  };
}

export function recordedSupplies(
  unit: RecordedUnitLine,
  lines: readonly TravelLine[],
  turnout: TurnoutTimes,
  stream: RandomStream,
): CrewSupplies {
  const gradeOf = (task: CrewTask): Grade => grades.names[task.grade];
  return {
    turnoutSeconds: (task) => turnout.draw(stream, unit.vehicle, gradeOf(task)),
    journey: (from, task) => {
      const line = lines[task.grade] ?? londonLine;
      const metres = distanceM(from.latE7, from.lonE7, task.place.latE7, task.place.lonE7);
      const seconds =
        (line.baseSeconds + line.secondsPerMetre * metres) * stream.lognormal(1, 0.35);
      return straightJourney(from, task.place, seconds);
    },
    // Nothing to do: back to the base, and wait there.
    patrol: (from: PointE7) => {
      const metres = distanceM(from.latE7, from.lonE7, unit.base.latE7, unit.base.lonE7);
      return {
        journey: straightJourney(from, unit.base, metres / returnMetresPerSecond),
        restSeconds,
      };
    },
  };
}
