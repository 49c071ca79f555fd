/**
 * The full append path (validate, decide, encode, store, answer when durable) against the least that durability can
 * cost a server: a bare file log with the same batching. Its callers wait for their 640-byte line; what was queued
 * since the last sync goes into one write and one fdatasync, off the main thread. Both run in turns on the same disk
 * within one run, because a disk's sync time changes by the minute; the median turn counts. A third figure is the
 * disk alone: write and fdatasync in a blocking loop in which nobody waits and nothing else can happen. Beside the
 * medians stand the rates of the undisturbed windows (append/windows.ts), for machines that are never quiet, and at the
 * end the same path with the store in memory: what is left of it without threads and disk.
 */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ukPoliceConfig } from "../src/core/presets/uk-police.ts";
import { makeClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { MemoryStore } from "../src/store/memory.ts";
import type { EventStore } from "../src/store/port.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { commandSchema } from "../src/wire/command-schema.ts";
import { quickParse } from "../src/wire/quick-parse.ts";
import { FileLog } from "./append/file-log.ts";
import { undisturbedMicros } from "./append/windows.ts";
import { atLeast, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const measuredTurns = sized(120, 1);
const warmTurns = sized(60, 1);
const memoryTurns = sized(10, 1);
/** Batches in one turn, for one caller and for many. */
const singlesPerTurn = 30;
const batchesPerTurn = 10;
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
  /** Milliseconds at which each line and each command was answered, turn by turn. */
  readonly fileMoments: number[][];
  readonly pathMoments: number[][];
}

const makeTurns = (): Turns => ({
  file: [],
  disk: [],
  path: [],
  fileMoments: [],
  pathMoments: [],
});

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
    const { success, data: command } = quickParse(commandSchema, body);
    assert(success, "the bench sends what fits");
    await this.#region.submit({ id, digest: id, actor, read: () => [command] });
  }

  close(): Promise<void> {
    return this.#region.close();
  }

  get position(): number {
    return this.#region.position;
  }
}

async function measure(count: number, work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return ((performance.now() - startedAt) * 1_000) / count;
}

/** So many callers, who each wait for one append before the next; notes when each was answered. */
async function callAll(
  count: number,
  width: number,
  moments: number[],
  append: (n: number) => Promise<void>,
): Promise<void> {
  const call = async (caller: number): Promise<void> => {
    for (let n = caller; n < count; n += width) {
      await append(n);
      moments.push(performance.now());
    }
  };
  await Promise.all(Array.from({ length: width }, (_, caller) => call(caller)));
}

async function playTurn(
  world: World,
  file: FileLog,
  { width, batches, turns }: Load,
): Promise<void> {
  const count = width * batches;
  const sent = world.prepare(count);
  const disk = await measure(count, () => {
    for (let n = 0; n < batches; n += 1) file.appendBlocking(width);
  });
  turns.disk.push(disk);
  const fileMoments: number[] = [];
  const pathMoments: number[] = [];
  turns.file.push(
    await measure(count, () => callAll(count, width, fileMoments, () => file.append())),
  );
  turns.path.push(
    await measure(count, () => callAll(count, width, pathMoments, (n) => world.submit(sent[n]))),
  );
  turns.fileMoments.push(fileMoments);
  turns.pathMoments.push(pathMoments);
}

/** The same path where nothing is kept on a disk, after the turns that count: its memory would slow them down. */
async function playInMemory(): Promise<number> {
  const world = await World.open(new MemoryStore());
  const turns: number[][] = [];
  try {
    for (let turn = 0; turn < memoryTurns; turn += 1) {
      const count = callers * batchesPerTurn;
      const sent = world.prepare(count);
      const moments: number[] = [];
      await callAll(count, callers, moments, (n) => world.submit(sent[n]));
      turns.push(moments);
    }
  } finally {
    await world.close();
  }
  return undisturbedMicros(turns);
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

/** Rates of the undisturbed windows. */
function undisturbedRows(name: string, { fileMoments, pathMoments }: Turns): Row[] {
  const [file, path] = [undisturbedMicros(fileMoments), undisturbedMicros(pathMoments)];
  return [
    figure(`${name}: rate against the file log, undisturbed`, file / path, "x"),
    figure(`${name}: commands durable, undisturbed`, 1e6 / path, "/s"),
    figure(`${name}: file log lines durable, undisturbed`, 1e6 / file, "/s"),
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
      ...undisturbedRows(`${callers} callers`, many),
      figure(
        `${callers} callers: commands with the store in memory, undisturbed`,
        1e6 / (await playInMemory()),
        "/s",
      ),
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
