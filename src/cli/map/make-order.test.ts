import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeGrid } from "../../testing/roads/hand-topology.ts";
import { makeOrder } from "../../roads/order/order.ts";
import { makeOrderInThreads } from "./make-order.ts";

// Two islands, so that there is more than one part from the first reply on.
const grid = makeGrid(120, 100, (from, to) => from % 120 !== 70 || to !== from + 1);

describe("the order in threads", () => {
  test("is the same with any number of threads, and progress never falls", async () => {
    const alone = makeOrder(grid);
    for (const threads of [1, 2, 3]) {
      const shares: number[] = [];
      const order = await makeOrderInThreads(grid, {
        threads,
        onProgress: (share) => void shares.push(share),
      });
      assert.deepEqual(order, alone, `${threads} threads`);
      assert.ok(shares.length > 2);
      assert.deepEqual(
        shares,
        shares.toSorted((a, b) => a - b),
      );
      assert.equal(shares.at(-1), 1);
    }
  });

  test("a small map needs no thread", async () => {
    const small = makeGrid(20, 20);
    assert.deepEqual(await makeOrderInThreads(small), makeOrder(small));
  });

  test("is given up when asked to", async () => {
    await assert.rejects(makeOrderInThreads(grid, { signal: AbortSignal.abort() }), {
      name: "AbortError",
    });
    const abort = new AbortController();
    const order = makeOrderInThreads(grid, {
      threads: 2,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error("enough")),
    });
    await assert.rejects(order, { message: "enough" });
  });
});
