/** What is kept of a fold is what reading anew gives: at any positions, in any order, while the log grows and is configured anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import { encodeEvent } from "../../core/event-codec.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { emptyStatement } from "../../record/statement/statement.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { EventRecord } from "../../store/port.ts";
import { BusyRegion } from "../../testing/core/busy-region.ts";
import { LogFolds, logRecordLimits, type ReadLogRecord } from "./read-log.ts";

const id = "busy";
const zone = new ZoneOffsets("Europe/London");
const metrics = [
  "calls",
  "first-on-scene",
  "committed-units",
  "units-on-duty",
  "zero-unit-minutes",
];

async function makeBusy() {
  const state = makeRegionState();
  const records: EventRecord[] = [];
  state.sink = { open: true, put: (event) => records.push(encodeEvent(event)) };
  const busy = new BusyRegion(state, { units: 12, callsPerHour: 30, seed: 11 });
  while (records.length < 3_000) busy.step();
  const store = new MemoryStore();
  for (let at = 0; at < records.length; at += 100)
    await store.append({
      region: id,
      expectedPosition: at,
      commandId: `c${at}`,
      records: records.slice(at, at + 100),
    });
  return { store, state, now: () => busy.now, count: records.length };
}

/** Verdicts and figures, and the whole record as it stands at that moment. */
function look({ record, position, normal }: ReadLogRecord): string {
  const [area] = record.areas;
  const period = new Date(record.from / 1_000).toISOString().slice(0, 10);
  const evaluations = metrics.map((metric) =>
    evaluate(
      { ...emptyStatement, metric, area, periods: [period], comparator: "ge", value: 3 },
      record,
    ),
  );
  return JSON.stringify({ evaluations, record, position, normal });
}

test("a kept fold and one that is made anew give one record, and the kept one reads only what came since", async () => {
  const { store, state, now, count } = await makeBusy();
  const limits = { ...logRecordLimits, events: 900, step: 250 };
  let read = 0;
  const counted = {
    readChunk: async (...asked: Parameters<MemoryStore["readChunk"]>) => {
      const chunk = await store.readChunk(...asked);
      read += chunk.count;
      return chunk;
    },
  };
  const region = (durablePosition: number) => ({ id, state, durablePosition, now });
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          durable: fc.integer({ min: 1, max: count }),
          past: fc.option(fc.integer({ min: 1, max: count }), { nil: undefined }),
          isReconfigured: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      async (asked) => {
        const kept = new LogFolds(limits);
        let durable = 1;
        for (const each of asked) {
          // A log only grows.
          durable = Math.max(durable, each.durable);
          const { policy } = state;
          if (each.isReconfigured && policy !== undefined)
            state.policy = { ...policy, config: { ...policy.config } };
          const where = { zone, until: each.past };
          const now1 = await kept.use(store, region(durable), where, look);
          const anew = await new LogFolds(limits).use(store, region(durable), where, look);
          assert.equal(now1, anew);
        }
      },
    ),
    { numRuns: 40 },
  );
  const folds = new LogFolds();
  await folds.use(counted, region(count - 10), { zone }, look);
  assert.ok(read >= count - 10);
  read = 0;
  await folds.use(counted, region(count), { zone }, look);
  assert.ok(read <= 10, `${read} events were read again`);
});

test("two checks at once have the record one after the other, and a reading that fails leaves no half of one", async () => {
  const { store, state, now, count } = await makeBusy();
  const folds = new LogFolds();
  const region = { id, state, durablePosition: count, now };
  const order: string[] = [];
  const use = (name: string, until: number) =>
    folds.use(store, region, { zone, until }, async (read) => {
      order.push(`${name} begins`);
      const before = look(read);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(look(read), before, "nobody changed it meanwhile");
      order.push(`${name} ends`);
    });
  await Promise.all([use("a", 500), use("b", 900)]);
  assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
  let isBroken = true;
  const broken = {
    readChunk: async (...asked: Parameters<MemoryStore["readChunk"]>) => {
      if (isBroken && asked[1] > 0) throw new Error("the disk is gone");
      return store.readChunk(...asked);
    },
  };
  await assert.rejects(folds.use(broken, region, { zone, until: count - 1 }, look), /disk/);
  isBroken = false;
  const after = await folds.use(broken, region, { zone, until: count - 1 }, look);
  const anew = await new LogFolds().use(store, region, { zone, until: count - 1 }, look);
  assert.equal(after, anew);
});
