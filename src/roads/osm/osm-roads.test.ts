import assert from "node:assert/strict";
import { test } from "node:test";
import { LeftOut } from "../source/map-fault.ts";
import type { Tags } from "./osm-data.ts";
import { roadsFromOsm } from "./osm-roads.ts";

function readWays(...tags: readonly Tags[]) {
  const leftOut = new LeftOut();
  const nodes = {
    count: 2,
    id: Float64Array.of(1, 2),
    latE7: Int32Array.of(0, 1_000),
    lonE7: Int32Array.of(0, 1_000),
  };
  const ways = tags.map((each, at) => ({ id: 70 + at, tags: each, refs: Float64Array.of(1, 2) }));
  const counts = { nodes: 2, ways: ways.length, relations: 0 };
  const source = roadsFromOsm(
    { nodes, taggedNodes: [], ways, relations: [], dataSeconds: 0, counts },
    leftOut,
  );
  return { source, list: leftOut.list() };
}

test("a rule of access, direction or speed at certain hours is listed with the way, which is a road all the same", () => {
  const plain = { highway: "residential", name: "Rua Nova" };
  const { source, list } = readWays(
    plain,
    { ...plain, "motor_vehicle:conditional": "no @ (Mo-Fr 08:00-20:00)" },
    { ...plain, "oneway:conditional": "yes @ (07:00-09:00)", "surface:conditional": "x @ wet" },
    { ...plain, "maxspeed:forward:conditional": "30 @ (22:00-06:00)" },
    { ...plain, opening_hours: "sunrise-sunset" },
    { building: "yes", "access:conditional": "no @ night" },
  );
  assert.deepEqual(Object.fromEntries(list.map(({ reason, elements }) => [reason, elements])), {
    "not applied, holds at certain hours: maxspeed:forward:conditional": ["way 73"],
    "not applied, holds at certain hours: motor_vehicle:conditional": ["way 71"],
    "not applied, holds at certain hours: oneway:conditional": ["way 72"],
    "not applied, holds at certain hours: opening_hours": ["way 74"],
  });
  assert.equal(source.roads.length, 5);
  const [first, ...others] = source.roads.map(({ wayId: _wayId, ...road }) => road);
  for (const other of others) assert.deepEqual(other, first, "the rules that it has without");
});
