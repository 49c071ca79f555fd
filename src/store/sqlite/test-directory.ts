/**
 * For the tests of this engine: a temporary data directory that is removed afterwards.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreCase } from "../contract-tools.ts";
import { openSqliteStore } from "./engine.ts";

export async function withDirectory(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "muster-store-"));
  try {
    await run(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function withSqliteStore(run: StoreCase): Promise<void> {
  return withDirectory(async (directory) => {
    const store = await openSqliteStore({ directory });
    try {
      await run(store);
    } finally {
      await store.close();
    }
  });
}
