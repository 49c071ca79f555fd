import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { boundsOf, publishCount, type PublishedCount } from "./published-count.ts";
import { protectCounts, type Counted, type Published } from "./protect.ts";

const maxCount = 14;

test("under five it is <5, nought too; else it is rounded to five, and no rounded number tells a count under five", () => {
  assert.deepEqual([0, 1, 4, 5, 7, 8, 12, 13, 548].map(publishCount), [
    "<5",
    "<5",
    "<5",
    5,
    5,
    10,
    10,
    15,
    550,
  ]);
  for (let count = 0; count < 2_000; count += 1) {
    const { low, high } = boundsOf(publishCount(count));
    assert.ok(low <= count && count <= high);
    const alike = Array.from({ length: 2_010 }, (_, other) => other).filter(
      (other) => publishCount(other) === publishCount(count),
    );
    assert.deepEqual([alike[0], alike.at(-1)], [low, high]);
  }
});

/**
 * By trying: every set of whole numbers that could stand behind what is published (numbers up to a bound), and of each count the
 * values that it has in any of them. Shares no code with what it checks.
 */
function listPossible({ total, ways }: Published): { totals: Set<number>; parts: Set<number>[][] } {
  const most = 2 * maxCount * 6;
  const fits = (count: number, shown: PublishedCount): boolean =>
    shown === "withheld" || publishCount(count) === shown;
  const sumsOf = (parts: readonly PublishedCount[]): Set<number> => {
    let sums = new Set([0]);
    for (const shown of parts) {
      const next = new Set<number>();
      for (const sum of sums)
        for (let count = 0; sum + count <= most; count += 1)
          if (fits(count, shown)) next.add(sum + count);
      sums = next;
    }
    return sums;
  };
  const sums = ways.map(sumsOf);
  const totals = new Set<number>();
  for (let count = 0; count <= most; count += 1)
    if (fits(count, total) && sums.every((each) => each.has(count))) totals.add(count);
  const parts = ways.map((way) =>
    way.map((shown, part) => {
      const others = sumsOf(way.filter((_, place) => place !== part));
      const values = new Set<number>();
      for (const sum of totals)
        for (let count = 0; count <= sum; count += 1)
          if (fits(count, shown) && others.has(sum - count)) values.add(count);
      return values;
    }),
  );
  return { totals, parts };
}

const isTold = (values: ReadonlySet<number>): boolean =>
  [...values].every((value) => value >= 1 && value <= 4);

/** Three ways of cutting up the same total, of up to four parts; many of them small. */
const counted: fc.Arbitrary<Counted> = fc
  .array(fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: maxCount })), { minLength: 1, maxLength: 4 })
  .chain((first) => {
    const total = first.reduce((sum, part) => sum + part, 0);
    const cut = fc
      .array(fc.nat({ max: total }), { maxLength: 3 })
      .map((cuts) => [0, ...cuts.sort((a, b) => a - b), total])
      .map((cuts) => cuts.slice(1).map((cutAt, place) => cutAt - cuts[place]));
    return fc.record({
      total: fc.constant(total),
      ways: fc.tuple(fc.constant(first), cut, cut).map((ways) => ways as readonly number[][]),
    });
  });

test("whatever is published, nobody who tries all that could be behind it learns of a count that it was 1 to 4", () => {
  fc.assert(
    fc.property(counted, (each) => {
      const published = protectCounts(each);
      const { totals, parts } = listPossible(published);
      assert.ok(totals.has(each.total), "the truth is possible");
      assert.ok(!isTold(totals), JSON.stringify(published));
      for (const [way, values] of parts.entries())
        for (const [part, possible] of values.entries()) {
          assert.ok(possible.has(each.ways[way][part]), "the truth is possible");
          assert.ok(!isTold(possible), `${JSON.stringify(published)}: way ${way}, part ${part}`);
        }
    }),
    { numRuns: 300 },
  );
});

test("without protection it would be told: the check finds what the rule mends", () => {
  const each: Counted = { total: 12, ways: [[7, 5, 0], [12]] };
  const careless = (counts: readonly number[]): PublishedCount[] => counts.map(publishCount);
  const small: Counted = { total: 28, ways: [[12, 7, 7, 2]] };
  const told = listPossible({ total: publishCount(small.total), ways: small.ways.map(careless) });
  assert.deepEqual([...told.parts[0][3]], [2, 3, 4]);
  assert.equal(protectCounts(small).total, "withheld");
  assert.deepEqual(protectCounts(each), { total: 10, ways: [[5, 5, "<5"], [10]] });
  // Two ways tell the same total, so that withholding it is not enough.
  const two: Counted = { total: 28, ways: [[12, 7, 7, 2], [28]] };
  const published = protectCounts(two);
  assert.equal(published.total, "withheld");
  assert.ok(published.ways.flat().includes("withheld"));
});

test("what does not add up is refused", () => {
  assert.throws(() => protectCounts({ total: 3, ways: [[1, 1]] }), /add up to 2, expected 3/);
  assert.throws(() => protectCounts({ total: 1.5, ways: [] }), /got 1.5/);
  assert.throws(() => protectCounts({ total: -1, ways: [] }), RangeError);
});
