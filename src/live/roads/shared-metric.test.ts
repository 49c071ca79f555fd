import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { RandomStream } from "../../base/random.ts";
import { ClassMetric } from "../../roads/closures/class-metric.ts";
import { SharedMetric } from "../../roads/closures/shared-metric.ts";
import { contract } from "../../roads/hierarchy/contract.ts";
import { customise, makeWeights } from "../../roads/hierarchy/customise.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import { WayQuery } from "../../roads/ways/way-query.ts";
import type { ReaderData, Seen } from "../../testing/roads/metric-reader-worker.ts";
import { makeReaderTown, sumOfWays } from "../../testing/roads/metric-reader-town.ts";

const town = makeReaderTown();
const makeHierarchy = () => openHierarchy(town.topology, contract(town.topology, town.rank));
const updates = 400;
/** On a busy machine the other thread may get little time: then there are more updates, until it has seen enough. */
const [wanted, mostUpdates] = [12, 40_000];

test("another thread sees the roads before a closure or after it, never in between", async () => {
  const hierarchy = makeHierarchy();
  const classMetric = new ClassMetric(hierarchy, town.metric);
  const query = new WayQuery(hierarchy);
  const stop = new Int32Array(new SharedArrayBuffer(8));
  const workerData: ReaderData = { memory: classMetric.shared.memory, stop };
  const path = "../../testing/roads/metric-reader-worker.ts";
  const worker = new Worker(new URL(path, import.meta.url), { workerData, execArgv: [] });
  await once(worker, "message");
  const random = new RandomStream(5, "closures");
  const expected = new Map([[0, sumOfWays(query, classMetric.weights, town.pairs)]]);
  const isSeen = (): boolean => Atomics.load(stop, 1) >= wanted;
  for (let update = 0; update < updates || (!isSeen() && update < mostUpdates); update += 1) {
    const count = random.below(12);
    classMetric.shut(Array.from({ length: count }, () => random.below(town.topology.arcCount)));
    const { epoch } = classMetric.shared;
    expected.set(epoch, sumOfWays(query, classMetric.weights, town.pairs));
    await setImmediate();
  }
  Atomics.store(stop, 0, 1);
  const [seen] = (await once(worker, "message")) as [Seen];
  await worker.terminate();
  assert.equal(seen.torn, 0);
  assert.ok(seen.sums.length > 10, `the reader saw ${seen.sums.length} epochs`);
  for (const [epoch, sum] of seen.sums) assert.equal(sum, expected.get(epoch), `epoch ${epoch}`);
});

test("after any closures both copies, each in its turn, are those of a full customisation", () => {
  const hierarchy = makeHierarchy();
  const classMetric = new ClassMetric(hierarchy, town.metric);
  const random = new RandomStream(7, "both copies");
  const fresh = makeWeights(hierarchy);
  for (let update = 0; update < 60; update += 1) {
    // Some are more than a partial customisation is used for, some shut nothing new.
    const count = random.below(update % 5 === 0 ? 200 : 4);
    const before = classMetric.shared.epoch;
    const changed = classMetric.shut(
      Array.from({ length: count }, () => random.below(town.topology.arcCount)),
    );
    assert.equal(classMetric.shared.epoch - before, changed > 0 ? 1 : 0);
    customise(hierarchy, classMetric.metric, fresh);
    assert.deepEqual(classMetric.weights, fresh);
  }
  classMetric.shut([]);
  assert.deepEqual(classMetric.metric, town.metric);
});

test("memory of another hierarchy is refused", () => {
  const sizes = { arcCount: 4, slotCount: 4 };
  assert.throws(
    () => SharedMetric.over(new SharedArrayBuffer(8), sizes),
    /has 8 bytes, expected 100/,
  );
});
