/**
 * Proofs of a record's log at 10^5, 10^6 and 10^7 entries: inclusion of a random entry and consistency from a random older
 * size, each worked out from the tiles in the record's database as a server does it. The trees have leaf hashes that are
 * counters; nothing in a proof depends on what is in an entry. Memory is that of a process of its own which opens the log,
 * proves 4,000 times and appends 40,000 entries.
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomStream } from "../src/base/random.ts";
import { RecordDatabase } from "../src/live/record/record-database.ts";
import { RecordLog } from "../src/live/record/record-log.ts";
import { sha256 } from "../src/live/record/node-crypto.ts";
import { Frontier, type Tile } from "../src/record/tree/frontier.ts";
import { makeTreeHasher } from "../src/record/tree/hash.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const sizes = [sized(100_000, 1_000), sized(1_000_000, 2_000), sized(10_000_000, 4_000)] as const;
const proofs = sized(400, 5);
const seed = 20_261_129;
const origin = "log.example/bench";
const keepGoing = join(import.meta.dirname, "record/keep-going.ts");

/** Only the last entry has a row: the size of the log is its index plus one. */
function grow(directory: string, frontier: Frontier, size: number): void {
  const database = new RecordDatabase(directory);
  const leaf = Buffer.alloc(32);
  let full: Tile[] = [];
  const keep = (): void => {
    const { size: now } = frontier;
    const row = { entry: new Uint8Array(1), factsSalt: null, textSalt: null };
    database.append(now - 1, [row], full, frontier.listOpen());
    full = [];
  };
  while (frontier.size < size) {
    leaf.writeUInt32BE(frontier.size, 0);
    frontier.append(leaf, (tile) => full.push(tile));
    if (full.length >= 1_000) keep();
  }
  if (database.size < size) keep();
  database.close();
}

/** A process of its own opens a copy, proves and goes on: what growing it here has left in memory does not count. */
function measureMemory(directory: string): number {
  const copy = `${directory}-copy`;
  try {
    cpSync(directory, copy, { recursive: true });
    // A small young generation: how much garbage lies about is not what is asked.
    const args = ["--expose-gc", "--max-semi-space-size=1", keepGoing, copy, String(seed)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    const bytes = Number(stdout);
    if (!(bytes > 0)) throw new Error(`no memory was measured: ${stderr}`);
    return bytes;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function time(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  await Promise.resolve();
  const directory = mkdtempSync(join(tmpdir(), "muster-log-proof-"));
  const random = new RandomStream(seed, "log-proof");
  const frontier = new Frontier(makeTreeHasher(sha256));
  const rows: Row[] = [];
  const memory: number[] = [];
  try {
    for (const size of sizes) {
      say(`growing to ${size}`);
      grow(directory, frontier, size);
      const log = new RecordLog({ directory, origin, history: "bench" });
      const inclusions: number[] = [];
      const consistencies: number[] = [];
      for (let each = 0; each < proofs; each += 1) {
        const index = Math.floor(random.uniform() * size);
        inclusions.push(time(() => log.proveInclusion(index, size)));
        consistencies.push(time(() => log.proveConsistency(index + 1, size)));
      }
      log.close();
      const megabytes = measureMemory(directory) / 1e6;
      memory.push(megabytes);
      const at = `10^${Math.log10(size)}`;
      rows.push(
        figure(`inclusion proof at ${at}, median`, percentile(inclusions, 0.5), "ms"),
        atMost(`inclusion proof at ${at}, p99`, percentile(inclusions, 0.99), "ms", 5),
        figure(`consistency proof at ${at}, median`, percentile(consistencies, 0.5), "ms"),
        atMost(`consistency proof at ${at}, p99`, percentile(consistencies, 0.99), "ms", 50),
        figure(`memory of a process that keeps it, at ${at}`, megabytes, "MB"),
      );
    }
    rows.push(atMost("memory at 10^7 over 10^5", memory[2] / memory[0], "x", 1.25));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return rows;
}

export const bench: Bench = {
  name: "log-proof",
  about:
    "proofs of a record at 10^5, 10^6 and 10^7 entries: inclusion <= 5 ms, consistency <= 50 ms, memory that does not grow with the log",
  run,
};
