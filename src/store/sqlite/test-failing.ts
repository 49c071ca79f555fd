/**
 * For the failure tests: fills a store until writing really fails, then reads, makes room, opens the store again
 * and counts what was acknowledged but is not there. Its last line is a report in JSON. Runs as a process of its
 * own, because the limits that make writing fail hold for a whole process.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreFault, type EventStore } from "../port.ts";
import { openSqliteStore } from "./engine.ts";
import { inspectDatabase } from "./inspect.ts";
import { fileNames } from "./schema.ts";
import type { Place } from "./sync-place.ts";

const directory = process.argv[2];
/** Where commits are synced; none = as it comes. */
const place = process.argv[3] as Place | undefined;
const ballast = join(directory, "ballast");
const facts = `{"a":"${"x".repeat(900)}"}`;

async function fill(store: EventStore, acknowledged: Set<number>): Promise<string> {
  for (let n = 0; n < 200_000; n += 32) {
    const appends = Array.from({ length: 32 }, async (_, index) => {
      const position = n + index;
      const records = [{ facts, privateText: null }];
      await store.append({
        region: "north",
        expectedPosition: position,
        commandId: `c${position}`,
        records,
      });
      acknowledged.add(position + 1);
    });
    for (const outcome of await Promise.allSettled(appends)) {
      if (outcome.status === "rejected") return reasonOf(outcome.reason);
    }
  }
  return "nothing failed";
}

function reasonOf(error: unknown): string {
  return error instanceof StoreFault && error.code === "store.failed"
    ? error.message
    : `wrong error ${String(error)}`;
}

const syncPlace = place === undefined ? undefined : () => place;
const store = await openSqliteStore({ directory, syncPlace });
// Removed below: room for the recovery, as an operator would make it.
writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024));
let heard = 0;
store.onFailure(() => (heard += 1));
const acknowledged = new Set<number>();
const fault = await fill(store, acknowledged);
const state = store.status.state;
const readable = (await store.readChunk("north", 0, 100)).count === 100;
await store.close();

rmSync(ballast);
for (const name of [fileNames.telemetry, `${fileNames.telemetry}-wal`])
  rmSync(join(directory, name), { force: true });
const { regions, findings } = inspectDatabase(join(directory, fileNames.database));
const head = regions[0].head;
const lost = [...acknowledged].filter((position) => position > head).length + findings.length;
console.log(
  JSON.stringify({ fault, state, heard, readable, acknowledged: acknowledged.size, head, lost }),
);
