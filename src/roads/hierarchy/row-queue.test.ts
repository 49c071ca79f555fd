import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { RowQueue } from "./row-queue.ts";

test("rows come out in ascending order, each once, with those added meanwhile", () => {
  const size = 100_000;
  const rows = fc.array(fc.nat(size - 1), { maxLength: 60 });
  fc.assert(
    fc.property(rows, rows, (atFirst, later) => {
      const queue = new RowQueue(size);
      const model = new Set(atFirst);
      for (const row of atFirst) queue.add(row);
      let last = -1;
      for (let row = queue.takeNext(0); row >= 0; row = queue.takeNext(row)) {
        assert.equal(row, Math.min(...model));
        assert.ok(row > last);
        model.delete(row);
        last = row;
        const next = later.pop();
        if (next === undefined || next <= row) continue;
        queue.add(next);
        model.add(next);
      }
      assert.equal(model.size, 0);
    }),
  );
});

test("the ends of words and of the whole are rows like any other", () => {
  const edges = [0, 31, 32, 1023, 1024, 32_767, 32_768, 65_535];
  const queue = new RowQueue(65_536);
  for (const row of [...edges].reverse()) queue.add(row);
  const taken = edges.map(() => queue.takeNext(0));
  assert.deepEqual(taken, edges);
  assert.equal(queue.takeNext(0), -1);
});
