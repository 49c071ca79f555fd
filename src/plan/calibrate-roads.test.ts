import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { distanceM } from "../base/distance.ts";
import { RandomStream } from "../base/random.ts";
import { ClassMetric } from "../roads/closures/class-metric.ts";
import { openHierarchy } from "../roads/hierarchy/hierarchy.ts";
import { metricOf, vehicleProfiles } from "../roads/vehicle-class.ts";
import { makeGridMap } from "../testing/roads/grid-map.ts";
import { calibrateRoads, type RoadJourney } from "./calibrate-roads.ts";
import { ClassRoads } from "./class-roads.ts";

const { network, hierarchy, snapIndex } = makeGridMap({ side: 12, blockMetres: 200 }).road;

function openRoads(): ClassRoads {
  const metric = metricOf(network, vehicleProfiles["fire appliance"]);
  const classMetric = new ClassMetric(openHierarchy(network, hierarchy), metric);
  return new ClassRoads(network, snapIndex, classMetric, 1);
}

/** Journeys between crossings that take `base` and `factor` times what the map says. */
function driveJourneys(base: number, factor: number): RoadJourney[] {
  const roads = openRoads();
  const random = new RandomStream(3, "journeys");
  const { nodeCount, latE7, lonE7 } = network;
  return Array.from({ length: 300 }, () => {
    const [a, b] = [random.below(nodeCount), random.below(nodeCount)];
    const ends = [latE7[a], lonE7[a], latE7[b], lonE7[b]];
    const [from, to] = [roads.snapPlace(ends[0], ends[1]), roads.snapPlace(ends[2], ends[3])];
    assert.ok(from !== undefined && to !== undefined);
    const seconds = base + (factor * roads.millisBetween(from, to)) / 1_000;
    return { metres: distanceM(ends[0], ends[1], ends[2], ends[3]), seconds, ends };
  });
}

const fitOf = (journeys: readonly RoadJourney[]) =>
  calibrateRoads(openRoads(), journeys, new RandomStream(1, "fit"));

describe("road times are fitted to recorded journeys", () => {
  test("by their ends: base and factor come back, and nothing is left to be wrong", () => {
    const fit = fitOf(driveJourneys(60, 0.5));
    assert.ok(typeof fit !== "string");
    assert.equal(fit.by, "ends");
    assert.ok(Math.abs(fit.baseSeconds - 60) < 0.01 && Math.abs(fit.factor - 0.5) < 0.001);
    assert.ok(fit.heldOut.medianAbsoluteSeconds < 0.01);
    assert.equal(fit.used, 300);
  });

  test("by their distances alone: nearly so, because the pairs are others", () => {
    const journeys = driveJourneys(60, 0.5).map(({ metres, seconds }) => ({ metres, seconds }));
    const fit = fitOf(journeys);
    assert.ok(typeof fit !== "string");
    assert.equal(fit.by, "distances");
    assert.ok(Math.abs(fit.baseSeconds - 60) < 10, `base ${fit.baseSeconds}`);
    assert.ok(Math.abs(fit.factor - 0.5) < 0.08, `factor ${fit.factor}`);
  });

  test("a journey with an end beyond the map is counted, not used", () => {
    const [first, ...others] = driveJourneys(60, 0.5);
    const fit = fitOf([{ ...first, ends: [0, 0, 0, 0] }, ...others]);
    assert.ok(typeof fit !== "string");
    assert.deepEqual([fit.used, fit.leftOut], [299, 1]);
  });

  test("journeys of another town are no fit, and it says so", () => {
    const away = driveJourneys(60, 0.5).map((each) => ({ ...each, ends: [0, 0, 1_000, 1_000] }));
    const fit = fitOf(away);
    assert.ok(typeof fit === "string");
    assert.match(fit, /is it the map of these journeys/);
  });
});
