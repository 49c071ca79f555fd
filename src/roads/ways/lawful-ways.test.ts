/**
 * Ways on real maps against the restrictions as the map's source has them, not as the network has them: a way is taken
 * apart into the source's ways and the places where it goes from one to the next, and none of these may be forbidden.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { skipWithout } from "../../testing/real-data.ts";
import { findRealNetwork, findRealRoads, orderOf, realMaps } from "../../testing/roads/real-map.ts";
import { lawfulCar } from "../../testing/roads/shaken-town.ts";
import { contract } from "../hierarchy/contract.ts";
import { customise, makeWeights } from "../hierarchy/customise.ts";
import { openHierarchy } from "../hierarchy/hierarchy.ts";
import { arcRules, noWay, type RoadNetwork } from "../network.ts";
import type { RoadSource } from "../source/road-source.ts";
import { metricOf } from "../vehicle-class.ts";
import { findWay } from "./unpack.ts";
import { WayQuery } from "./way-query.ts";

interface AtNode {
  readonly no: Set<number>;
  readonly only: Set<number>;
}

/** By way and place: ways that must not follow there, and those of which one must. */
function listRules({ turns, latE7, lonE7 }: RoadSource): Map<string, AtNode> {
  const rules = new Map<string, AtNode>();
  for (const { ways, viaNode, isOnly } of turns) {
    // Turning back on one way can not be told from driving on along it here.
    if (viaNode < 0 || ways[0] === ways[1]) continue;
    const key = `${ways[0]} ${latE7[viaNode]} ${lonE7[viaNode]}`;
    const known = rules.get(key) ?? { no: new Set(), only: new Set() };
    (isOnly ? known.only : known.no).add(ways[1]);
    rules.set(key, known);
  }
  return rules;
}

/** How often a way does what it must not. */
function countBroken(network: RoadNetwork, rules: Map<string, AtNode>, arcs: readonly number[]) {
  const { arcSegment, wayId, head, latE7, lonE7 } = network;
  let broken = 0;
  for (let at = 0; at + 1 < arcs.length; at += 1) {
    const [from, to] = [arcSegment[arcs[at]], arcSegment[arcs[at + 1]]];
    const node = head[arcs[at]];
    const rule = rules.get(`${wayId[from]} ${latE7[node]} ${lonE7[node]}`);
    if (rule === undefined || from === to) continue;
    if (rule.no.has(wayId[to])) broken += 1;
    if (rule.only.size > 0 && !rule.only.has(wayId[to])) broken += 1;
  }
  return broken;
}

for (const name of ["porto", "isleOfMan"] as const)
  test(
    `${name}: no way breaks a turn restriction of the map's source; one that may ignore them does`,
    {
      skip: skipWithout(realMaps[name]),
    },
    (t) => {
      const [roads, network] = [findRealRoads(name), findRealNetwork(name)];
      assert.ok(roads !== undefined && network !== undefined);
      const rules = listRules(roads.source);
      const hierarchy = openHierarchy(network, contract(network, orderOf(network).rank));
      const query = new WayQuery(hierarchy);
      const weights = makeWeights(hierarchy);
      // From before each restricted turn to behind it: there it is the shortest.
      const ends: [number, number][] = [];
      const { arcCount, tail, head, firstArc, arcRules: barred } = network;
      for (let arc = 0; arc < arcCount; arc += 1)
        for (let next = firstArc[head[arc]]; next < firstArc[head[arc] + 1]; next += 1)
          if ((barred[next] & arcRules.turn) !== 0) ends.push([tail[arc], head[next]]);
      assert.ok(ends.length > 10, `${ends.length} restricted turns`);
      const ask = (ignores: number) => {
        const metric = metricOf(network, {
          ...lawfulCar,
          ignores,
          ignoredMillis: 0,
          ignoredShare: 1,
        });
        customise(hierarchy, metric, weights);
        let [ways, broken] = [0, 0];
        for (const [from, to] of ends) {
          const places = [from, to].map((node) => [{ node, millis: 0 }]);
          const way = findWay(hierarchy, query, metric, weights, places[0], places[1]);
          if (way === undefined) continue;
          ways += 1;
          broken += countBroken(network, rules, way.arcs);
          for (const arc of way.arcs) {
            assert.equal(barred[arc] & ~ignores, 0);
            assert.ok(metric[arc] < noWay);
          }
        }
        return { ways, broken };
      };
      const lawful = ask(0);
      const careless = ask(arcRules.turn);
      t.diagnostic(`${ends.length} turns; ${JSON.stringify({ lawful, careless })}`);
      assert.ok(lawful.ways > ends.length / 2);
      assert.equal(lawful.broken, 0);
      assert.ok(careless.broken > 5, `${careless.broken} broken`);
    },
  );
