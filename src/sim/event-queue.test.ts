import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { EventQueue } from "./event-queue.ts";

test("whoever waits comes out by instant, of one instant by turn, then in the order of putting, unless it is taken away", () => {
  const capacity = 12;
  const step = fc.record({
    number: fc.nat(capacity - 1),
    at: fc.nat(6),
    turn: fc.nat(2),
    takes: fc.nat(2),
    leaves: fc.option(fc.nat(capacity - 1), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const queue = new EventQueue(capacity);
      let waiting: { number: number; at: number; turn: number }[] = [];
      for (const { number, at, turn, takes, leaves } of steps) {
        if (waiting.every((each) => each.number !== number)) {
          queue.put(number, at, turn);
          waiting.push({ number, at, turn });
        }
        if (leaves !== undefined && waiting.some((each) => each.number === leaves)) {
          queue.remove(leaves);
          waiting = waiting.filter((each) => each.number !== leaves);
          assert.equal(queue.atOf(leaves), Infinity);
        }
        // A stable sort: those of one instant and turn keep the order in which they were put.
        waiting = waiting.toSorted((a, b) => a.at - b.at || a.turn - b.turn);
        for (const each of waiting) assert.equal(queue.atOf(each.number), each.at);
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
  assert.throws(() => queue.remove(1), /1 does not wait/);
  queue.put(1, 5);
  assert.throws(() => queue.put(1, 6), /1 waits already/);
  assert.throws(() => queue.put(2, 6), /not below 2/);
  assert.throws(() => queue.put(-1, 6), /-1 waits already, or is not below 2/);
});
