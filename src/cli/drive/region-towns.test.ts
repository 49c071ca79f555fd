/** The towns of the shipped scenario with twelve regions: where they lie, what joins them, whom each asks. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { listConfigFaults } from "../../core/region/config-fault.ts";
import { buildNetwork } from "../../roads/compile/build-network.ts";
import { LeftOut } from "../../roads/source/map-fault.ts";
import { layersFromTown } from "../../sim/town/layers.ts";
import { makeTown } from "../../sim/town/make-town.ts";
import { isInsideRing } from "../../sim/town/plane.ts";
import { alliedConfigFromTown } from "../../sim/town/region-config.ts";
import {
  layersFromTowns,
  listNeighbours,
  makeRegionTowns,
  roadsFromTowns,
} from "../../sim/town/towns.ts";
import { readScenario } from "./scenario-file.ts";

const scenario = readScenario(
  join(import.meta.dirname, "..", "..", "..", "scenarios", "shift-does-not-arrive.yaml"),
);
const regions = scenario.forces?.regions ?? [];
const all = makeRegionTowns(scenario);
const towns = all.map(({ town }) => town);

test("the first region has the scenario's own town, each other one of its own, with units by the size of its force", () => {
  const { seed, units, scale } = scenario.town;
  assert.deepEqual(towns[0], makeTown({ seed, unitCount: units, scale }));
  assert.equal(new Set(towns.map(({ name }) => name)).size, 12);
  for (const [index, { town }] of all.entries()) {
    if (index === 0) continue;
    assert.equal(town.units.length, Math.max(24, Math.round(regions[index].officers / 400)));
    assert.equal(new Set(town.units.map(({ shift }) => shift)).size, 3, "someone in every turn");
  }
});

test("no ground of a town is also another's, and its units' bases lie on its own", () => {
  for (const [index, town] of towns.entries()) {
    for (const base of town.bases)
      assert.ok(town.areas.some(({ ring }) => isInsideRing(ring, base)), base.name); // prettier-ignore
    for (const other of towns.slice(index + 1)) {
      const apart =
        town.bounds.eastE7 < other.bounds.westE7 ||
        other.bounds.eastE7 < town.bounds.westE7 ||
        town.bounds.southE7 > other.bounds.northE7 ||
        other.bounds.southE7 > town.bounds.northE7;
      assert.ok(apart, `${town.name} and ${other.name}`);
    }
  }
});

test("every street of every town is in one network with the others, and the map shows the causeways", () => {
  const network = buildNetwork(roadsFromTowns(towns), "road", new LeftOut());
  const names = new Set(network.names);
  for (const town of towns) for (const { name } of town.streets) assert.ok(names.has(name), name);
  for (const { name } of towns.slice(1)) assert.ok(names.has(`${name} Causeway`), name);
  const { streets, areas } = layersFromTowns(towns);
  const expected = towns.reduce((sum, town) => sum + town.streets.length, 0) + 11;
  assert.equal(streets.features.length, expected);
  assert.equal(areas.features.length, towns.reduce((sum, town) => sum + town.areas.length, 0)); // prettier-ignore
  assert.deepEqual(layersFromTowns([towns[0]]), layersFromTown(towns[0]));
});

test("each region asks the ones next to it first, all others after them, and keeps a floor", () => {
  for (const [index, { town }] of all.entries()) {
    const neighbours = listNeighbours(regions, index);
    assert.equal(neighbours.length, 11);
    const near = neighbours.filter(({ tier }) => tier === "region");
    assert.ok(near.length >= 2 && near.length <= 4, regions[index].id);
    assert.deepEqual(neighbours.slice(0, near.length), near);
    const config = alliedConfigFromTown(town, regions[index], neighbours);
    assert.deepEqual([...listConfigFaults(config)], []);
    assert.ok((config.aidPlan?.floors[0].units ?? 0) >= 2);
    // What its manual pack and the community's page need.
    assert.equal(config.manualPack?.phoneTree.length, 3 + 11);
    assert.ok((config.refuges ?? []).length > 0, town.name);
    assert.ok((config.hospitals ?? []).length > 0, town.name);
  }
});
