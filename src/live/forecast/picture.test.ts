/** What goes to the forecast's thread is enough for what is played there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { decide } from "../../core/decide.ts";
import { loanStates } from "../../core/vocabulary.ts";
import { noOverlay } from "../../plan/positions.ts";
import { RegionPair } from "../../testing/core/region-pair.ts";
import { stateOf, takePicture } from "./picture.ts";

test("given units that help elsewhere, in the copy that went to a thread they can come home, and guests can be let go", () => {
  const pair = new RegionPair();
  const untilAt = pair.now() + 3 * microsPerHour;
  pair.do("south", { type: "aid.ask", region: "north", quantity: 2, untilAt });
  pair.flow();
  pair.do("north", { type: "aid.commit", request: 1, units: [0, 1] });
  pair.flow();
  pair.do("south", { type: "aid.arrive", request: 1 });
  pair.flow();
  const sent = (side: "south" | "north") => {
    const picture = takePicture(side, pair.state(side), noOverlay, pair.now());
    assert.ok(picture !== undefined);
    return stateOf(structuredClone(picture));
  };
  const context = { at: pair.now(), now: pair.now(), by: "a future" };
  const north = sent("north");
  const home = decide(north, { type: "aid.return", unit: 0, reason: "its time is over" }, context);
  assert.equal(home.refusal, undefined);
  assert.equal(north.columns.units.loan[0], loanStates.code.none);
  const south = sent("south");
  const free = decide(south, { type: "aid.release", request: 1, reason: "over" }, context);
  assert.equal(free.refusal, undefined);
  assert.equal(south.columns.units.loan[1], loanStates.code.none);
});
