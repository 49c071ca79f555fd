import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import type { WhatIf } from "../../core/forecast.ts";
import type { CoreEvent } from "../../core/events.ts";
import { decide } from "../../core/decide.ts";
import { evolve } from "../../core/evolve.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState, makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { BusyRegion } from "../../testing/core/busy-region.ts";
import { testLevelPlan } from "../../testing/core/level-plan.ts";
import { beginFuture } from "./future.ts";
import {
  gatherPresent,
  isForecast,
  makeForecast,
  type ForecastRequest,
  type ForecastResult,
} from "./forecast.ts";

interface Given {
  readonly units?: number;
  readonly callsPerHour?: number;
  readonly hours?: number;
  readonly seed?: number;
}

/** A room that has been at work for a while. */
function busyRoom({ units = 60, callsPerHour = 20, hours = 6, seed = 7 }: Given = {}): {
  state: RegionState;
  now: Instant;
} {
  const state = makeRegionState({}, false);
  const region = new BusyRegion(state, { units, callsPerHour, seed }, () => undefined);
  const until = region.now + hours * microsPerHour;
  while (region.now < until) region.step();
  return { state, now: region.now };
}

/** The same room in a region that has a plan for service levels. */
function withLevels({ state: live, now }: { state: RegionState; now: Instant }) {
  const state = forkState(live);
  assert.ok(state.policy);
  const config = { ...state.policy.config, levelPlan: testLevelPlan };
  const context = { now, at: now, by: "test" };
  const { refusal } = decide(state, { type: "region.configure", config }, context);
  assert.equal(refusal, undefined);
  return { state, now };
}

const nobody = {
  addCall: () => undefined,
  addResponse: () => undefined,
  addGivenUp: () => undefined,
  addAdvised: () => undefined,
};

function requestFor(
  { state, now }: { state: RegionState; now: Instant },
  more: Partial<ForecastRequest> = {},
): ForecastRequest {
  return {
    region: "test",
    state: forkState(state),
    now,
    positions: noOverlay,
    travel: makeStraightLine(),
    futures: 40,
    horizonMicros: 2 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 11,
    ...more,
  };
}

function play(request: ForecastRequest, most = Infinity): ForecastResult {
  const making = makeForecast(request);
  let step = making.next();
  while (step.done !== true) step = making.next(step.value >= most);
  return step.value;
}

function playForecast(request: ForecastRequest) {
  const result = play(request);
  assert.ok(isForecast(result));
  return result;
}

const room = busyRoom();

describe("a forecast", () => {
  test("says the same for the same state, moment and seed, and something else for another seed", () => {
    assert.deepEqual(play(requestFor(room)), play(requestFor(room)));
    assert.notDeepEqual(play(requestFor(room)), play(requestFor(room, { seed: 12 })));
  });

  test("begins with what is, and its bands hold what they say", () => {
    const forecast = playForecast(requestFor(room));
    assert.equal(forecast.present.bookedOn, room.state.columns.head.bookedOn[0]);
    assert.equal(forecast.stepsAt.length, 24);
    assert.equal(forecast.stepsAt[0] % (5 * microsPerMinute), 0);
    assert.ok(forecast.stepsAt[0] > room.now);
    for (const bands of [forecast.free, forecast.waiting])
      bands.middle.forEach((middle, step) => {
        const order = [bands.low95, bands.low80, bands.middle, bands.high80, bands.high95];
        const values = order.map((band) => band[step]);
        assert.deepEqual(
          values,
          values.toSorted((a, b) => a - b),
        );
        assert.ok(Number.isInteger(middle));
        assert.ok(bands.inside80[step] >= 0.8 && bands.inside95[step] >= 0.95);
        assert.ok(bands.inside80[step] <= bands.inside95[step]);
      });
  });

  test("ends early when it is told to, with the futures it has", () => {
    const result = play(requestFor(room), 7);
    assert.ok(isForecast(result));
    assert.equal(result.futures, 7);
  });

  test("writes nothing into the live state and leaves its own as it was", () => {
    const before = hashState(room.state);
    const request = requestFor(room);
    const own = hashState(request.state);
    play(request);
    assert.equal(hashState(room.state), before);
    assert.equal(hashState(request.state), own);
  });

  test("is not made from fewer than ten incidents, and says so", () => {
    const result = play(requestFor(busyRoom({ hours: 0.1 })));
    assert.ok("reason" in result);
    assert.equal(result.reason, "too few incidents");
  });

  test("is not made without a configuration", () => {
    const result = play(requestFor({ state: makeRegionState({}, false), now: room.now }));
    assert.deepEqual("reason" in result && result.reason, "no configuration");
  });
});

describe("a future", () => {
  const checkHistory = (from: typeof room, whatIf: WhatIf, future: number): void => {
    const request = requestFor(from, { whatIf });
    const present = gatherPresent(request);
    assert.ok(!("reason" in present));
    const folded = forkState(request.state);
    const events: CoreEvent[] = [];
    const sink = { open: true, put: (event: CoreEvent) => void events.push(event) };
    const played = beginFuture(present, forkState(request.state), future, nobody, sink);
    played.playUntil(from.now + 3 * microsPerHour);
    assert.ok(events.length > 50, `future ${future} has ${events.length} events`);
    for (const event of events) evolve(folded, event);
    assert.equal(hashState(folded), hashState(played.state), `future ${future}`);
  };

  test("is a history of the core: its events, folded from the live state, give its state", () => {
    for (let future = 0; future < 5; future += 1) checkHistory(room, {}, future);
  });

  test("is one, too, where a service level defers what comes and what is open", () => {
    for (let future = 0; future < 5; future += 1)
      checkHistory(withLevels(room), { level: "life only", lent: 3 }, future);
  });

  test("keeps its luck whatever else is asked: calls of a what-if are the calls of the forecast", () => {
    const asItIs = playForecast(requestFor(room));
    const recalled = playForecast(
      requestFor(room, { whatIf: { recalled: 20, recalledMinutes: 30 } }),
    );
    const calls = (of: typeof asItIs) => of.grades.immediate?.waits.map((wait) => wait.calls);
    assert.deepEqual(calls(asItIs), calls(recalled));
  });
});

describe("what if", () => {
  const last = (values: readonly number[]) => values[values.length - 1];
  const ask = (whatIf: WhatIf) => playForecast(requestFor(room, { whatIf }));
  const asItIs = playForecast(requestFor(room));

  test("units are lent: they are there when they were to be there, and not before", () => {
    const lent = ask({ lent: 10, lentMinutes: 60 });
    const steps = lent.stepsAt.map((at) => (at - room.now) / microsPerMinute);
    const early = steps.findLastIndex((minutes) => minutes < 60);
    assert.equal(lent.bookedOn[early], asItIs.bookedOn[early]);
    assert.equal(last(lent.bookedOn), last(asItIs.bookedOn) + 10);
    assert.ok(last(lent.free.middle) > last(asItIs.free.middle));
  });

  test("units are recalled: they come one after the other", () => {
    const recalled = ask({ recalled: 12, recalledMinutes: 90 });
    const between = recalled.bookedOn.filter(
      (on, step) => on > asItIs.bookedOn[step] && on < asItIs.bookedOn[step] + 12,
    );
    assert.ok(between.length > 5, `between none and all at ${between.length} steps`);
  });

  test("another service level is decided on: what it defers no longer waits for a unit", () => {
    const planned = withLevels(room);
    const demandFactor = 3;
    const normal = playForecast(requestFor(planned, { whatIf: { demandFactor } }));
    const level = "life only";
    const raised = playForecast(requestFor(planned, { whatIf: { demandFactor, level } }));
    assert.ok(last(raised.waiting.middle) <= last(normal.waiting.middle));
    assert.ok(last(raised.free.middle) > last(normal.free.middle));
  });

  test("twice the calls come: fewer units are free", () => {
    const busier = ask({ demandFactor: 2 });
    assert.ok(busier.learnt.callsPerHour > 1.9 * asItIs.learnt.callsPerHour);
    assert.ok(last(busier.free.middle) < last(asItIs.free.middle));
  });
});

describe("the roster", () => {
  /** Ten units that are off have a shift from half an hour on, for an hour. */
  const planned = ((): typeof room => {
    const state = forkState(room.state);
    const { status } = state.columns.units;
    const off = Array.from(status.keys()).filter((unit) => unit < 60 && status[unit] === 0);
    for (const unit of off.slice(0, 10)) {
      const fromAt = room.now + 30 * microsPerMinute;
      const decision = decide(
        state,
        { type: "shift.plan", of: { unit }, fromAt, untilAt: fromAt + microsPerHour },
        { now: room.now, at: room.now, by: "test" },
      );
      assert.equal(decision.refusal, undefined);
    }
    return { state, now: room.now };
  })();
  const asItIs = playForecast(requestFor(room));
  const extra = (of: typeof asItIs, minutes: number) => {
    const step = asItIs.stepsAt.findLastIndex((at) => at <= room.now + minutes * microsPerMinute);
    return of.bookedOn[step] - asItIs.bookedOn[step];
  };

  test("units come when their shift begins and go when it ends; nearly all of them", () => {
    const forecast = playForecast(requestFor(planned));
    assert.deepEqual(forecast.learnt.shifts, { ahead: 10, came: 0, stayedAway: 0 });
    assert.equal(extra(forecast, 25), 0);
    assert.ok(extra(forecast, 60) >= 8 && extra(forecast, 60) <= 10);
    // Who is at a scene by then goes when it clears.
    assert.ok(extra(forecast, 118) < extra(forecast, 60));
  });

  test("what if nobody else comes", () => {
    const alone = playForecast(requestFor(planned, { whatIf: { nobodyElse: true } }));
    assert.deepEqual(alone.bookedOn, asItIs.bookedOn);
  });
});
