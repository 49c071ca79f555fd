import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { arcRules, type RoadNetwork, roadClasses } from "../network.ts";
import { LeftOut } from "../source/map-fault.ts";
import type { RoadSource, SourceRoad, SourceTurn } from "../source/road-source.ts";
import { buildNetwork } from "./build-network.ts";
import { findRealNetwork, findRealRoads } from "../../testing/roads/real-map.ts";

interface Drawn {
  readonly nodes: readonly (readonly [number, number])[];
  /** Nodes by number; a way's id is its place in the list plus 1. */
  readonly roads: readonly (Partial<SourceRoad> & { readonly at: readonly number[] })[];
  readonly turns?: readonly Omit<SourceTurn, "element">[];
  readonly barriers?: readonly (readonly [number, number])[];
}

const open = { forward: 0, backward: 0 };

function draw({ nodes, roads, turns = [], barriers = [] }: Drawn): RoadSource {
  return {
    nodeCount: nodes.length,
    latE7: Int32Array.from(nodes, ([lat]) => lat * 10_000),
    lonE7: Int32Array.from(nodes, ([, lon]) => lon * 10_000),
    motorBarriers: new Map(barriers),
    pathBarriers: new Map(),
    roads: roads.map(({ at, ...road }, index) => ({
      wayId: index + 1,
      nodes: Int32Array.from(at),
      name: "",
      roadClass: roadClasses.indexOf("residential"),
      limitKmh: 30,
      motor: open,
      path: open,
      ...road,
    })),
    turns: turns.map((turn, index) => ({ element: `relation ${index}`, ...turn })),
  };
}

function build(drawn: Drawn): { network: RoadNetwork; leftOut: Record<string, number> } {
  const leftOut = new LeftOut();
  const network = buildNetwork(draw(drawn), "road", leftOut);
  const counts = Object.fromEntries(leftOut.list().map(({ reason, count }) => [reason, count]));
  return { network, leftOut: counts };
}

/** All drives of `steps` arcs over open arcs, as the places (node numbers of the drawing) they lead through. */
function drives(network: RoadNetwork, drawn: Drawn, steps: number): Set<string> {
  const placeOf = (node: number): number =>
    drawn.nodes.findIndex(
      ([lat, lon]) => lat * 10_000 === network.latE7[node] && lon * 10_000 === network.lonE7[node],
    );
  const found = new Set<string>();
  const walk = (node: number, places: number[]): void => {
    if (places.length > steps) {
      found.add(places.join(" "));
      return;
    }
    for (let arc = network.firstArc[node]; arc < network.firstArc[node + 1]; arc += 1)
      if (network.arcRules[arc] === 0)
        walk(network.head[arc], [...places, placeOf(network.head[arc])]);
  };
  for (let node = 0; node < network.nodeCount; node += 1) walk(node, [placeOf(node)]);
  return found;
}

/** A crossing: 0 in the middle, 1 north, 2 east, 3 south, 4 west, each with a way of its own. */
const crossing = {
  nodes: [
    [0, 0],
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ],
  roads: [{ at: [0, 1] }, { at: [0, 2] }, { at: [0, 3] }, { at: [0, 4] }],
} as const;

describe("turns", () => {
  test("without restrictions no junction is split and every turn can be driven", () => {
    const { network } = build(crossing);
    assert.deepEqual([network.nodeCount, network.arcCount, network.segmentCount], [5, 8, 4]);
    assert.equal(drives(network, crossing, 2).size, 4 * 4 + 4);
  });

  test("a forbidden turn can not be driven, all others can, and only one copy is made", () => {
    const drawn = { ...crossing, turns: [{ ways: [1, 2], viaNode: 0, isOnly: false }] };
    const { network } = build(drawn);
    assert.equal(network.nodeCount, 6);
    const before = drives(build(crossing).network, crossing, 2);
    const after = drives(network, drawn, 2);
    assert.deepEqual(
      [...before].filter((drive) => !after.has(drive)),
      ["1 0 2"],
    );
    assert.deepEqual(
      [...after].filter((drive) => !before.has(drive)),
      [],
    );
    const forbidden = network.arcRules.filter((rules) => rules === arcRules.turn).length;
    assert.equal(forbidden, 1, "the turn is there for those who may ignore it");
  });

  test("only one turn allowed: the others go, turning back stays", () => {
    const drawn = { ...crossing, turns: [{ ways: [1, 2], viaNode: 0, isOnly: true }] };
    const after = drives(build(drawn).network, drawn, 2);
    const fromNorth = [...after].filter((drive) => drive.startsWith("1 0"));
    assert.deepEqual(fromNorth.sort(), ["1 0 1", "1 0 2"]);
  });

  test("over a way: forbidden only to those who came by the first way", () => {
    // Two crossings 0 and 5 with a way between them.
    const drawn: Drawn = {
      nodes: [...crossing.nodes, [0, -2], [1, -2], [-1, -2]],
      roads: [
        ...crossing.roads.slice(0, 3),
        { at: [0, 4] },
        { at: [4, 5] },
        { at: [5, 6] },
        { at: [5, 7] },
      ],
      turns: [{ ways: [1, 4, 5, 6], viaNode: -1, isOnly: false }],
    };
    const open = drives(build({ ...drawn, turns: [] }).network, drawn, 4);
    const after = drives(build(drawn).network, drawn, 4);
    assert.deepEqual(
      [...open].filter((drive) => !after.has(drive)),
      ["1 0 4 5 6"],
    );
    assert.ok(after.has("2 0 4 5 6") && after.has("1 0 4 5 7"));
  });

  test("only one way on, over ways: to be driven whole by those who came by the first way, and by nobody else", () => {
    const drawn: Drawn = {
      nodes: [...crossing.nodes, [0, -2], [1, -2], [-1, -2]],
      roads: [
        ...crossing.roads.slice(0, 3),
        // The via way is cut in two by a lane.
        { at: [0, 4, 5] },
        { at: [5, 6] },
        { at: [5, 7] },
        { at: [4, 8] },
      ],
      turns: [{ ways: [1, 4, 5], viaNode: -1, isOnly: true }],
    };
    const town = { ...drawn, nodes: [...drawn.nodes, [2, -1] as const] };
    const { network, leftOut } = build(town);
    assert.deepEqual(leftOut, {});
    const open = drives(build({ ...town, turns: [] }).network, town, 4);
    const after = drives(network, town, 4);
    const isBack = (drive: string): boolean => /^(?:.* )?(\d+) \d+ \1(?: |$)/.test(drive);
    const fromNorth = [...after].filter((drive) => drive.startsWith("1 0") && !isBack(drive));
    assert.deepEqual(fromNorth, ["1 0 4 5 6"]);
    const gone = [...open].filter((drive) => !after.has(drive));
    // All of them do as one must not: they leave the north for another way, or the via way too early or at its end.
    for (const drive of gone) assert.match(drive, /1 0 (?:[23]|4 8|4 5 7)/);
    assert.ok(after.has("2 0 4 5 7") && after.has("3 0 4 8 4"));
    assert.ok(gone.length > 5, `${gone.length}`);
  });

  test("restrictions that do not fit the roads are listed", () => {
    const { leftOut } = build({
      ...crossing,
      turns: [
        { ways: [1, 99], viaNode: 0, isOnly: false },
        { ways: [1, 2], viaNode: 3, isOnly: false },
        { ways: [1, 2, 3, 4], viaNode: -1, isOnly: false },
      ],
    });
    assert.equal(
      Object.values(leftOut).reduce((sum, count) => sum + count, 0),
      3,
    );
  });
});

describe("segments", () => {
  test("a road is cut where others meet it, and keeps its shape and length", () => {
    const { network } = build({
      nodes: [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 1],
        [0, 3],
      ],
      roads: [{ at: [0, 1, 2, 4], name: "Long Lane" }, { at: [1, 3] }],
    });
    assert.deepEqual([network.nodeCount, network.segmentCount, network.arcCount], [4, 3, 6]);
    assert.deepEqual([...network.segmentName], [0, 0, -1]);
    assert.deepEqual(network.names, ["Long Lane"]);
    assert.deepEqual([...network.firstPoint], [0, 2, 5, 7]);
    assert.ok(Math.abs(network.lengthDm[1] - 2 * network.lengthDm[0]) <= 1);
  });

  test("a loop on one junction, and a ring without any, can be driven", () => {
    const ring = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ] as const;
    const alone = build({ nodes: ring, roads: [{ at: [0, 1, 2, 3, 0] }] }).network;
    assert.deepEqual([alone.nodeCount, alone.arcCount], [2, 4]);
    for (let arc = 0; arc < alone.arcCount; arc += 1)
      assert.notEqual(alone.tail[arc], alone.head[arc]);
  });

  test("a barrier stands between its two sides; the roads up to it stay open", () => {
    const { network } = build({
      nodes: [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
      roads: [{ at: [0, 1, 2] }],
      barriers: [[1, arcRules.gate]],
    });
    assert.deepEqual([network.nodeCount, network.segmentCount], [4, 3]);
    const gated = [...network.arcRules.keys()].filter((arc) => network.arcRules[arc] !== 0);
    assert.equal(gated.length, 2);
    for (const arc of gated) assert.equal(network.lengthDm[network.arcSegment[arc]], 1);
  });

  test("what hangs together with nothing is left out and listed", () => {
    const { network, leftOut } = build({
      nodes: [
        [0, 0],
        [0, 1],
        [0, 2],
        [5, 5],
        [5, 6],
      ],
      roads: [{ at: [0, 1] }, { at: [1, 2] }, { at: [3, 4] }],
    });
    assert.equal(network.segmentCount, 2);
    assert.equal(leftOut["network road: not connected with the largest part"], 1);
  });

  test("a stub that a one-way street only leads into is left out", () => {
    const oneWay = { forward: 0, backward: arcRules.oneWay };
    const { network } = build({
      nodes: [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
      roads: [{ at: [0, 1] }, { at: [1, 2], motor: oneWay }],
    });
    assert.equal(network.segmentCount, 1);
  });
});

/** Car networks of the data's own README, found with other programs; ours has service roads and gates beside. */
const expectedNodes = { porto: 66_041, isleOfMan: 10_409, london: 6_627 } as const;

for (const [name, nodes] of Object.entries(expectedNodes) as [
  keyof typeof expectedNodes,
  number,
][]) {
  test(`real map ${name}: about as many nodes as others find, rows in order, arcs of a segment meet`, (t) => {
    const network: RoadNetwork | undefined = findRealNetwork(name);
    if (network === undefined) return t.skip("no map data (MUSTER_DATA)");
    assert.ok(
      network.nodeCount > 0.9 * nodes && network.nodeCount < 1.4 * nodes,
      `${network.nodeCount}`,
    );
    for (let arc = 0; arc < network.arcCount; arc += 1) {
      const tail: number = network.tail[arc];
      assert.ok(arc >= network.firstArc[tail] && arc < network.firstArc[tail + 1]);
      const segment = network.arcSegment[arc];
      const first: number = network.firstPoint[segment];
      const last: number = network.firstPoint[segment + 1] - 1;
      const [from, to]: number[] = network.arcForward[arc] === 1 ? [first, last] : [last, first];
      assert.equal(network.latE7[tail], network.pointLatE7[from]);
      assert.equal(network.lonE7[network.head[arc]], network.pointLonE7[to]);
    }
  });
}

test("real map porto: the restrictions are used, few do not fit, and a tenth of a percent of junctions is split", (t) => {
  const roads = findRealRoads("porto");
  const network = findRealNetwork("porto");
  if (roads === undefined || network === undefined) return t.skip("no map data (MUSTER_DATA)");
  const forbidden = network.arcRules.filter((rules) => (rules & arcRules.turn) !== 0).length;
  assert.ok(
    forbidden > 300 && forbidden < 600,
    `${forbidden} forbidden turns of ${roads.source.turns.length}`,
  );
});
