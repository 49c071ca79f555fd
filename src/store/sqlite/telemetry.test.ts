import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import * as fc from "fast-check";
import { storeLimits, type PositionSample } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import { PositionQueue } from "./position-queue.ts";
import { fileNames } from "./schema.ts";
import { Telemetry } from "./telemetry.ts";
import { withDirectory } from "./test-directory.ts";

function sample(unit: number, at: number): PositionSample {
  return { unit, at, latE7: 515_000_000 + at, lonE7: -1_000_000 - at };
}

function fieldsOf(samples: readonly PositionSample[]): Float64Array {
  return Float64Array.from(
    samples.flatMap(({ unit, at, latE7, lonE7 }) => [unit, at, latE7, lonE7]),
  );
}

test("samples that arrive out of order are read in order of time", () =>
  withDirectory(async (directory) => {
    const telemetry = new Telemetry(join(directory, "telemetry.db"));
    telemetry.write("north", fieldsOf([sample(1, 30), sample(2, 20), sample(1, 10)]));
    telemetry.write("north", fieldsOf([sample(1, 20)]));
    assert.deepEqual(telemetry.read("north", 1, 0, 100, 10), [
      sample(1, 10),
      sample(1, 20),
      sample(1, 30),
    ]);
    telemetry.close();
  }));

test("the newest of a span are found whatever the order they came in", () =>
  withDirectory(async (directory) => {
    const telemetry = new Telemetry(join(directory, "telemetry.db"));
    const property = fc.property(
      fc.uniqueArray(fc.nat(2_000), { minLength: 1, maxLength: 300 }),
      fc.nat(2_000),
      fc.nat(1_000),
      fc.integer({ min: 1, max: 120 }),
      fc.nat(1_000_000),
      (times, from, length, limit, unit) => {
        const before = telemetry.read("north", unit, 0, 1e9, 10_000).map(({ at }) => at);
        telemetry.write("north", fieldsOf(times.map((at) => sample(unit, at))));
        const expected = [...before, ...times]
          .filter((at) => at >= from && at <= from + length)
          .toSorted((a, b) => a - b)
          .slice(-limit);
        const found = telemetry.read("north", unit, from, from + length, limit);
        assert.deepEqual(
          found.map(({ at }) => at),
          expected,
        );
      },
    );
    fc.assert(property, { numRuns: 150 });
    telemetry.close();
  }));

test("the history stays bounded over restarts, also with blocks left unfilled", () =>
  withDirectory(async (directory) => {
    const path = join(directory, "telemetry.db");
    for (let run = 0; run < 110; run += 1) {
      const telemetry = new Telemetry(path);
      telemetry.write(
        "north",
        fieldsOf(Array.from({ length: 60 }, (_, n) => sample(1, run * 60 + n))),
      );
      telemetry.close();
    }
    const telemetry = new Telemetry(path);
    const kept = telemetry.read("north", 1, 0, 1e9, storeLimits.maxReadCount);
    assert.ok(
      kept.length <= storeLimits.positionHistoryPerUnit && kept.length >= 2_900,
      `${kept.length}`,
    );
    assert.equal(kept.at(-1)?.at, 110 * 60 - 1);
    telemetry.close();
    const database = new DatabaseSync(path, { readOnly: true });
    assert.equal(database.prepare("SELECT count(*) AS n FROM trails").get()?.n, 100);
    database.close();
  }));

test("a full queue drops the newest samples and counts them; the slow file loses none it took", async () => {
  const taken: number[] = [];
  const gate = Promise.withResolvers<void>();
  const queue = new PositionQueue(async (_region, fields) => {
    await gate.promise;
    taken.push(fields.length / 4);
  });
  const many = Array.from({ length: storeLimits.maxQueuedPositions - 10 }, (_, n) => sample(n, n));
  queue.add("north", many);
  queue.add("north", many.slice(0, 25));
  assert.equal(queue.dropped, 15);
  gate.resolve();
  await queue.drain();
  assert.deepEqual(taken, [storeLimits.maxQueuedPositions]);
  queue.add("north", many.slice(0, 25));
  await queue.drain();
  assert.deepEqual([queue.dropped, taken.at(-1)], [15, 25]);
});

test("a file that cannot be written costs samples, not the store", () =>
  withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    // The file is there when its thread answers.
    await store.readPositions("north", 1, 0, 10, 10);
    const blocker = new DatabaseSync(join(directory, fileNames.telemetry));
    blocker.exec("DROP TABLE trails");
    store.recordPositions("north", [sample(1, 1), sample(1, 2)]);
    await assert.rejects(store.readPositions("north", 1, 0, 10, 10));
    assert.equal(store.status.droppedPositions, 2);
    assert.equal(store.status.state, "open");
    await store.append({
      region: "north",
      expectedPosition: 0,
      commandId: "c1",
      records: [{ facts: "{}", privateText: null }],
    });
    blocker.close();
    await store.close();
  }));

test("a damaged file is made anew", () =>
  withDirectory(async (directory) => {
    const path = join(directory, "telemetry.db");
    writeFileSync(path, "not a database at all ".repeat(1_000));
    const telemetry = new Telemetry(path);
    telemetry.write("north", fieldsOf([sample(1, 30)]));
    assert.deepEqual(telemetry.read("north", 1, 0, 100, 10), [sample(1, 30)]);
    telemetry.close();
  }));

test("2,000 units with full blocks need about 1,200 bytes a block", () =>
  withDirectory(async (directory) => {
    const path = join(directory, "telemetry.db");
    const telemetry = new Telemetry(path);
    for (let at = 0; at < 50; at += 1) {
      telemetry.write(
        "north",
        fieldsOf(Array.from({ length: 2_000 }, (_, unit) => sample(unit, at))),
      );
    }
    telemetry.close();
    assert.ok(statSync(path).size < 2_000 * 1_300, `${statSync(path).size} bytes`);
  }));
