import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { CoreEvent } from "../../core/events.ts";
import { limits } from "../../core/limits.ts";
import { evolve } from "../../core/evolve.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { smallTrace, type SmallTrace } from "../../testing/small-trace.ts";
import { RehearsalLimit } from "../asking.ts";
import { TraceRun } from "./run-trace.ts";

/** A street of three zones in a row (of a square town): a minute for each zone, half a minute within one. */
const street = {
  side: 3,
  unitsPerStation: 1,
  travel: (to: number, from: number) => {
    const dx = Math.abs(Math.floor(to / 3) - Math.floor(from / 3));
    const dy = Math.abs((to % 3) - (from % 3));
    return 30_000 + 60_000 * (dx + dy);
  },
};

function play(given: Partial<SmallTrace> & Pick<SmallTrace, "stations" | "calls">) {
  const run = new TraceRun(smallTrace({ ...street, ...given }));
  const { unit, responseMicros } = run.run();
  return [...unit].map((who, call) => [who, responseMicros[call] / 1e6]);
}

test("more incidents at once than a region holds end it with what to do, and are no bug", () => {
  const calls = [0, 1, 2, 3].map((at) => [at, 0, 0, 60] as const);
  const run = new TraceRun(smallTrace({ ...street, stations: [0], calls }));
  // As if a long trace had come this far.
  run.state.columns.head.heldIncidents[0] = limits.incidents - 2;
  assert.throws(
    () => run.run(),
    (thrown) =>
      thrown instanceof RehearsalLimit &&
      thrown.code === "rehearse.limit" &&
      /holds 1048576 incidents, which is its limit \(limit\.incidents\); rehearse fewer/.test(
        thrown.message,
      ),
  );
});

describe("cases worked by hand", () => {
  test("the nearest goes; of two equals the lower number", () => {
    const calls = [
      [10, 2, 0, 600],
      [20, 1, 0, 600],
      [30, 1, 0, 600],
    ] as const;
    // To zone 1 both stations are one zone away: unit 0 goes, though unit 1 was asked for zone 2.
    assert.deepEqual(play({ stations: [0, 2], calls }), [
      [1, 30],
      [0, 90],
      // Unit 1 clears at 10 + 30 + 600 s and is one zone away.
      [1, 640 - 30 + 90],
    ]);
  });

  test("who waits is served by grade, then by arrival, straight from the scene", () => {
    const calls = [
      [0, 0, 1, 100],
      [1, 0, 2, 100],
      [2, 0, 1, 100],
      [3, 1, 0, 100],
    ] as const;
    // Served: call 0 (at 30, clears 130), 3 (at 220, clears 320), 2 (at 410, clears 510), 1 (at 540).
    assert.deepEqual(play({ stations: [0], calls }), [
      [0, 30],
      [0, 539],
      [0, 408],
      [0, 217],
    ]);
  });

  test("at one instant the unit clears before the call comes", () => {
    const calls = [
      [0, 0, 0, 70],
      [100, 0, 0, 10],
    ] as const;
    assert.deepEqual(play({ stations: [0], calls }), [
      [0, 30],
      [0, 30],
    ]);
  });

  test("on its way home a unit is sent from where it is", () => {
    const calls = [
      [0, 2, 0, 10],
      [250, 1, 0, 10],
    ] as const;
    // At the scene at 150, clears 160, 150 s home; after 90 s it is 1.2 zones on: in zone 1.
    assert.deepEqual(play({ stations: [0], calls }), [
      [0, 150],
      [0, 30],
    ]);
  });

  test("a walk-out: the free leave at once, the busy when they clear, and who waits is served when they are back", () => {
    const calls = [
      [0, 0, 0, 100],
      [60, 0, 1, 10],
      [200, 0, 0, 10],
    ] as const;
    const units = Int32Array.of(0, 1);
    const walkout = { awayMicros: 50e6, backMicros: 1_000e6, units };
    // Unit 0 clears at 130 and goes, so both wait until 1,000: the one of grade 0 gets unit 0, the other unit 1.
    assert.deepEqual(play({ stations: [0, 0], calls, walkout }), [
      [0, 30],
      [1, 970],
      [0, 830],
    ]);
  });

  test("nobody comes where nobody is left", () => {
    const walkout = { awayMicros: 1e6, backMicros: 1e6, units: Int32Array.of(0) };
    const run = new TraceRun(smallTrace({ ...street, stations: [0], calls: [], walkout }));
    assert.deepEqual([...run.run().unit], []);
  });
});

test("the events of a rehearsal fold to the state that it has, bit by bit", () => {
  const call = fc.tuple(fc.nat(200), fc.nat(8), fc.nat(2), fc.nat(400));
  const times = fc.tuple(fc.nat(900), fc.nat(900));
  fc.assert(
    fc.property(
      fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }),
      fc.array(call, { maxLength: 30 }),
      fc.option(times, { nil: undefined }),
      (stations, some, away) => {
        let seconds = 0;
        const calls = some.map(([gap, zone, grade, scene]) => {
          seconds += gap;
          return [seconds, zone, grade, scene] as const;
        });
        const walkout =
          away === undefined
            ? undefined
            : {
                awayMicros: Math.min(...away) * 1e6,
                backMicros: Math.max(...away) * 1e6,
                units: Int32Array.of(0),
              };
        const trace = smallTrace({
          ...street,
          unitsPerStation: 2,
          stations,
          calls,
          ...(walkout === undefined ? {} : { walkout }),
        });
        const events: CoreEvent[] = [];
        const heard = new TraceRun(trace, {
          sink: { open: true, put: (event) => events.push(event) },
        });
        const quiet = new TraceRun(trace);
        assert.deepEqual(heard.run(), quiet.run());
        const folded = makeRegionState({}, false);
        for (const event of events) evolve(folded, event);
        assert.equal(hashState(folded), hashState(quiet.state));
        assert.equal(hashState(folded), hashState(heard.state));
      },
    ),
  );
});
