/** A forecast of a region with units away, or with guests: they come back, and go, when their time is over. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { forkState } from "../../core/state/region-state.ts";
import { loanStates, unitStatuses } from "../../core/vocabulary.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { RegionPair, type Side } from "../../testing/core/region-pair.ts";
import { dueWork, opened } from "../../testing/core/scenario.ts";
import { beginFuture } from "./future.ts";
import { overdueMicros } from "./ongoing.ts";
import { gatherPresent, isForecast, makeForecast, type ForecastRequest } from "./forecast.ts";

const loanHours = 3;

/** A day of calls, which a forecast learns from. */
function ordinary(): RegionPair {
  const pair = new RegionPair(false);
  for (let call = 1; call <= 60; call += 1) {
    pair.wait(1_200);
    for (const side of ["south", "north"] as const) {
      pair.do(side, opened("priority"));
      pair.do(side, { type: "incident.close", incident: call, result: "done" });
      pair.do(side, dueWork);
    }
  }
  return pair;
}

/** North's first two units were named for the south, to be there at `etaAt`. */
function named(etaAt?: Instant): RegionPair {
  const pair = ordinary();
  const untilAt = pair.now() + loanHours * microsPerHour;
  pair.do("south", { type: "aid.ask", region: "north", quantity: 2, untilAt });
  pair.flow();
  const eta = etaAt === undefined ? {} : { etaAt: pair.now() + etaAt };
  pair.do("north", { type: "aid.commit", request: 1, units: [0, 1], ...eta });
  pair.flow();
  return pair;
}

/** They are at work there. */
function helping(): RegionPair {
  const pair = named();
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

function begin(pair: RegionPair, side: Side) {
  const present = gatherPresent(requestFor(pair, side));
  assert.ok(!("reason" in present), "a forecast could be made");
  const fork = forkState(present.state);
  const watch = { addCall: () => {}, addResponse: () => {}, addGivenUp: () => {}, addAdvised: () => {} }; // prettier-ignore
  return { room: beginFuture(present, fork, 0, watch), fork };
}

test("a forecast is made on both sides, and in each future the units are where they belong once their time is over", () => {
  const pair = helping();
  for (const side of ["south", "north"] as const) {
    const making = makeForecast(requestFor(pair, side));
    let step = making.next();
    while (step.done !== true) step = making.next(false);
    assert.ok(isForecast(step.value));
    const { room, fork } = begin(pair, side);
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

/** Minutes from now at which a unit of the south is there: the first at which it is, and the first at which it is no more. */
function stayOf(
  pair: RegionPair,
  unit: number,
): [from: number | undefined, until: number | undefined] {
  const { room, fork } = begin(pair, "south");
  let stay: [number | undefined, number | undefined] = [undefined, undefined];
  for (let minute = 1; minute <= 5 * 60; minute += 1) {
    room.playUntil(pair.now() + minute * microsPerMinute);
    const isThere = fork.columns.units.loan[unit] === loanStates.code.there;
    if (isThere && stay[0] === undefined) stay = [minute, undefined];
    if (!isThere && stay[0] !== undefined && stay[1] === undefined) stay = [stay[0], minute];
  }
  return stay;
}

test("guests on their way come when they are expected, and leave when their time is over", () => {
  const [from, until] = stayOf(named(40 * microsPerMinute), 1);
  assert.equal(from, 40);
  // One that is at a call then clears first.
  assert.ok(until !== undefined && until >= loanHours * 60, `until ${until}`);
});

test("where nobody said when, they come by when their arrival is owed", () => {
  const pair = named();
  // Half an hour until they set out, and an hour for the way.
  assert.equal(stayOf(pair, 1)[0], 90);
  pair.do("north", { type: "request.set-out", request: 1 });
  pair.flow();
  assert.equal(stayOf(pair, 1)[0], 60);
  pair.wait(3_700);
  assert.equal(stayOf(pair, 1)[0], overdueMicros / microsPerMinute);
});

test("whom its home wants back before it has come does not come", () => {
  const pair = named(40 * microsPerMinute);
  pair.do("north", { type: "aid.recall", request: 1, units: [0], reason: "a fire" });
  pair.flow();
  assert.deepEqual([stayOf(pair, 1)[0], stayOf(pair, 2)[0]], [undefined, 40]);
});

test("a lent unit that was let go is home by when its way is over, not when its time would have been", () => {
  const pair = helping();
  pair.do("south", { type: "aid.release", request: 1, reason: "quiet" });
  pair.flow();
  const { room, fork } = begin(pair, "north");
  room.playUntil(pair.now() + 59 * microsPerMinute);
  assert.equal(fork.columns.units.loan[0], loanStates.code["going home"]);
  room.playUntil(pair.now() + 61 * microsPerMinute);
  assert.equal(fork.columns.units.loan[0], loanStates.code.none);
});
