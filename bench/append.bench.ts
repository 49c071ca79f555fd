/**
 * The full append path (validate, decide, encode, store, answer when durable) against the least that durability can
 * cost a server: a bare file log with the same batching. Its callers wait for their 640-byte line; what was queued
 * since the last sync goes into one write and one fdatasync, off the main thread. Both run in turns on the same disk
 * within one run, because a disk's sync time changes by the minute; the median turn counts. A third figure is the
 * disk alone: write and fdatasync in a blocking loop in which nobody waits and nothing else can happen.
 */

import { randomUUID } from "node:crypto";
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  write,
  writeSync,
} from "node:fs";
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
const measuredTurns = 40;
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
  readonly disk: number[];
  readonly path: number[];
}

interface SentCommand {
  readonly id: string;
  readonly body: unknown;
}

interface Load {
  readonly width: number;
  readonly batches: number;
  readonly turns: Turns;
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

  /** What clients have sent: made before the clock starts, because clients are elsewhere. */
  prepare(count: number): SentCommand[] {
    return Array.from({ length: count }, (_, n) => {
      this.#count += 1;
      const contact = this.#contacts[n % callers];
      const body = { type: "contact.describe", contact, words: `${this.#count} ${words}` };
      return JSON.parse(JSON.stringify({ id: randomUUID(), body })) as SentCommand;
    });
  }

  /** From the body of a request until it is durable. */
  async submit({ id, body }: SentCommand): Promise<void> {
    const command = commandSchema.parse(body);
    await this.#region.submit({ id, digest: id, actor, read: () => [command] });
  }

  close(): Promise<void> {
    return this.#region.close();
  }

  get position(): number {
    return this.#region.position;
  }
}

/** Lines of one file; each append resolves when its line is synced. */
class FileLog {
  readonly #file: number;
  readonly #line = Buffer.alloc(lineBytes, "x");
  #waiting: (() => void)[] = [];
  #isSyncing = false;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  append(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    if (!this.#isSyncing) {
      this.#isSyncing = true;
      setImmediate(() => this.#sync());
    }
    return promise;
  }

  /** The disk alone. */
  appendBlocking(lines: number): void {
    writeSync(this.#file, Buffer.concat(Array.from({ length: lines }, () => this.#line)));
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #sync(): void {
    const synced = this.#waiting;
    this.#waiting = [];
    const lines = Buffer.concat(synced.map(() => this.#line));
    write(this.#file, lines, (writeError) => {
      if (writeError !== null) throw writeError;
      fdatasync(this.#file, (syncError) => {
        if (syncError !== null) throw syncError;
        for (const resolve of synced) resolve();
        // The callers' next lines come with their continuations, before the next turn of the loop.
        setImmediate(() => {
          if (this.#waiting.length > 0) this.#sync();
          else this.#isSyncing = false;
        });
      });
    });
  }
}

async function measure(count: number, work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) * 1_000) / count;
}

/** So many batches of so many callers, who each wait for one append before the next. */
async function playTurn(
  world: World,
  file: FileLog,
  { width, batches, turns }: Load,
): Promise<void> {
  const count = width * batches;
  const sent = world.prepare(count);
  const all = (append: (n: number) => Promise<void>): Promise<number> => {
    const call = async (caller: number): Promise<void> => {
      for (let n = caller; n < count; n += width) await append(n);
    };
    return measure(count, async () => {
      await Promise.all(Array.from({ length: width }, (_, caller) => call(caller)));
    });
  };
  const disk = await measure(count, () => {
    for (let n = 0; n < batches; n += 1) file.appendBlocking(width);
  });
  turns.disk.push(disk);
  turns.file.push(await all(() => file.append()));
  turns.path.push(await all((n) => world.submit(sent[n])));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function rowsOf(name: string, { file, disk, path }: Turns, goal: number): Row[] {
  const against = (other: readonly number[]): number =>
    median(other.map((micros, turn) => micros / path[turn]));
  return [
    atLeast(`${name}: rate against the file log`, against(file), "x", goal),
    figure(`${name}: rate against the disk alone`, against(disk), "x"),
    figure(`${name}: commands durable`, 1e6 / median(path), "/s"),
    figure(`${name}: file log lines durable`, 1e6 / median(file), "/s"),
    figure(`${name}: lines written and synced in a blocking loop`, 1e6 / median(disk), "/s"),
  ];
}

async function recordBytes(store: EventStore, after: number): Promise<number> {
  const [record] = await store.read("bench", after, 1);
  return Buffer.byteLength(record.facts) + Buffer.byteLength(record.privateText ?? "");
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-"));
  const store = await openSqliteStore({ directory });
  const file = new FileLog(join(directory, "bare.log"));
  const world = await World.open(store);
  try {
    const makeTurns = (): Turns => ({ file: [], disk: [], path: [] });
    const [single, many] = [makeTurns(), makeTurns()];
    for (let turn = -warmTurns; turn < measuredTurns; turn += 1) {
      // The first turns warm the code and are not counted.
      const isCounted = turn >= 0;
      const ones = { width: 1, batches: singlesPerTurn, turns: isCounted ? single : makeTurns() };
      await playTurn(world, file, ones);
      const batches = batchesPerTurn;
      await playTurn(world, file, {
        width: callers,
        batches,
        turns: isCounted ? many : makeTurns(),
      });
      if (isCounted) say(`turn ${turn + 1} of ${measuredTurns}`);
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
    "full append path (validate, decide, encode, store) against a file log with the same batching, in turns",
  run,
};
