/**
 * Bands over futures that are whole numbers. From the smallest to the largest of the middle 80 % may lie far more than 80 %,
 * where many futures agree. So of each end is said what share of it belongs to a band that holds the named share to the dot: if
 * what comes is drawn as the futures are, it is counted as inside as often as the name says. This is the probability integral
 * transform for counts, not randomised (Czado, Gneiting and Held 2009), over the stretch between the two quantiles.
 */
import type { BandEnds, ForecastBands } from "../../core/forecast.ts";

/** Each entry: what the futures have at one step, sorted. */
export function makeBands(sorted: readonly Int32Array[]): ForecastBands {
  const band = (share: number) => sorted.map((values) => values[placeOf(share, values.length)]);
  const [low95, low80, middle] = [band(0.025), band(0.1), band(0.5)];
  const [high80, high95] = [band(0.9), band(0.975)];
  const inside = (low: readonly number[], high: readonly number[]) =>
    sorted.map((values, step) => {
      const count = countBelow(values, high[step] + 1) - countBelow(values, low[step]);
      return thousandths(count / values.length);
    });
  return {
    low95,
    low80,
    middle,
    high80,
    high95,
    inside80: inside(low80, high80),
    inside95: inside(low95, high95),
    ends80: endsOf(sorted, low80, high80, 0.1),
    ends95: endsOf(sorted, low95, high95, 0.025),
  };
}

/** `beyond`: the share of futures on each side that the band leaves out. */
function endsOf(
  sorted: readonly Int32Array[],
  low: readonly number[],
  high: readonly number[],
  beyond: number,
): BandEnds {
  const share = (value: number, values: Int32Array): number => {
    const from = countBelow(values, value) / values.length;
    const to = countBelow(values, value + 1) / values.length;
    const held = Math.min(to, 1 - beyond) - Math.max(from, beyond);
    return thousandths(Math.max(0, held) / (to - from));
  };
  return {
    low: sorted.map((values, step) => share(low[step], values)),
    high: sorted.map((values, step) => share(high[step], values)),
  };
}

/** The place of the smallest value that at least this share of the futures does not exceed. */
export function placeOf(share: number, futures: number): number {
  return Math.max(0, Math.ceil(share * futures) - 1);
}

function countBelow(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function thousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
