/** Units between regions in a recommendation: a guest is proposed and said to be one, a lent unit is counted and not proposed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../base/instant.ts";
import { RegionPair, type Side } from "../testing/core/region-pair.ts";
import { opened } from "../testing/core/scenario.ts";
import { recommend } from "./recommend.ts";
import { makeStraightLine } from "./straight-line.ts";

const request = 1;

/** North's first two units are on their way to the south. */
function helped(): RegionPair {
  const pair = new RegionPair();
  const untilAt = pair.now() + 8 * microsPerHour;
  pair.do("south", { type: "aid.ask", region: "north", quantity: 2, untilAt });
  pair.flow();
  pair.do("north", { type: "aid.commit", request, units: [0, 1] });
  pair.do("north", { type: "request.set-out", request });
  pair.flow();
  for (const side of ["south", "north"] as const) pair.do(side, opened("immediate"));
  return pair;
}

function ask(pair: RegionPair, side: Side) {
  const travel = makeStraightLine();
  return recommend(pair.state(side), { id: "r-1", incident: 1, now: pair.now(), travel });
}

test("a guest is proposed once it is here, with whose guest it is, and whether that region wants it back", () => {
  const pair = helped();
  assert.deepEqual(ask(pair, "south").options.map(({ unit }) => unit), [0]); // prettier-ignore
  pair.do("south", { type: "aid.arrive", request });
  pair.flow();
  pair.do("north", { type: "aid.recall", request, units: [1], reason: "a fire of our own" });
  pair.flow();
  const guests = ask(pair, "south").options.map(({ unit, reasons }) => [
    unit,
    ...reasons.filter((reason) => reason.startsWith("guest")),
  ]);
  assert.deepEqual(
    guests.toSorted((a, b) => Number(a[0]) - Number(b[0])),
    [[0], [1, "guest of north"], [2, "guest of north, which wants it back"]],
  );
});

test("lent units are left out, and the recommendation says how many", () => {
  const { options, excluded } = ask(helped(), "north");
  assert.deepEqual(options.map(({ unit }) => unit), [2]); // prettier-ignore
  assert.deepEqual(excluded, [
    { cause: "lent", units: 2 },
    { cause: "outside reach", units: 1 },
  ]);
});
