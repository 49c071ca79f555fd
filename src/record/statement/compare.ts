/**
 * Holds what was computed, with its bounds, against what was said. What is accepted is an interval around the said
 * value; a verdict needs the whole of the bounds inside or outside of it. A plain "is" accepts what rounds to the said
 * figure, because a figure said with one digit claims no second.
 */
import type { Tolerance } from "./statement.ts";
import type { Operator } from "./words.ts";

/** Accepted values: from `low` to `high`; an open end does not belong to it. `isOutside`: all others. */
interface Accepted {
  readonly low: number;
  readonly high: number;
  readonly isLowOpen: boolean;
  readonly isHighOpen: boolean;
  readonly isOutside: boolean;
}

export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Defaults of hedge words without a said tolerance; docs/reference/statements.md has the table. */
export const defaultTolerance = {
  relative: 0.1,
  /** Of percentages, in points. */
  points: 3,
} as const;

export interface Said {
  readonly operator: Operator;
  readonly value: number;
  /** The upper one of a range. */
  readonly upper: number | null;
  readonly tolerance: Tolerance | null;
  readonly isPercent: boolean;
  /** Counts compare exactly, measured figures at the digits that were said. */
  readonly isCount: boolean;
}

export type Outcome = "supported" | "refuted" | "open";

/** `open`: the missing ones could turn it. */
export function hold(said: Said, found: Bounded): Outcome {
  const accepted = acceptedOf(said);
  const isIn = (value: number): boolean =>
    (accepted.isLowOpen ? value > accepted.low : value >= accepted.low) &&
    (accepted.isHighOpen ? value < accepted.high : value <= accepted.high);
  const isAllIn = isIn(found.low) && isIn(found.high);
  const isBelow = accepted.isLowOpen ? found.high <= accepted.low : found.high < accepted.low;
  const isAbove = accepted.isHighOpen ? found.low >= accepted.high : found.low > accepted.high;
  if (isAllIn) return accepted.isOutside ? "refuted" : "supported";
  if (isPlain(said) && isIn(found.value) && isNear(said, found)) return "supported";
  if (isBelow || isAbove) return accepted.isOutside ? "supported" : "refuted";
  return "open";
}

/** A measured figure that is said without a hedge, "62 per cent": no count, no tolerance. */
function isPlain({ operator, isCount, tolerance }: Said): boolean {
  return operator === "eq" && !isCount && tolerance === null;
}

/**
 * What is missing moves the figure by no more than "about" would allow. Held at its last digit, no figure with one
 * missing value could ever be supported, although nobody would call it another figure.
 */
function isNear(said: Said, { low, high }: Bounded): boolean {
  const width = widthOf(said);
  return low >= said.value - width && high <= said.value + width;
}

/** Whether one value alone fits. */
export function fitsSaid(said: Said, value: number): boolean {
  return hold(said, { value, low: value, high: value }) === "supported";
}

/** Half a unit of the last digit said: 6.5 -> 0.05. */
function halfDigit(value: number): number {
  const text = String(value);
  const digits = text.includes("e") ? 0 : (text.split(".")[1] ?? "").length;
  return 0.5 / 10 ** Math.min(digits, 6);
}

function widthOf({ tolerance, value, isPercent }: Said): number {
  if (tolerance?.kind === "absolute") return Math.abs(tolerance.amount);
  if (tolerance?.kind === "relative") return Math.abs(tolerance.amount * value);
  return isPercent ? defaultTolerance.points : Math.abs(defaultTolerance.relative * value);
}

function acceptedOf(said: Said): Accepted {
  const { operator, value, upper, tolerance, isCount } = said;
  const closed = (low: number, high: number): Accepted => ({
    low,
    high,
    isLowOpen: false,
    isHighOpen: false,
    isOutside: false,
  });
  const half = isCount ? 0 : halfDigit(value);
  const width = widthOf(said);
  const least = Number.NEGATIVE_INFINITY;
  const most = Number.POSITIVE_INFINITY;
  switch (operator) {
    case "eq":
    case "ne": {
      const around = tolerance === null ? half : width;
      const isHighOpen = tolerance === null && !isCount;
      return {
        ...closed(value - around, value + around),
        isHighOpen,
        isOutside: operator === "ne",
      };
    }
    case "lt":
      return { ...closed(least, value), isHighOpen: true };
    case "le":
      return closed(least, value);
    case "gt":
      return { ...closed(value, most), isLowOpen: true };
    case "ge":
      return closed(value, most);
    case "approx":
      return closed(value - width, value + width);
    case "approx-below":
      return closed(value - width, value);
    case "approx-above":
      return closed(value, value + width);
    case "between":
      return closed(Math.min(value, upper ?? value), Math.max(value, upper ?? value));
  }
}
