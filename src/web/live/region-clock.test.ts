import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { RegionClock } from "./region-clock.ts";

function makeClock(): { clock: RegionClock; wait: (millis: number) => void } {
  let millis = 1_000;
  return {
    clock: new RegionClock(() => millis),
    wait: (more) => {
      millis += more;
    },
  };
}

test("the clock goes on from what the server said, at the region's speed", () => {
  const { clock, wait } = makeClock();
  clock.hear(5_000_000_000, 10);
  wait(2_000);
  assert.equal(clock.now(), 5_020_000_000);
});

test("jitter of the network is left alone, a real error is corrected", () => {
  const { clock, wait } = makeClock();
  clock.hear(5_000_000_000, 1);
  wait(1_000);
  clock.hear(5_001_200_000);
  assert.equal(clock.now(), 5_001_000_000);
  clock.hear(5_009_000_000);
  assert.equal(clock.now(), 5_009_000_000);
});

test("whatever the server says, the clock never steps back", () => {
  const step = fc.record({ wait: fc.nat(5_000), said: fc.integer({ min: 1, max: 10 ** 12 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { clock, wait } = makeClock();
      let last = 0;
      for (const { wait: millis, said } of steps) {
        wait(millis);
        clock.hear(said);
        assert.ok(clock.now() >= last);
        last = clock.now();
      }
    }),
  );
});
