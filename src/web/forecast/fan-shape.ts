/** The lines of a fan chart as SVG paths: bands that widen with time about their middle. Not here: colours and words. */

import type { Instant } from "../../base/instant.ts";
import type { ForecastBands } from "../../core/forecast.ts";

export interface FanFrame {
  readonly width: number;
  readonly height: number;
  readonly from: Instant;
  readonly until: Instant;
  /** The value at the top. */
  readonly most: number;
}

export function xOf({ width, from, until }: FanFrame, at: Instant): number {
  return (width * (at - from)) / (until - from);
}

export function yOf({ height, most }: FanFrame, value: number): number {
  return height - (height * value) / most;
}

function pointsOf(frame: FanFrame, at: readonly Instant[], values: readonly number[]): string[] {
  return at.map(
    (instant, step) => `${xOf(frame, instant).toFixed(1)} ${yOf(frame, values[step]).toFixed(1)}`,
  );
}

/** A closed area from `now`, where both are one. */
export function bandPath(
  frame: FanFrame,
  now: { readonly at: Instant; readonly value: number },
  stepsAt: readonly Instant[],
  low: readonly number[],
  high: readonly number[],
): string {
  const [start] = pointsOf(frame, [now.at], [now.value]);
  const up = pointsOf(frame, stepsAt, high);
  const down = pointsOf(frame, stepsAt, low).reverse();
  return `M${[start, ...up, ...down].join("L")}Z`;
}

export function linePath(
  frame: FanFrame,
  at: readonly Instant[],
  values: readonly number[],
): string {
  return `M${pointsOf(frame, at, values).join("L")}`;
}

/** A round number at or above everything shown, so that the axis has whole steps. */
export function roundMost(bands: ForecastBands, now: number): number {
  const most = Math.max(1, now, ...bands.high95);
  const power = 10 ** Math.floor(Math.log10(most));
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= most);
  return round ?? most;
}
