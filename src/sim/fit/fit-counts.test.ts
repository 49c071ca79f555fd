/** Known parameters are found again in counts that were made from them; holes and short records too. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { knownHours, simulateCounts, type KnownCounts } from "../../testing/simulated-counts.ts";
import { findHoles, makeTable, nameDay, tabulate } from "./day-table.ts";
import { forecastDays, type Forecasts } from "./forecast-days.ts";
import { judge } from "./judge.ts";
import { poolTowards } from "./profile.ts";
import { fitSpread, type JudgedDay } from "./spread.ts";

/** A Monday. */
const firstDay = 18_995;

const plain: KnownCounts = {
  seed: 1,
  days: 140,
  callsPerDay: 240,
  hourVarianceToMean: 1,
  blockVariance: 0,
  dayVariance: 0,
};

function fit(known: Partial<KnownCounts>): {
  forecasts: Forecasts;
  spread: ReturnType<typeof fitSpread>;
} {
  const table = makeTable(firstDay, simulateCounts({ ...plain, ...known }));
  const forecasts = forecastDays(
    table,
    findHoles(table).map((hole) => 1 - hole),
  );
  return { forecasts, spread: fitSpread(forecasts.days) };
}

/** Days whose forecast is the truth, so that only the spread is asked for. */
function knownDays(known: KnownCounts): JudgedDay[] {
  const counts = simulateCounts(known);
  return Array.from({ length: known.days }, (_, day) => ({
    expected: Float64Array.from(knownHours, (share) => share * known.callsPerDay),
    counts: counts.slice(day * 24, day * 24 + 24),
  }));
}

describe("spread", () => {
  test("of hours, blocks and days is found again, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 2 ** 31 }),
          hour: fc.constantFrom(1, 1.5, 4.3),
          block: fc.constantFrom(0, 0.02),
          day: fc.constantFrom(0, 0.03),
        }),
        ({ seed, hour, block, day }) => {
          const { hourVarianceToMean, levels, windows } = fitSpread(
            knownDays({
              ...plain,
              seed,
              days: 180,
              hourVarianceToMean: hour,
              blockVariance: block,
              dayVariance: day,
            }),
          );
          const of = (hours: number) => levels.find((each) => each.hours === hours)?.variance ?? 0;
          // About four standard errors: the block's and the day's are known less well than their sum.
          const error = 0.011 * hour;
          assert.ok(Math.abs(hourVarianceToMean - hour) < 0.2 * hour, `hour ${hourVarianceToMean}`);
          assert.ok(
            Math.abs(of(4) + of(24) - block - day) < error + 0.012,
            `both ${of(4)} ${of(24)}`,
          );
          assert.ok(Math.abs(of(24) - day) < error + 0.015, `day ${of(24)}`);
          assert.ok(windows.every(({ varianceToMean }) => varianceToMean >= 1));
        },
      ),
      { numRuns: 15 },
    );
  });

  test("a few extraordinary days do not widen every band", () => {
    const days = knownDays({ ...plain, days: 180 });
    for (const day of [20, 70, 71, 150])
      days[day].counts.forEach((_, hour, all) => (all[hour] *= 3));
    const [hour] = fitSpread(days).windows;
    assert.ok(hour.varianceToMean < 1.35, `${hour.varianceToMean}`);
  });
});

describe("rate", () => {
  test("a long record gives the hours, the Saturday and the level; bands hold what they promise", () => {
    const known = { hourVarianceToMean: 1.4, dayVariance: 0.02, saturday: 1.4, days: 280 };
    const { forecasts } = fit(known);
    assert.equal(forecasts.judgedBy, "day ahead");
    const { perHourOfWeek, callsPerDay } = forecasts.rate;
    assert.ok(Math.abs((callsPerDay / (240 * (6 + 1.4))) * 7 - 1) < 0.08, `${callsPerDay}`);
    for (let cell = 0; cell < 168; cell += 1) {
      const expected = 240 * knownHours[cell % 24] * (Math.floor(cell / 24) === 5 ? 1.4 : 1);
      assert.ok(
        Math.abs(perHourOfWeek[cell] / expected - 1) < 0.25,
        `${cell}: ${perHourOfWeek[cell]}, expected ${expected}`,
      );
    }
    const table = makeTable(firstDay, simulateCounts({ ...plain, ...known }));
    const { windows, pitP, days } = judge(table, new Uint8Array(table.days).fill(1), forecasts);
    assert.equal(days, 280 - 14 - 28);
    for (const { inside80, inside95, promised80, poissonInside80 } of windows) {
      assert.ok(Math.abs(inside80 - 0.8) < 0.04, `${inside80}`);
      assert.ok(Math.abs(promised80 - 0.8) < 0.03);
      assert.ok(Math.abs(inside95 - 0.95) < 0.03, `${inside95}`);
      assert.ok(poissonInside80 < inside80 - 0.04, "Poisson's bands are too narrow here");
    }
    assert.ok(pitP > 1e-4, `${pitP}`);
  });

  test("five days give a smooth day and no weekend that is not there", () => {
    const { forecasts } = fit({ days: 6, dayVariance: 0.02, hourVarianceToMean: 1.3 });
    assert.equal(forecasts.judgedBy, "day left out");
    assert.equal(forecasts.days.length, 6);
    const { perHourOfWeek } = forecasts.rate;
    const days = Array.from({ length: 7 }, (_, day) =>
      perHourOfWeek.slice(day * 24, day * 24 + 24).reduce((sum, each) => sum + each, 0),
    );
    assert.ok(Math.max(...days) / Math.min(...days) < 1.15, days.join(" "));
    assert.ok(perHourOfWeek.every((rate) => rate > 0));
  });

  test("a level that doubles is followed, and the half-life is short", () => {
    const counts = simulateCounts({ ...plain, days: 140 });
    const late = simulateCounts({ ...plain, days: 140, callsPerDay: 480, seed: 2 });
    counts.set(late.subarray(100 * 24), 100 * 24);
    const table = makeTable(firstDay, counts);
    const { rate } = forecastDays(table, new Uint8Array(table.days).fill(1));
    assert.ok(rate.halfLifeDays <= 14, `${rate.halfLifeDays}`);
    assert.ok(Math.abs(rate.callsPerDay / 480 - 1) < 0.1, `${rate.callsPerDay}`);
  });

  test("pooling: what the counts' own spread explains is no difference; a great one stays", () => {
    const alike = [98, 103, 101, 99].map((count) => ({ count, expected: 100 }));
    assert.deepEqual([...poolTowards(alike, 1)], [1, 1, 1, 1]);
    const factors = poolTowards([...alike, { count: 400, expected: 100 }], 1);
    assert.ok(factors[4] > 3.9 && factors[4] < 4);
    // The same difference where a fiftieth of the calls say it is believed less.
    const thin = poolTowards(
      [...alike, { count: 400, expected: 100 }, { count: 8, expected: 2 }],
      1,
    );
    assert.ok(thin[5] > 1.5 && thin[5] < 3.8, `${thin[5]}`);
  });
});

test("holes: nearly empty days are, quiet ones are not; days carry their names", () => {
  const counts = simulateCounts({ ...plain, days: 60 });
  counts.fill(0, 20 * 24, 21 * 24);
  counts.subarray(30 * 24 + 8, 31 * 24).fill(0);
  for (let hour = 40 * 24; hour < 41 * 24; hour += 1) counts[hour] = Math.round(counts[hour] * 0.7);
  const table = makeTable(firstDay, counts);
  const holes = findHoles(table);
  assert.deepEqual(
    [...holes.keys()].filter((day) => holes[day] === 1),
    [20, 30],
  );
  assert.equal(nameDay(table, 20), "2022-01-23");
});

test("instants go to their local day and hour; more than twenty years are refused", () => {
  const at = (text: string) => Date.parse(`${text}Z`) * 1_000;
  const table = tabulate([
    at("2017-01-01T23:59:59"),
    at("2016-12-31T00:00:00"),
    at("2017-01-01T23:00:00"),
  ]);
  assert.equal(table.days, 2);
  assert.equal(nameDay(table, 0), "2016-12-31");
  assert.deepEqual([table.counts[0], table.counts[24 + 23], ...table.totals], [1, 2, 1, 2]);
  assert.throws(
    () => tabulate([at("1980-01-01T00:00:00"), at("2017-01-01T00:00:00")]),
    /at most 7320/,
  );
});
