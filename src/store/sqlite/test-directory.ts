/**
 * For the tests of this engine: a temporary data directory that is removed afterwards.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreCase } from "../contract-tools.ts";
import { openSqliteStore } from "./engine.ts";
import type { Place } from "./sync-place.ts";

export async function withDirectory(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "muster-store-"));
  try {
    await run(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `place`: where every commit is synced; none = as it comes. */
export function withSqliteStore(run: StoreCase, place?: Place): Promise<void> {
  return withDirectory(async (directory) => {
    const syncPlace = place === undefined ? undefined : () => place;
    const store = await openSqliteStore({ directory, syncPlace });
    try {
      await run(store);
    } finally {
      await store.close();
    }
  });
}
