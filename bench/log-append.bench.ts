/**
 * What the record costs the commands: the durable command rate of 64 callers, who each wait for one append before the next,
 * with a record being kept and without, in turns within one run on the same disk; the median turn counts. Beside it: from
 * the moment an event is durable to the moment a signed checkpoint with it lies in the public folder, flat out (events may
 * then be made faster than a thread that shares the cores can hash them: what counts is the backlog of such a turn) and at a
 * steady rate that no room reaches; and how many entries a second one thread can make, hash and commit.
 */

import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "../src/core/commands.ts";
import { ukPoliceConfig } from "../src/core/presets/uk-police.ts";
import { makeClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { Metrics } from "../src/live/metrics.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { encodeEvents } from "../src/live/record/encode-events.ts";
import { RecordKeeper } from "../src/live/record/record-keeper.ts";
import { checkpointFile, RecordLog } from "../src/live/record/record-log.ts";
import { publicFolder } from "../src/live/record/tile-files.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import type { EventStore } from "../src/store/port.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import {
  atLeast,
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  sized,
} from "./bench.ts";

const callers = 64;
const turns = sized(12, 1);
const turnMillis = sized(1_200, 300);
/** As `record.everyMillis` is where nothing is configured. */
const everyMillis = 250;
/** A hundred times what the busiest room of the yardstick does (20,000 incidents an hour), and it is not flat out. */
const steadyPerSecond = sized(2_000, 100);
const steadyMillis = sized(5_000, 600);
/** Chunks of 2,000 entries that are made and committed to see how fast that goes. */
const chunks = sized(40, 2);
const actor = { account: "bench", role: "supervisor", unit: undefined } as const;
const words =
  "Two cars and a cyclist, one person trapped, the other driver is walking about. ".repeat(5);

interface World {
  readonly directory: string;
  readonly store: EventStore;
  readonly region: RegionRuntime;
  readonly contacts: readonly number[];
  readonly keeper: RecordKeeper | undefined;
}

async function open(hasRecord: boolean): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "muster-log-append-"));
  const store = await openSqliteStore({ directory });
  const log = makeLog("warn");
  const region = await RegionRuntime.open({
    id: "bench",
    store,
    clock: makeClock({ speed: 1 }),
    log,
    travel: makeStraightLine(),
    waitingCommands: 1_000,
    snapshotEvery: Number.MAX_SAFE_INTEGER,
  });
  const centre = { latE7: 540_000_000, lonE7: 30_000_000 };
  const areas = [{ code: "A", name: "Area A", ring: [], reach: [] }];
  const config = ukPoliceConfig({ id: "bench", name: "Bench", centre, areas });
  await region.runSystem({ type: "region.configure", config });
  const contacts: number[] = [];
  for (let caller = 0; caller < callers; caller += 1) {
    const { made } = await region.runSystem({ type: "contact.receive", channel: "call" });
    contacts.push(made.contact ?? 0);
  }
  const keeper = hasRecord
    ? new RecordKeeper({
        directory: join(directory, "record"),
        origin: "log.example/bench",
        everyMillis,
        witnesses: [],
        requiredWitnesses: 0,
        regions: new Map([["bench", region]]),
        store,
        log,
        metrics: new Metrics(),
      })
    : undefined;
  return { directory, store, region, contacts, keeper };
}

async function close({ keeper, region, store, directory }: World): Promise<void> {
  await region.close();
  await keeper?.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
}

interface Play {
  /** Is told each position as it is answered. */
  readonly onDurable?: (position: number) => void;
  /** All callers together send so many commands a second; left out = each sends the next one at once. */
  readonly perSecond?: number;
  readonly millis?: number;
}

/** Commands a second. */
async function play(
  { region, contacts }: World,
  { onDurable = () => {}, perSecond = Infinity, millis = turnMillis }: Play = {},
): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const call = async (contact: number): Promise<void> => {
    while (performance.now() - startedAt < millis) {
      const earlyMillis = (count * 1_000) / perSecond - (performance.now() - startedAt);
      if (earlyMillis > 0) {
        await sleep(earlyMillis);
        continue;
      }
      const command: Command = {
        type: "contact.describe",
        contact,
        words: `${count} ${words}`,
      };
      const id = randomUUID();
      const { position } = await region.submit({ id, digest: id, actor, read: () => [command] });
      count += 1;
      onDurable(position);
    }
  };
  await Promise.all(contacts.map(call));
  return (count * 1_000) / (performance.now() - startedAt);
}

/** Notes when each position was durable, and looks every few milliseconds how far the public checkpoint is. */
class Lags {
  readonly millis: number[] = [];
  #waiting: { readonly position: number; readonly at: number }[] = [];
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  constructor(directory: string) {
    this.#path = join(directory, "record", "bench", publicFolder, checkpointFile);
    this.#timer = setInterval(() => this.#look(), 10);
  }

  note(position: number): void {
    // One in sixteen is enough for a percentile.
    if (position % 16 === 0) this.#waiting.push({ position, at: performance.now() });
  }

  #look(): void {
    // The first checkpoint comes some time after the first event.
    if (this.#waiting.length === 0 || !existsSync(this.#path)) return;
    const size = Number(readFileSync(this.#path, "utf8").split("\n", 2)[1]);
    const now = performance.now();
    this.#waiting = this.#waiting.filter(({ position, at }) => {
      if (position > size) return true;
      this.millis.push(now - at);
      return false;
    });
  }

  /** What one turn leaves behind is no burden for the next one, which may be one without a record. */
  async catchUp(): Promise<void> {
    while (this.#waiting.length > 0) await sleep(10);
  }

  async end(): Promise<void> {
    await this.catchUp();
    clearInterval(this.#timer);
  }
}

/** Entries a second: parted, salted, committed to, hashed, and durable in the record's file. */
async function measureEntries({ store, directory }: World): Promise<number> {
  const chunk = await store.readChunk("bench", 100, 2_000);
  const options = { directory: join(directory, "entries"), origin: "log.example/b", history: "b" };
  const log = new RecordLog(options);
  const startedAt = performance.now();
  for (let each = 0; each < chunks; each += 1) {
    log.append(encodeEvents({ ...chunk, first: log.size + 1 }));
    if (each % 10 === 9) log.publish();
  }
  const rate = (log.size * 1_000) / (performance.now() - startedAt);
  log.close();
  return rate;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const plain = await open(false);
  const kept = await open(true);
  try {
    say("warming up");
    await play(plain);
    await play(kept);
    const lags = new Lags(kept.directory);
    const without: number[] = [];
    const withRecord: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      without.push(await play(plain));
      withRecord.push(await play(kept, { onDurable: (position) => lags.note(position) }));
      await lags.catchUp();
      say(
        `turn ${turn + 1}: ${without.at(-1)?.toFixed(0)}/s without, ${withRecord.at(-1)?.toFixed(0)}/s with`,
      );
    }
    await lags.end();
    say(`${steadyPerSecond} commands a second`);
    const steady = new Lags(kept.directory);
    const steadyRate = await play(kept, {
      onDurable: (position) => steady.note(position),
      perSecond: steadyPerSecond,
      millis: steadyMillis,
    });
    await steady.end();
    say("making entries");
    const entries = await measureEntries(kept);
    const [a, b] = [percentile(without, 0.5), percentile(withRecord, 0.5)];
    return [
      figure("durable commands without a record, 64 callers", a, "1/s"),
      figure("durable commands with a record, 64 callers", b, "1/s"),
      atLeast("with over without", b / a, "x", 0.8),
      figure("durable event to public checkpoint, median", percentile(lags.millis, 0.5), "ms"),
      atMost("durable event to public checkpoint, p99", percentile(lags.millis, 0.99), "ms", 1_000),
      figure("steady durable commands with a record", steadyRate, "1/s"),
      atMost("then event to public checkpoint, p99", percentile(steady.millis, 0.99), "ms", 1_000),
      atLeast("entries made and committed, one thread", entries, "1/s", 50_000),
    ];
  } finally {
    await close(kept);
    await close(plain);
  }
}

export const bench: Bench = {
  name: "log-append",
  about:
    "the record beside the commands: durable command rate >= 0.8x of without at 64 callers, event to signed checkpoint p99 <= 1 s, >= 50,000 entries/s",
  run,
};
