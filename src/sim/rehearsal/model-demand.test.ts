import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { distanceM } from "../../base/distance.ts";
import { findInstant, microsPerDay, microsPerHour } from "../../base/instant.ts";
import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import { makeDemandModel, recordedScene } from "../../testing/demand-model.ts";
import type { ModelKind, ModelTravel } from "../demand-model/demand-model.ts";
import { Demand } from "./demand.ts";
import { planDemandOf, straightLineOf, travelSigmaOf } from "./model-demand.ts";
import type { RehearsalPlan } from "./plan.ts";

const area = { latE7: 540_000_000, lonE7: 3_000_000, radiusM: 3_000, share: 1 };

function planOf(demand: RehearsalPlan["demand"], startAt: number): RehearsalPlan {
  const areas = ["harbour", "north"].map((code, at) => ({
    ...area,
    code,
    lonE7: area.lonE7 + at * 1_000_000,
  }));
  const listed = areas.map(({ code }) => ({ code, name: code, ring: [], reach: [] }));
  return {
    name: "test",
    config: ukPoliceConfig({ id: "test", name: "Test", centre: area, areas: listed }),
    startAt,
    warmUpMicros: 0,
    lengthMicros: microsPerDay,
    areas,
    demand,
    shifts: [],
    travelSigma: 0,
    straightLine: undefined,
    closures: [],
    levels: [],
    walkOuts: [],
    hasRoster: false,
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0 },
  };
}

function at(text: string): number {
  return findInstant(text) ?? assert.fail(text);
}

const kind = (type: string, grade: ModelKind["grade"], share: number): ModelKind => ({
  type,
  name: type,
  group: "all",
  grade,
  share,
  calls: 100,
  scene: recordedScene,
});

test("calls follow the model's local week, its kinds, its squares and its spread", () => {
  // Calls only from 20:00 to 22:00 on Fridays in San Francisco: Saturday 04:00 to 06:00 UTC in winter.
  const perHour = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (__, hour) => (day === 4 && (hour === 20 || hour === 21) ? 40 : 0)),
  );
  const model = makeDemandModel({
    timeZone: "America/Los_Angeles",
    perHour,
    spread: { hourVarianceToMean: 1.5, levels: [{ hours: 24, variance: 0.04 }], windows: [] },
    kinds: [kind("violence", "immediate", 0.3), kind("noise", "scheduled", 0.7)],
    places: {
      fewestCalls: 5,
      fewestPoints: 3,
      unplaced: 0,
      cells: [
        [54, 0.3, 500, 30, "elsewhere"],
        [54.01, 0.31, 250, 10, "north"],
      ],
    },
  });
  const startAt = at("2027-03-05T12:00:00Z");
  const plan = planOf(planDemandOf(model, startAt), startAt);
  assert.equal(plan.demand.clockHours, -8);
  const nights = 600;
  const counts: number[] = [];
  let [violence, calls, inNorth] = [0, 0, 0];
  for (let night = 0; night < nights; night += 1) {
    const demand = new Demand(plan, new CallRandom(3, "rehearsal"), night);
    let count = 0;
    for (let call = demand.next(); call.at < startAt + microsPerDay; call = demand.next()) {
      const hour = (call.at - at("2027-03-06T04:00:00Z")) / microsPerHour;
      assert.ok(hour >= 0 && hour < 2, `${hour}`);
      count += 1;
      if (call.grade.incidentType === "violence") violence += 1;
      // The square of an area that the plan does not have belongs to the nearest one.
      const [lat, lon, sideM] = model.places.cells[call.area === "north" ? 1 : 0];
      if (call.area === "north") inNorth += 1;
      assert.ok(distanceM(lat * 1e7, lon * 1e7, call.latE7, call.lonE7) < sideM * 0.72);
    }
    counts.push(count);
    calls += count;
  }
  assert.ok(Math.abs(calls / nights / 80 - 1) < 0.05, `${calls / nights}`);
  assert.ok(Math.abs(violence / calls - 0.3) < 0.02);
  assert.ok(Math.abs(inNorth / calls - 0.25) < 0.02);
  const mean = calls / nights;
  const ratio = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / nights / mean;
  // 1.5 from the hours and 0.04 x 80 from the day; five standard errors.
  assert.ok(Math.abs(ratio / 4.7 - 1) < 5 * Math.sqrt(2 / nights), `${ratio}`);
});

test("factors change the rate and the scenes, patience is by grade", () => {
  const model = makeDemandModel();
  const startAt = at("2027-03-05T12:00:00Z");
  const demand = planDemandOf(model, startAt, {
    demandFactor: 2,
    sceneFactor: 3,
    patienceMinutes: { immediate: 10 },
  });
  assert.ok(demand.perHour.every((rate) => rate === 12));
  const [{ scene, patienceMicros, handling }] = demand.grades;
  assert.deepEqual(
    [scene.law === "lognormal" && scene.median, patienceMicros, handling],
    [5_400, 600e6, undefined],
  );
});

test("ways are the line of the grade with most journeys, and a factor for the others", () => {
  const travel = (baseSeconds: number, journeys: number): ModelTravel => ({
    baseSeconds,
    secondsPerMetre: 0.05,
    sigma: 0.4,
    journeys,
  });
  const model = makeDemandModel({
    kinds: [kind("a", "immediate", 0.5), kind("b", "priority", 0.4), kind("c", "scheduled", 0.1)],
    travel: { immediate: travel(125, 900), priority: travel(325, 400) },
  });
  const { grades } = planDemandOf(model, at("2027-03-05T12:00:00Z"));
  assert.deepEqual(
    grades.map(({ wayFactor }) => wayFactor),
    [1, 2, 1],
  );
  assert.equal(straightLineOf(model)?.baseSeconds, 125);
  assert.equal(travelSigmaOf(model), 0.4);
  const none = makeDemandModel();
  assert.deepEqual([straightLineOf(none), travelSigmaOf(none)], [undefined, undefined]);
});
