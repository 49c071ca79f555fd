import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { NodeHeap } from "./node-heap.ts";

test("nodes come out by their times, whatever was pushed and popped before", () => {
  const step = fc.oneof(
    fc.record({ node: fc.nat(30), time: fc.nat(1000) }),
    fc.constant("pop" as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new NodeHeap(200);
      const model: { node: number; time: number }[] = [];
      for (const next of steps) {
        if (next !== "pop") {
          heap.push(next.node, next.time);
          model.push(next);
        } else if (model.length > 0) {
          const least = Math.min(...model.map(({ time }) => time));
          assert.equal(heap.times[0], least);
          const node = heap.pop();
          const at = model.findIndex((each) => each.node === node && each.time === least);
          assert.ok(at >= 0);
          model.splice(at, 1);
        }
        assert.equal(heap.size, model.length);
      }
    }),
  );
});

test("it has room for so many and says when they are more", () => {
  const heap = new NodeHeap(2);
  heap.push(0, 5);
  heap.push(1, 4);
  assert.throws(() => heap.push(0, 3), /one node more than its 2/);
  assert.equal(heap.pop(), 1);
  heap.push(0, 3);
  assert.deepEqual([heap.pop(), heap.pop(), heap.size], [0, 0, 0]);
});
