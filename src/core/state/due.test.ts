import assert from "node:assert/strict";
import * as fc from "fast-check";
import { test } from "node:test";
import { clearDue, findFirstDue, setDue } from "./due.ts";

const rows = 40;

test("the heap is a model's sorted list: set, moved either way, cleared; ties go to the lower row", () => {
  // Many different times and many removals: a hole must now and then be filled from another branch of the heap.
  const step = fc.tuple(fc.nat(rows - 1), fc.nat(400), fc.nat(3));
  const steps = fc.array(step, { maxLength: 200, size: "max" });
  fc.assert(
    fc.property(steps, (history) => {
      const due = {
        dueAt: new Float64Array(rows),
        heap: new Int32Array(rows),
        heapIndex: new Int32Array(rows).fill(-1),
      };
      const count = new Int32Array(1);
      const model = new Map<number, number>();
      for (const [row, at, kind] of history) {
        // 0 takes it out, by either function.
        if (kind === 0) clearDue(due, count, row);
        else setDue(due, count, row, at);
        if (at === 0 || kind === 0) model.delete(row);
        else model.set(row, at);
        const sorted = [...model].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
        assert.equal(count[0], sorted.length);
        assert.equal(findFirstDue(due, count), sorted[0]?.[0] ?? -1);
      }
      const left = [...model].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([row]) => row);
      const taken: number[] = [];
      for (let row = findFirstDue(due, count); row >= 0; row = findFirstDue(due, count)) {
        taken.push(row);
        clearDue(due, count, row);
      }
      assert.deepEqual(taken, left);
    }),
    { numRuns: 300 },
  );
});

test("a row that the table does not have is a bug with a reason, and changes nothing", () => {
  const due = {
    dueAt: new Float64Array(2),
    heap: new Int32Array(2),
    heapIndex: new Int32Array(2).fill(-1),
  };
  const count = new Int32Array(1);
  setDue(due, count, 1, 7);
  for (const row of [2, -1, Number.NaN, 40])
    assert.throws(() => setDue(due, count, row, 5), /due work: row (?:2|-1|NaN|40) has no place/);
  assert.equal(count[0], 1);
  assert.equal(findFirstDue(due, count), 1);
});
