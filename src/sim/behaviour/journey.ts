/**
 * A journey: a line of points with the seconds at which each is passed. Crews ask it where they are. Recorded
 * days have no streets here, so their journeys are straight lines that take a given time.
 */
import { assert } from "../../base/assert.ts";
import type { PointE7 } from "../town/plane.ts";

export interface Journey {
  readonly points: readonly PointE7[];
  /** Seconds since the start at each point; the first is 0, never falling. */
  readonly atSeconds: readonly number[];
  readonly seconds: number;
}

/** `legSeconds[i]` is the time from `points[i]` to `points[i + 1]`. */
export function makeJourney(points: readonly PointE7[], legSeconds: readonly number[]): Journey {
  assert(points.length === legSeconds.length + 1, "journey: expected one leg fewer than points");
  const atSeconds = [0];
  for (const seconds of legSeconds) {
    assert(seconds >= 0, `journey: got a leg of ${seconds} s, expected 0 or more`);
    atSeconds.push(atSeconds[atSeconds.length - 1] + seconds);
  }
  return { points, atSeconds, seconds: atSeconds[atSeconds.length - 1] };
}

export function straightJourney(from: PointE7, to: PointE7, seconds: number): Journey {
  return makeJourney([from, to], [seconds]);
}

/** Where one is `seconds` after the start; before it at the start, after the end at the end. */
export function positionOn(journey: Journey, seconds: number): PointE7 {
  const { points, atSeconds } = journey;
  let low = 0;
  let high = points.length - 1;
  if (seconds >= journey.seconds) return points[high];
  if (seconds <= 0) return points[0];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (atSeconds[middle] <= seconds) low = middle;
    else high = middle;
  }
  const leg = atSeconds[high] - atSeconds[low];
  const share = leg === 0 ? 1 : (seconds - atSeconds[low]) / leg;
  const [a, b] = [points[low], points[high]];
  return {
    latE7: Math.round(a.latE7 + (b.latE7 - a.latE7) * share),
    lonE7: Math.round(a.lonE7 + (b.lonE7 - a.lonE7) * share),
  };
}
