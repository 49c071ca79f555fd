/**
 * A statement against a region's log: the first check folds the log, a later one the events that came since. What a later one would take
 * without the kept fold is the first one again; both are measured in turns in one run, over the same log, and have to give one verdict.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZoneOffsets } from "../src/base/zone-offsets.ts";
import { LogFolds, type ReadLogRecord } from "../src/live/statements/read-log.ts";
import { evaluate } from "../src/record/statement/evaluate.ts";
import { emptyStatement } from "../src/record/statement/statement.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";
import { writeBusyLog } from "./load/busy-log.ts";

const region = "bench";
const count = sized(120_000, 2_000);
const turns = sized(15, 2);
/** Events between two checks: half a minute of 20,000 incidents an hour. */
const between = 500;
const zone = new ZoneOffsets("Europe/London");

function check({ record }: ReadLogRecord): string {
  const [area] = record.areas;
  const period = new Date(record.from / 1_000).toISOString().slice(0, 10);
  const said = { metric: "first-on-scene", statistic: "p90", area, periods: [period] };
  const found = evaluate(
    { ...emptyStatement, ...said, comparator: "le", value: 30, unit: "minutes" },
    record,
  );
  return JSON.stringify(found);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-statements-"));
  const store = await openSqliteStore({ directory });
  try {
    const { events, state, now } = await writeBusyLog(store, region, {
      units: 300,
      callsPerHour: 400,
      say,
      isDone: ({ columns }) => columns.head.position[0] >= count,
    });
    const at = (durablePosition: number) => ({
      id: region,
      state,
      durablePosition,
      now: () => now,
    });
    const folds = new LogFolds();
    const begin = Math.max(1, events - (turns + 1) * between);
    await folds.use(store, at(begin), { zone }, check);
    const anew: number[] = [];
    const kept: number[] = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      const head = Math.min(events, begin + turn * between);
      const measure = async (which: LogFolds, into: number[]): Promise<string> => {
        const startedAt = performance.now();
        const verdict = await which.use(store, at(head), { zone }, check);
        into.push(performance.now() - startedAt);
        return verdict;
      };
      const first = await measure(new LogFolds(), anew);
      const later = await measure(folds, kept);
      if (first !== later) throw new Error(`two verdicts at position ${head}`);
    }
    return [
      figure("events", events, "events"),
      figure("a first check, and each one where no fold is kept", median(anew), "ms"),
      figure("a later check", median(kept), "ms"),
      atMost("a later check over a first one", median(kept) / median(anew), "x", 0.25),
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "statements",
  about:
    "a statement checked against a log of 120,000 events: a later check <= 0.25x of one that folds the log anew, with the same verdict",
  run,
};
