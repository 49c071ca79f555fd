import assert from "node:assert/strict";
import { test } from "node:test";
import { LeftOut } from "../source/map-fault.ts";
import type { OsmMember } from "./osm-data.ts";
import { listTurns } from "./turn-restrictions.ts";

const way = (ref: number, role: string): OsmMember => ({ kind: "way", ref, role });
const node = (ref: number): OsmMember => ({ kind: "node", ref, role: "via" });
const atNode = [way(1, "from"), node(50), way(2, "to")];
const overWays = [way(1, "from"), way(7, "via"), way(8, "via"), way(2, "to")];

/** What comes of one relation: turns as "ways at node, only or no", or the reason why it is left out. */
function check(tags: Readonly<Record<string, string>>, members: readonly OsmMember[]): string[] {
  const leftOut = new LeftOut();
  const nodeOf = (id: number): number => (id === 50 ? 5 : -1);
  const turns = listTurns([{ id: 9, tags, members: [...members] }], nodeOf, leftOut);
  for (const { elements } of leftOut.list()) assert.deepEqual(elements, ["relation 9"]);
  return [
    ...turns.map(
      ({ ways, viaNode, isOnly }) => `${isOnly ? "only" : "no"} ${ways.join(" ")} at ${viaNode}`,
    ),
    ...leftOut.list().map(({ reason }) => reason),
  ];
}

test("a relation makes turns over a node or over ways, forbidden or the only ones, or says why not", () => {
  const no = { restriction: "no_left_turn" };
  const only = { restriction: "only_straight_on" };
  for (const [tags, members, expected] of [
    [no, atNode, ["no 1 2 at 5"]],
    [only, atNode, ["only 1 2 at 5"]],
    [no, overWays, ["no 1 7 8 2 at -1"]],
    [only, overWays, ["only 1 7 8 2 at -1"]],
    [no, [...atNode, way(3, "to")], ["no 1 2 at 5", "no 1 3 at 5"]],
    [{ ...no, "restriction:motorcar": "only_left_turn" }, atNode, ["only 1 2 at 5"]],
    [{ ...no, except: "bus;bicycle" }, atNode, ["no 1 2 at 5"]],
    [{ ...no, except: "motorcar" }, atNode, ["turn restriction except for cars"]],
    [{ "restriction:hgv": "no_left_turn" }, atNode, ["turn restriction for other vehicles only"]],
    [
      { "restriction:conditional": "no_left_turn @ (07:00-09:00)" },
      atNode,
      ["turn restriction at certain hours only"],
    ],
    [{ ...no, hour_on: "7" }, atNode, ["turn restriction at certain hours only"]],
    [{ restriction: "give_way" }, atNode, ["turn restriction of the kind give_way"]],
    [no, [node(50), way(2, "to")], ["turn restriction without a way from or to"]],
    [no, [way(1, "from"), way(2, "to")], ["turn restriction without a place to turn"]],
    [no, [...atNode, node(51)], ["turn restriction over several nodes"]],
    [
      no,
      [way(1, "from"), node(51), way(2, "to")],
      ["turn restriction at a node that no road of the map has"],
    ],
  ] as const)
    assert.deepEqual(check(tags, members), expected, JSON.stringify(tags));
});
