/** A forecast of a region with units away, or with guests: they come back, and go, when their time is over. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { forkState } from "../../core/state/region-state.ts";
import { unitStatuses } from "../../core/vocabulary.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { RegionPair, type Side } from "../../testing/core/region-pair.ts";
import { dueWork, opened } from "../../testing/core/scenario.ts";
import { beginFuture } from "./future.ts";
import { gatherPresent, isForecast, makeForecast, type ForecastRequest } from "./forecast.ts";

const loanHours = 3;

/** North lent its first two units, which are at work in the south. */
function helping(): RegionPair {
  const pair = new RegionPair(false);
  // A day of calls to learn from.
  for (let call = 1; call <= 60; call += 1) {
    pair.wait(1_200);
    for (const side of ["south", "north"] as const) {
      pair.do(side, opened("priority"));
      pair.do(side, { type: "incident.close", incident: call, result: "done" });
      pair.do(side, dueWork);
    }
  }
  const untilAt = pair.now() + loanHours * microsPerHour;
  pair.do("south", { type: "aid.ask", region: "north", quantity: 2, untilAt });
  pair.flow();
  pair.do("north", { type: "aid.commit", request: 1, units: [0, 1] });
  pair.flow();
  pair.do("south", { type: "aid.arrive", request: 1 });
  pair.flow();
  return pair;
}

function requestFor(pair: RegionPair, side: Side): ForecastRequest {
  return {
    region: side,
    state: forkState(pair.state(side)),
    now: pair.now(),
    positions: noOverlay,
    travel: makeStraightLine(),
    futures: 20,
    horizonMicros: 6 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 3,
  };
}

test("a forecast is made on both sides, and in each future the units are where they belong once their time is over", () => {
  const pair = helping();
  for (const side of ["south", "north"] as const) {
    const request = requestFor(pair, side);
    const making = makeForecast(request);
    let step = making.next();
    while (step.done !== true) step = making.next(false);
    assert.ok(isForecast(step.value));
    const present = gatherPresent(request);
    assert.ok(!("reason" in present), "a forecast could be made");
    const fork = forkState(present.state);
    const watch = { addCall: () => {}, addResponse: () => {}, addGivenUp: () => {}, addAdvised: () => {} }; // prettier-ignore
    const room = beginFuture(present, fork, 0, watch);
    const units = side === "south" ? [1, 2] : [0, 1];
    room.playUntil(pair.now() + (loanHours - 1) * microsPerHour);
    for (const unit of units) assert.ok(fork.columns.units.loan[unit] > 0, `${side} ${unit}`);
    room.playUntil(pair.now() + 6 * microsPerHour);
    for (const unit of units) {
      assert.equal(fork.columns.units.loan[unit], 0, `${side} ${unit}`);
      const isOff = fork.columns.units.status[unit] === unitStatuses.code.off;
      assert.equal(isOff, side === "south");
    }
  }
});
