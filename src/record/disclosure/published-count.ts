/**
 * A count as the public sees it: under five it is "<5" (nought too, so that nobody learns that there was one), else it is
 * rounded to five. And what such a count still tells: the least and the most it may have been. Not here: what several of
 * them tell together (protect.ts).
 */

/** `withheld` = it would have told a small count beside it. */
export type PublishedCount = number | "<5" | "withheld";

export const countRule = { least: 5, step: 5 } as const;

/** Of a whole number of 0 or more. */
export function publishCount(count: number): PublishedCount {
  if (count < countRule.least) return "<5";
  return Math.round(count / countRule.step) * countRule.step;
}

/** Inclusive; whole numbers. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What anybody knows of the count behind it. */
export function boundsOf(published: PublishedCount): Bounds {
  if (published === "<5") return { low: 0, high: countRule.least - 1 };
  if (published === "withheld") return { low: 0, high: Infinity };
  const half = Math.floor(countRule.step / 2);
  return { low: Math.max(countRule.least, published - half), high: published + half };
}

/** Whether somebody who knows the bounds knows that it was 1 to 4. */
export function isSmall({ low, high }: Bounds): boolean {
  return low >= 1 && high < countRule.least;
}
