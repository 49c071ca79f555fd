import assert from "node:assert/strict";
import { test } from "node:test";
import { ClassRoads } from "../../plan/class-roads.ts";
import { ClassMetric } from "../../roads/closures/class-metric.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import { roadClasses } from "../../roads/network.ts";
import { metricOf, vehicleProfiles } from "../../roads/vehicle-class.ts";
import { crossingAt, makeGridMap } from "../../testing/roads/grid-map.ts";
import { listReach } from "./road-answers.ts";

test("a reach with more roads than lines keeps the main roads, counts the rest, and reaches as many nodes", () => {
  const grid = { side: 9, blockMetres: 200 };
  const { network, hierarchy, snapIndex } = makeGridMap(grid).road;
  // One street in the middle of the list is a main road.
  const main = 60;
  network.roadClass.set([roadClasses.indexOf("primary")], main);
  const metric = metricOf(network, vehicleProfiles["patrol car"]);
  const classMetric = new ClassMetric(openHierarchy(network, hierarchy), metric);
  const roads = new ClassRoads(network, snapIndex, classMetric, 1);
  const place = crossingAt(grid, 4, 4);
  const all = listReach(roads, [place], 3_600);
  assert.deepEqual([all.lines.length, all.leftOut], [network.segmentCount, 0]);
  const few = listReach(roads, [place], 3_600, 10);
  assert.deepEqual([few.lines.length, few.leftOut], [10, network.segmentCount - 10]);
  const first = network.firstPoint[main];
  assert.deepEqual(few.lines[0][0], [network.pointLonE7[first], network.pointLatE7[first]]);
  assert.deepEqual(few.nodes, all.nodes);
});
