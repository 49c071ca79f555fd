/**
 * The measuring process of the fold bench: given a data directory, it parses and folds the log in turns and opens the
 * region with its snapshot, and prints one JSON object. A process of its own, so that its peak memory says what a
 * server needs to start, and nothing of what wrote the log. The median turn counts.
 */

import { hashState } from "../../src/core/state/hash.ts";
import { loadRegion } from "../../src/live/load-region.ts";
import { makeLog } from "../../src/live/log.ts";
import { parseArray, readChunks } from "../../src/store/chunks.ts";
import type { EventStore } from "../../src/store/port.ts";
import { openSqliteStore } from "../../src/store/sqlite/engine.ts";

export interface FoldFigures {
  /** Median seconds of JSON.parse alone, and of reading and folding the whole log. */
  readonly parseSeconds: number;
  readonly foldSeconds: number;
  readonly reopenSeconds: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
  readonly stateMegabytes: number;
  readonly hash: string;
  readonly reopenedHash: string;
}

const region = "bench";
const turns = 5;
const log = makeLog("warn");

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Seconds from bytes to values by JSON.parse, and the bytes parsed; the reading between is not counted. */
async function parseAll(
  store: EventStore,
): Promise<{ readonly seconds: number; readonly bytes: number }> {
  let [millis, bytes, seen] = [0, 0, 0];
  for await (const chunk of readChunks(store, region, 0)) {
    const from = performance.now();
    seen += parseArray(chunk.factsArray).length;
    seen += parseArray(chunk.textsArray).length;
    millis += performance.now() - from;
    bytes += chunk.factsArray.length + chunk.textsArray.length;
  }
  if (seen === 0) throw new Error("the log is empty");
  return { seconds: millis / 1000, bytes };
}

/** The log without its snapshot, so that all of it is folded. */
function withoutSnapshot(store: EventStore): EventStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === "findSnapshot") return () => Promise.resolve(undefined);
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

async function measure(directory: string): Promise<FoldFigures> {
  let store = await openSqliteStore({ directory });
  const [parses, folds]: [number[], number[]] = [[], []];
  let [bytes, hash, stateMegabytes] = [0, "", 0];
  for (let turn = 0; turn < turns; turn += 1) {
    const parsed = await parseAll(store);
    parses.push(parsed.seconds);
    bytes = parsed.bytes;
    const from = performance.now();
    const { state } = await loadRegion(withoutSnapshot(store), region, log);
    folds.push((performance.now() - from) / 1000);
    hash = hashState(state);
    stateMegabytes = state.buffer.byteLength / 1e6;
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await store.close();
  const from = performance.now();
  store = await openSqliteStore({ directory });
  const reopened = await loadRegion(store, region, log);
  const reopenSeconds = (performance.now() - from) / 1000;
  await store.close();
  const reopenedHash = hashState(reopened.state);
  return {
    parseSeconds: median(parses),
    foldSeconds: median(folds),
    reopenSeconds,
    bytes,
    peakMegabytes,
    stateMegabytes,
    hash,
    reopenedHash,
  };
}

process.stdout.write(JSON.stringify(await measure(process.argv[2])));
