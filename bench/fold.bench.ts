/**
 * Reading and folding a log of 1,000,000 events, against the least it can cost: JSON.parse of the same bytes, with the
 * reading left out. The log is written by the core itself (a region at work for some days, recommendations stored
 * with the allocations as the live loop stores them) into the embedded store; what is measured runs in a process of
 * its own, so that its memory is its own. Then the same region is opened with a snapshot.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashState } from "../src/core/state/hash.ts";
import { encodeSnapshot } from "../src/core/state/snapshot.ts";
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
import { writeBusyLog } from "./load/busy-log.ts";
import type { FoldFigures } from "./load/fold-process.ts";

const benchRegion = "bench";
/** Events after the snapshot that reopening folds, as a crash between two snapshots leaves them. */
const afterSnapshot = sized(5_000, 500);

/** Writes about `count` events; a snapshot is taken `afterSnapshot` before the end. */
async function writeLog(
  store: EventStore,
  count: number,
  say: BenchOptions["say"],
): Promise<{ readonly events: number; readonly hash: string }> {
  let snapshot: { readonly position: number; readonly bytes: Uint8Array } | undefined;
  const { events, state } = await writeBusyLog(store, benchRegion, {
    units: 300,
    callsPerHour: 120,
    say,
    isDone: (at) => {
      const position = at.columns.head.position[0];
      if (snapshot === undefined && position >= count - afterSnapshot)
        snapshot = { position, bytes: encodeSnapshot(at) };
      return position >= count;
    },
  });
  if (snapshot !== undefined) await store.saveSnapshot(benchRegion, snapshot);
  return { events, hash: hashState(state) };
}

/** Runs the measuring process on the data directory. */
function measure(directory: string): Promise<FoldFigures> {
  return new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, "load", "fold-process.ts");
    const child = spawn(process.execPath, [script, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (data: Buffer) => (text += data.toString("utf8")));
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(text) as FoldFigures);
      else reject(new Error(`the measuring process ended with ${code}`));
    });
  });
}

async function run({ say, args }: BenchOptions): Promise<Row[]> {
  const count = Number(args[0] ?? sized(1_000_000, 2_000));
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-fold-"));
  try {
    const store = await openSqliteStore({ directory });
    const written = await writeLog(store, count, say);
    await store.close();
    say("folding");
    const figures = await measure(directory);
    if (figures.hash !== written.hash || figures.reopenedHash !== written.hash)
      throw new Error(
        `the folded state differs: ${JSON.stringify(figures)}, written ${written.hash}`,
      );
    const bytesPerEvent = Math.round(figures.bytes / written.events);
    return [
      atLeast(
        "read and folded, share of bare JSON.parse",
        figures.parseSeconds / figures.foldSeconds,
        "x",
        0.5,
      ),
      atMost("reopening with a snapshot", figures.reopenSeconds, "s", 1),
      figure("peak memory of the folding process", figures.peakMegabytes, "MB"),
      figure("events", written.events, "events"),
      figure("events folded", written.events / figures.foldSeconds, "events/s"),
      figure("bare JSON.parse of the same bytes", figures.parseSeconds, "s"),
      figure("read and folded", figures.foldSeconds, "s"),
      figure("size of an event", bytesPerEvent, "bytes"),
      figure("size of the store's state", figures.stateMegabytes, "MB"),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "fold",
  about:
    "1,000,000 events read and folded >= 0.5x of bare JSON.parse of the same bytes; reopening with a snapshot <= 1 s",
  run,
};
