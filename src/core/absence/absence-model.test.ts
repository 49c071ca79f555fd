import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { microsPerMinute } from "../../base/instant.ts";
import { makeMuster, type MusterHead } from "../../testing/core/muster.ts";
import {
  alarmRatio,
  arrivedShare,
  awayShares,
  expectArrived,
  isEnough,
  logMean,
  measureAbsence,
  poolRatios,
  standardAbsenceRule as rule,
  type MusterGroup,
} from "./absence-model.ts";

const nobodyLeft = { onDuty: 0, left: 0, leftLately: 0 };
const seed = 7;

/** Heads as the groups that are seen `minutes` after the beginning. */
function seen(heads: readonly MusterHead[], minutes: number): MusterGroup[] {
  const teams = new Set(heads.map(({ team }) => team));
  return [...teams].map((team) => {
    const ofTeam = heads.filter((head) => head.team === team);
    return {
      team,
      planned: ofTeam.length,
      arrived: ofTeam.filter(({ minute }) => minute <= minutes).length,
      announced: 0,
      since: minutes * microsPerMinute,
    };
  });
}

/** Minute of the first alarm, looked at every second minute; Infinity = none within the hour. */
function firstAlarm(regions: readonly (readonly MusterHead[])[]): number {
  for (let minute = -20; minute <= 60; minute += 2) {
    const all = regions.map((heads) => measureAbsence(rule, seen(heads, minute), nobodyLeft));
    if (poolRatios(all) >= Math.log(alarmRatio)) return minute;
  }
  return Infinity;
}

describe("absence against an ordinary muster", () => {
  const random = new RandomStream(seed, "absence");
  const muster = (away: number, lateTeam = -1): MusterHead[] =>
    makeMuster(() => random.uniform(), { heads: 368, teams: 12, away, lateTeam, lateMinutes: 30 });

  test(`30 % of 368 missing are seen within 10 minutes (seed ${seed})`, () => {
    for (let shift = 0; shift < 12; shift += 1) {
      const alarm = firstAlarm([muster(0.3)]);
      assert.ok(alarm <= 10, `shift ${shift}: got an alarm at minute ${alarm}`);
    }
  });

  test(`6 % sick and one team's late bus is silent (seed ${seed})`, () => {
    for (let shift = 0; shift < 12; shift += 1)
      assert.equal(firstAlarm([muster(0.06, shift)]), Infinity);
  });

  test(`twelve regions with 12 % missing alarm together and not alone (seed ${seed})`, () => {
    const regions = Array.from({ length: 12 }, () => muster(0.12));
    for (const heads of regions) assert.equal(firstAlarm([heads]), Infinity);
    assert.ok(firstAlarm(regions) <= 15);
  });

  test("of twelve heads nothing is said, however many are missing", () => {
    assert.equal(isEnough(rule, 12), false);
    assert.equal(isEnough(rule, 368), true);
  });

  test("who left before the end of the shift counts as a signal of its own", () => {
    const ordinary = measureAbsence(rule, [], { onDuty: 368, left: 5, leftLately: 1 });
    const evening = measureAbsence(rule, [], { onDuty: 368, left: 60, leftLately: 0 });
    assert.ok(poolRatios([ordinary]) < 0);
    assert.ok(poolRatios([evening]) > Math.log(alarmRatio));
  });

  test(`8.3 % of twelve regions who leave over an evening are seen of all together, while the long window is ordinary still (seed ${seed})`, () => {
    const stream = new RandomStream(seed, "leavers");
    const leavers = Array.from(
      { length: 12 },
      () =>
      Array.from({ length: 87 }, () => (stream.chance(0.083) ? 100 * stream.uniform() ** 2 : Infinity)), // prettier-ignore
    );
    const look = (minute: number, isByBoth: boolean): number =>
      poolRatios(
        leavers.map((minutes) => {
          const left = minutes.filter((at) => at <= minute).length;
          const count = { onDuty: minutes.length, left, leftLately: left };
          const both = measureAbsence(rule, [], count);
          return isByBoth ? both : { ...both, leaveLately: both.leave };
        }),
      );
    const first = [...Array.from({ length: 60 }).keys()].find(
      (minute) => look(minute, true) >= Math.log(alarmRatio),
    );
    assert.ok(first !== undefined && first <= 40, `got an alarm at minute ${first}`);
    assert.ok(look(first, false) < Math.log(alarmRatio));
    for (const minutes of leavers) {
      const left = minutes.filter((at) => at <= first).length;
      const alone = measureAbsence(rule, [], { onDuty: 87, left, leftLately: left });
      assert.ok(poolRatios([alone]) < Math.log(alarmRatio));
    }
  });

  test("known absences count before the shift begins", () => {
    const before = (announced: number): number =>
      poolRatios([
        measureAbsence(
          rule,
          [{ team: 0, planned: 368, arrived: 0, announced, since: -25 * microsPerMinute }],
          nobodyLeft,
        ),
      ]);
    assert.ok(before(18) < Math.log(alarmRatio));
    assert.ok(before(150) >= Math.log(alarmRatio));
  });
});

describe("the model itself", () => {
  test("an ordinary muster's likelihood ratio is 1 on average, for each share that may be missing", () => {
    // Beta-binomial by its recurrence; with everybody seen the answer depends on how many came alone.
    const heads = 40;
    const size = 1 / rule.correlation - 1;
    const [a, b] = [rule.noShowShare * size, (1 - rule.noShowShare) * size];
    let chance = 1;
    for (let k = 0; k < heads; k += 1) chance *= (b + k) / (size + k);
    const mean = new Float64Array(awayShares.length);
    for (let away = 0; away <= heads; away += 1) {
      const group = { team: -1, planned: heads, arrived: heads - away, announced: away, since: 0 };
      const { bookOn } = measureAbsence(rule, [group], nobodyLeft);
      bookOn.forEach((log, index) => (mean[index] += chance * Math.exp(log)));
      chance *= ((heads - away) * (a + away)) / ((away + 1) * (b + heads - away - 1));
    }
    for (const value of mean) assert.ok(Math.abs(value - 1) < 0.02, `got ${value}`);
  });

  test("an ordinary evening's leaving has the ratio 1 on average, over either window", () => {
    const [heads, size] = [40, 1 / rule.correlation - 1];
    for (const [window, share] of [
      ["leave", rule.leaveShare],
      ["leaveLately", rule.leaveShare / 4],
    ] as const) {
      // prettier-ignore
      const [a, b] = [share * size, (1 - share) * size];
      let chance = 1;
      for (let k = 0; k < heads; k += 1) chance *= (b + k) / (size + k);
      const mean = new Float64Array(awayShares.length);
      for (let left = 0; left <= heads; left += 1) {
        const ratios = measureAbsence(rule, [], { onDuty: heads, left, leftLately: left })[window];
        ratios.forEach((log, index) => (mean[index] += chance * Math.exp(log)));
        chance *= ((heads - left) * (a + left)) / ((left + 1) * (b + heads - left - 1));
      }
      for (const value of mean) assert.ok(Math.abs(value - 1) < 0.05, `${window}: got ${value}`);
    }
  });

  test("the curve rises from 0 to 1 along its points", () => {
    assert.equal(arrivedShare(rule, -31 * microsPerMinute), 0);
    assert.equal(arrivedShare(rule, 0), 0.88);
    assert.ok(Math.abs(arrivedShare(rule, 2.5 * microsPerMinute) - 0.92) < 1e-12);
    assert.equal(arrivedShare(rule, 120 * microsPerMinute), 1);
    assert.equal(arrivedShare({ ...rule, curve: [] }, 0), 1);
  });

  test("the band is the normal one of a beta-binomial", () => {
    const { expected, low, high } = expectArrived(rule, [
      { planned: 400, since: 120 * microsPerMinute },
    ]);
    assert.equal(expected, 380);
    // n p (1 - p) (1 + (n - 1) rho), nearly: within + common of the code.
    const spread = Math.sqrt(400 * 0.95 * 0.05 + 400 * 400 * 0.05 * 0.95 * 0.01);
    assert.ok(Math.abs(expected - low - 1.96 * spread) < 1e-9);
    assert.equal(high, Math.min(400, expected + 1.96 * spread));
  });

  test("a region where more leave on any day does not alarm because nobody left", () => {
    const busy = { ...rule, leaveShare: 0.15 };
    const ratio = poolRatios([measureAbsence(busy, [], { onDuty: 285, left: 0, leftLately: 0 })]);
    assert.ok(ratio < Math.log(2), `got ${ratio}`);
  });

  test("nothing seen says nothing", () => {
    const none = measureAbsence(rule, [], nobodyLeft);
    assert.ok(Math.abs(logMean(none.bookOn)) < 1e-9);
    assert.ok(Math.abs(poolRatios([none])) < 1e-9);
  });
});
