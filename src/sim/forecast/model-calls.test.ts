import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { findInstant, microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { forkState, makeRegionState } from "../../core/state/region-state.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { BusyRegion } from "../../testing/core/busy-region.ts";
import { makeDemandModel, recordedScene, type GivenModel } from "../../testing/demand-model.ts";
import { FutureCalls, type SeenIncident } from "./demand.ts";
import { isForecast, makeForecast } from "./forecast.ts";
import { learnFromModel } from "./model-calls.ts";
import { learnSceneTimes } from "./scene-times.ts";

const region = new BusyRegion(
  makeRegionState({}, false),
  { units: 30, callsPerHour: 6, seed: 4 },
  () => undefined,
);
const { state } = region;
const { config } = state.policy ?? assert.fail("a busy region has a configuration");
/** A Wednesday, 10:00 in London, 09:00 UTC. */
const now = findInstant("2027-07-07T09:00:00Z") ?? assert.fail();
const scenes = learnSceneTimes(state, now);
const [area] = config.areas;

function named(given: GivenModel) {
  return { model: makeDemandModel({ timeZone: "Europe/London", ...given }), sha256: "ab" };
}

/** Local hours from 10 on have 20 calls, all others 2. */
const perHour = Array.from({ length: 7 }, () =>
  Array.from({ length: 24 }, (_, hour) => (hour >= 10 ? 20 : 2)),
);

/** As many incidents in each of the last hours, the latest last. */
function seenPerHour(...counts: readonly number[]): SeenIncident[] {
  return counts.flatMap((count, hour) =>
    Array.from({ length: count }, (_, at) => ({
      grade: { grade: "immediate", incidentType: "violence" } as const,
      gradeCode: 0,
      area: area.code,
      latE7: 0,
      lonE7: 0,
      at: now + (hour - counts.length + (at + 0.5) / count) * microsPerHour,
    })),
  );
}

describe("calls by a demand model", () => {
  test("follow its local week; what came in the last hours moves the level as far as it can say it", () => {
    const spread = { hourVarianceToMean: 2, levels: [{ hours: 4, variance: 0.25 }], windows: [] };
    const model = named({ perHour, spread });
    const none = learnFromModel(model, state, [], now, 3);
    assert.deepEqual([...none.perHour], [20, 20, 20]);
    assert.deepEqual([none.levelShape, none.levelRate], [4, 4]);
    // 2 an hour are expected before 10:00; 6 an hour came, of which the very first only begins the record.
    const busy = learnFromModel(model, state, seenPerHour(6, 6, 6, 6), now, 3);
    assert.equal(busy.levelShape, 4 + 23 / 2);
    assert.ok(
      Math.abs(busy.levelRate - (4 + (2 * (now - busy.seen[0].at)) / microsPerHour / 2)) < 1e-9,
    );
    assert.ok(busy.levelShape / busy.levelRate > 1.5 && busy.levelShape / busy.levelRate < 3);
  });

  test("vary from future to future as the model says, block by block; the present block by what came", () => {
    const spread = { hourVarianceToMean: 1, levels: [{ hours: 4, variance: 0.2 }], windows: [] };
    const flat = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 50));
    // So much came, just as expected, that the level of this block is known.
    const demand = learnFromModel(
      named({ perHour: flat, spread }),
      state,
      seenPerHour(50, 50, 50, 51),
      now,
      8,
    );
    const random = new CallRandom(3, "forecast");
    const factors = [1, 3].map((hour) =>
      Array.from(
        { length: 4_000 },
        (_, future) => demand.modelCalls?.factorOf(random, future, hour) ?? 0,
      ),
    );
    // Local blocks begin at 8, 12 and 16: it is 10 now.
    assert.ok(factors[0].every((factor) => factor === 1));
    const mean = factors[1].reduce((sum, each) => sum + each, 0) / 4_000;
    const variance = factors[1].reduce((sum, each) => sum + (each - mean) ** 2, 0) / 4_000;
    assert.ok(Math.abs(mean - 1) < 0.03 && Math.abs(variance - 0.2) < 0.03, `${mean} ${variance}`);
    const [near, later] = [1, 3].map((hour) => countsOf(demand, hour, 1_500));
    assert.ok(Math.abs(near.mean - 50) < 2 && near.ratio < 2, JSON.stringify(near));
    // 1 + 50 x 0.2 by the block's factor.
    assert.ok(
      Math.abs(later.mean - 50) < 2 && later.ratio > 8 && later.ratio < 14,
      JSON.stringify(later),
    );
  });

  /** Calls of an hour from now on, over futures. */
  function countsOf(demand: ReturnType<typeof learnFromModel>, hour: number, futures: number) {
    const random = new CallRandom(9, "forecast");
    const counts = Array.from({ length: futures }, (_, future) => {
      const calls = new FutureCalls(demand, scenes, random, future, 1);
      let count = 0;
      for (let call = calls.next(); call.at < now + (hour + 1) * microsPerHour; call = calls.next())
        if (call.at >= now + hour * microsPerHour) count += 1;
      return count;
    });
    const mean = counts.reduce((sum, each) => sum + each, 0) / futures;
    const variance = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / futures;
    return { mean, ratio: variance / mean };
  }

  test("are of its kinds by their shares, from its squares, in an area and of a type that the region has", () => {
    const known = config.incidentTypes.find(({ grade }) => grade === "immediate") ?? assert.fail();
    const kind = { name: "k", group: "g", calls: 9, scene: recordedScene };
    const model = named({
      kinds: [
        { ...kind, type: known.code, grade: known.grade, share: 0.75 },
        { ...kind, type: "nobody-knows-this", grade: "priority", share: 0.25 },
      ],
      places: {
        fewestCalls: 5,
        fewestPoints: 3,
        unplaced: 0,
        cells: [
          [54, 0.3, 1_000, 300, area.code],
          [54.2, 0.3, 1_000, 100, "elsewhere"],
        ],
      },
    });
    const demand = learnFromModel(model, state, [], now, 8);
    const calls = new FutureCalls(demand, scenes, new CallRandom(1, "forecast"), 0, 40);
    const listed = Array.from({ length: 2_000 }, () => calls.next());
    const shareOf = (fits: (call: (typeof listed)[number]) => boolean) => listed.filter(fits).length / 2_000; // prettier-ignore
    assert.ok(Math.abs(shareOf(({ grade }) => grade.grade === "immediate") - 0.75) < 0.04);
    assert.ok(Math.abs(shareOf(({ latE7 }) => latE7 < 541_000_000) - 0.75) < 0.04);
    const types = new Map(config.incidentTypes.map((type) => [type.code, type.grade]));
    // The first type of its grade, else the first of all.
    const typeGrade = [...types.values()].includes("priority")
      ? "priority"
      : config.incidentTypes[0].grade;
    const codes = new Set(config.areas.map(({ code }) => code));
    for (const call of listed) {
      const { grade, incidentType } = call.grade;
      if (grade === "immediate") assert.equal(incidentType, known.code);
      else assert.equal(types.get(incidentType), typeGrade);
      assert.ok(codes.has(call.area));
      const metres =
        (Math.abs(call.latE7 - (call.latE7 < 541_000_000 ? 54e7 : 54.2e7)) / 1e7) * 111_200;
      assert.ok(metres <= 501, String(metres));
    }
  });
});

test("a forecast by a model needs no incidents, and names the model", () => {
  const making = makeForecast({
    region: "test",
    state: forkState(state),
    now: region.now,
    positions: noOverlay,
    travel: makeStraightLine(),
    demandModel: named({ perHour }),
    futures: 30,
    horizonMicros: 2 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 1,
  });
  let step = making.next();
  while (step.done !== true) step = making.next();
  assert.ok(isForecast(step.value));
  assert.deepEqual(step.value.learnt.demandModel, { name: "test", sha256: "ab" });
  const waits = Object.values(step.value.grades).flatMap((grade) => grade?.waits ?? []);
  assert.ok(waits.reduce((sum, { calls }) => sum + calls, 0) > 2);
});
