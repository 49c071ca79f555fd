/**
 * The full append path (validate, decide, encode, store, answer when durable) against the least that durability can
 * cost: a bare file to which 640-byte lines are appended with one write and one fdatasync per batch. Both run in
 * turns on the same disk within one run, because a disk's sync time changes by the minute. The median turn counts.
 */

import { randomUUID } from "node:crypto";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ukPoliceConfig } from "../src/core/presets/uk-police.ts";
import { makeClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import type { EventStore } from "../src/store/port.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { commandSchema } from "../src/wire/command-schema.ts";
import { atLeast, figure, type Bench, type BenchOptions, type Row } from "./bench.ts";

const lineBytes = 640;
const turns = 40;
const warmTurns = 10;
/** Batches in one turn, for one caller and for many. */
const singlesPerTurn = 60;
const batchesPerTurn = 20;
const callers = 64;
const actor = { account: "bench", role: "supervisor", unit: undefined } as const;
/** Makes the record of a `contact.describe` about as long as the file's line; its real size is a row. */
const words =
  "Two cars and a cyclist, one person trapped, the other driver is walking about. ".repeat(5);

/** Microseconds that one command took, in each turn. */
interface Turns {
  readonly file: number[];
  readonly path: number[];
}

class World {
  readonly #region: RegionRuntime;
  readonly #contacts: number[] = [];
  #count = 0;

  private constructor(region: RegionRuntime) {
    this.#region = region;
  }

  static async open(store: EventStore): Promise<World> {
    const region = await RegionRuntime.open({
      id: "bench",
      store,
      clock: makeClock({ speed: 1 }),
      log: makeLog("warn"),
      travel: makeStraightLine(),
      waitingCommands: 1_000,
      snapshotEvery: Number.MAX_SAFE_INTEGER,
    });
    const centre = { latE7: 540_000_000, lonE7: 30_000_000 };
    const areas = [{ code: "A", name: "Area A", ring: [], reach: [] }];
    const config = ukPoliceConfig({ id: "bench", name: "Bench", centre, areas });
    await region.runSystem({ type: "region.configure", config });
    const world = new World(region);
    for (let caller = 0; caller < callers; caller += 1) {
      const { made } = await region.runSystem({ type: "contact.receive", channel: "call" });
      world.#contacts.push(made.contact ?? 0);
    }
    return world;
  }

  /** One command as a client sends it, until it is durable. */
  async describe(caller: number): Promise<void> {
    this.#count += 1;
    const sent = {
      type: "contact.describe",
      contact: this.#contacts[caller],
      words: `${this.#count} ${words}`,
    };
    const command = commandSchema.parse(sent);
    const id = randomUUID();
    await this.#region.submit({ id, digest: id, actor, read: () => [command] });
  }

  close(): Promise<void> {
    return this.#region.close();
  }

  get position(): number {
    return this.#region.position;
  }
}

class BareFile {
  readonly #file: number;
  readonly #lines: Buffer;

  constructor(path: string) {
    this.#file = openSync(path, "a");
    this.#lines = Buffer.alloc(lineBytes * callers, "x");
  }

  append(lines: number): void {
    writeSync(this.#file, this.#lines, 0, lines * lineBytes);
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

async function measure(count: number, work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) * 1_000) / count;
}

async function playTurn(world: World, file: BareFile, single: Turns, many: Turns): Promise<void> {
  single.file.push(
    await measure(singlesPerTurn, () => {
      for (let n = 0; n < singlesPerTurn; n += 1) file.append(1);
    }),
  );
  single.path.push(
    await measure(singlesPerTurn, async () => {
      for (let n = 0; n < singlesPerTurn; n += 1) await world.describe(n % callers);
    }),
  );
  const commands = batchesPerTurn * callers;
  many.file.push(
    await measure(commands, () => {
      for (let n = 0; n < batchesPerTurn; n += 1) file.append(callers);
    }),
  );
  const call = async (caller: number): Promise<void> => {
    for (let n = 0; n < batchesPerTurn; n += 1) await world.describe(caller);
  };
  many.path.push(
    await measure(commands, async () => {
      await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function rowsOf(name: string, { file, path }: Turns, goal: number): Row[] {
  const ratio = median(file.map((micros, turn) => micros / path[turn]));
  return [
    atLeast(`${name}: rate against the bare file`, ratio, "x", goal),
    figure(`${name}: commands durable`, 1e6 / median(path), "/s"),
    figure(`${name}: bare file lines durable`, 1e6 / median(file), "/s"),
  ];
}

async function recordBytes(store: EventStore, after: number): Promise<number> {
  const [record] = await store.read("bench", after, 1);
  return Buffer.byteLength(record.facts) + Buffer.byteLength(record.privateText ?? "");
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-"));
  const store = await openSqliteStore({ directory });
  const file = new BareFile(join(directory, "bare.log"));
  const world = await World.open(store);
  try {
    const single: Turns = { file: [], path: [] };
    const many: Turns = { file: [], path: [] };
    // The first turns warm the code and are not counted.
    for (let turn = 0; turn < warmTurns; turn += 1)
      await playTurn(world, file, { file: [], path: [] }, { file: [], path: [] });
    for (let turn = 0; turn < turns; turn += 1) {
      await playTurn(world, file, single, many);
      say(`turn ${turn + 1} of ${turns}`);
    }
    return [
      ...rowsOf("one caller", single, 0.6),
      ...rowsOf(`${callers} callers`, many, 0.5),
      figure("record of a command", await recordBytes(store, world.position - 1), "bytes"),
    ];
  } finally {
    file.close();
    await world.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "append",
  about:
    "full append path (validate, decide, encode, store) against a bare file with fdatasync, in turns",
  run,
};
