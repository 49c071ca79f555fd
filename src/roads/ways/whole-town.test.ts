import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RandomStream } from "../../base/random.ts";
import { skipWithout } from "../../testing/real-data.ts";
import { Exactness } from "../../testing/roads/exactness.ts";
import { orderOf } from "../../testing/roads/real-map.ts";
import { realTowns, shake } from "../../testing/roads/shaken-town.ts";

/** A sample; bench roads-exact compares 200,000 random pairs on each map. */
describe("times are Dijkstra's, before, during and after closures; restored weights equal to the bit", () => {
  for (const { name, file, read } of realTowns)
    test(name, { skip: skipWithout(file) }, (t) => {
      const random = new RandomStream(3, `whole-town ${name}`);
      const made = read(random);
      assert.ok(made);
      const { topology, metric } = made;
      const town = new Exactness(topology, metric, orderOf(topology).rank);
      const look = (): void => {
        town.checkPairs(random, 4, 500);
        town.checkSweeps(random);
        town.checkNearest(random);
      };
      look();
      shake(town, random, look);
      assert.deepEqual(town.differences, []);
      const { pairs, pairsApart } = town;
      assert.ok(pairs - pairsApart > pairs / 4, `of ${pairs} pairs ${pairsApart} are apart`);
      t.diagnostic(`${topology.nodeCount} nodes; ${pairs} pairs, ${pairsApart} of them apart`);
    });
});
