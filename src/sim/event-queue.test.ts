import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { EventQueue } from "./event-queue.ts";

test("whoever waits comes out by instant, and of one instant in the order of putting", () => {
  const capacity = 12;
  const step = fc.record({ number: fc.nat(capacity - 1), at: fc.nat(6), takes: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const queue = new EventQueue(capacity);
      let waiting: { number: number; at: number }[] = [];
      for (const { number, at, takes } of steps) {
        if (waiting.every((each) => each.number !== number)) {
          queue.put(number, at);
          waiting.push({ number, at });
        }
        // A stable sort: those of one instant keep the order in which they were put.
        waiting = waiting.toSorted((a, b) => a.at - b.at);
        for (let take = 0; take < takes && waiting.length > 0; take += 1) {
          assert.equal(queue.nextAt, waiting[0].at);
          assert.equal(queue.take(), waiting.shift()?.number);
        }
      }
      for (const { number } of waiting) assert.equal(queue.take(), number);
      assert.equal(queue.nextAt, Infinity);
    }),
  );
});

test("a number that waits already, one beside the columns and an empty queue are bugs", () => {
  const queue = new EventQueue(2);
  assert.throws(() => queue.take(), /nobody waits/);
  queue.put(1, 5);
  assert.throws(() => queue.put(1, 6), /1 waits already/);
  assert.throws(() => queue.put(2, 6), /not below 2/);
  assert.throws(() => queue.put(-1, 6), /-1 waits already, or is not below 2/);
});
