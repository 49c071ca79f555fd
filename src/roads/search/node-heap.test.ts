import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { NodeHeap } from "./node-heap.ts";

test("nodes come out by their least times, whatever was pushed and popped before", () => {
  const step = fc.oneof(
    fc.record({ node: fc.nat(30), time: fc.nat(1000) }),
    fc.constant("pop" as const),
    fc.constant("clear" as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new NodeHeap(31);
      const model = new Map<number, number>();
      for (const next of steps) {
        if (next === "clear") {
          heap.clear();
          model.clear();
        } else if (next === "pop") {
          if (model.size === 0) continue;
          const least = Math.min(...model.values());
          assert.equal(heap.times[0], least);
          const node = heap.pop();
          assert.equal(model.get(node), least);
          model.delete(node);
        } else {
          heap.push(next.node, next.time);
          model.set(next.node, Math.min(next.time, model.get(next.node) ?? next.time));
        }
        assert.equal(heap.size, model.size);
      }
    }),
  );
});

test("it has room for every node once", () => {
  const heap = new NodeHeap(2);
  heap.push(0, 5);
  heap.push(1, 4);
  heap.push(0, 3);
  assert.equal(heap.pop(), 0);
  assert.equal(heap.pop(), 1);
  assert.equal(heap.size, 0);
});
