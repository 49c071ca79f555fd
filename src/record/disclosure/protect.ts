/**
 * Secondary suppression. Counts that add up to one total, perhaps in several ways (by area, by grade), tell more together
 * than each alone: 10 in all, 5 here and "<5" there may leave 1 to 4. Here it is worked out, exactly, what a reader can learn
 * of each count from all the others, and numbers are withheld until nobody can tell that one was 1 to 4.
 *
 * The bounds are exact because the sums form a star: one total, and each part in one sum. A reader knows that the total
 * lies within what is published of it and within what each way's parts add up to, and that a part is the total less the rest of its
 * way. Integers between these bounds all occur. (Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001,
 * chapters 5 and 6: primary and secondary suppression, feasibility intervals.)
 *
 * First the total is withheld, since readers can add up; then, in the way that tells too much, the smallest number. Not
 * here: who reads how often. A table is published once for each period, and periods never overlap, so there are no others to take
 * differences with.
 */
import {
  boundsOf,
  isSmall,
  publishCount,
  type Bounds,
  type PublishedCount,
} from "./published-count.ts";

/** One total cut up in several ways; each way's parts add up to it. */
export interface Counted {
  readonly total: number;
  /** By way, by part. */
  readonly ways: readonly (readonly number[])[];
}

export interface Published {
  readonly total: PublishedCount;
  readonly ways: readonly (readonly PublishedCount[])[];
}

/** Throws RangeError where a count is no whole number of 0 or more, or a way does not add up. */
export function protectCounts({ total, ways }: Counted): Published {
  for (const count of [total, ...ways.flat()])
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`got ${count}, expected a whole number of 0 or more`);
  for (const parts of ways) {
    const sum = parts.reduce((all, part) => all + part, 0);
    if (sum !== total)
      throw new RangeError(`the parts of a way add up to ${sum}, expected ${total}`);
  }
  let published: Published = {
    total: publishCount(total),
    ways: ways.map((parts) => parts.map(publishCount)),
  };
  for (;;) {
    const telling = findTelling(published);
    if (telling === undefined) return published;
    published =
      typeof published.total === "number"
        ? { ...published, total: "withheld" }
        : withholdSmallest(published, telling);
  }
}

/** The way that tells too much, -1 = of the total itself; undefined = nothing does. */
function findTelling(published: Published): number | undefined {
  const total = totalBounds(published);
  if (published.total === "<5" && isSmall(total)) return -1;
  for (const [way, parts] of published.ways.entries())
    for (const [part, shown] of parts.entries())
      if (shown === "<5" && isSmall(partBounds(parts, part, total))) return way;
  return undefined;
}

/** What the public knows of the total. */
export function totalBounds({ total, ways }: Published): Bounds {
  return ways.reduce((known, parts) => meet(known, sumOf(parts.map(boundsOf))), boundsOf(total));
}

/** What the public knows of one part of a way. */
export function partBounds(parts: readonly PublishedCount[], part: number, total: Bounds): Bounds {
  const others = sumOf(parts.filter((_, place) => place !== part).map(boundsOf));
  const rest = { low: total.low - others.high, high: total.high - others.low };
  return meet(boundsOf(parts[part]), rest);
}

function sumOf(bounds: readonly Bounds[]): Bounds {
  return bounds.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), {
    low: 0,
    high: 0,
  });
}

function meet(a: Bounds, b: Bounds): Bounds {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}

/** Of the telling way, or of any where it is the total or has no number left. */
function withholdSmallest({ total, ways }: Published, telling: number): Published {
  const isShown = (shown: PublishedCount): shown is number => typeof shown === "number";
  const way =
    telling >= 0 && ways[telling].some(isShown)
      ? telling
      : ways.findIndex((parts) => parts.some(isShown));
  const parts = ways[way];
  const least = parts.indexOf(Math.min(...parts.filter(isShown)));
  return {
    total,
    ways: ways.map((each, place) =>
      place === way ? each.map((shown, part) => (part === least ? "withheld" : shown)) : each,
    ),
  };
}
