/**
 * Opens the store a configuration names. The engines are loaded only when chosen.
 */

import type { ServerConfig } from "../http/config-schema.ts";
import type { EventStore } from "../store/port.ts";

export async function openStore(
  config: Pick<ServerConfig, "store" | "dataDir">,
  takeOver = false,
): Promise<EventStore> {
  if (config.store === "memory") {
    const { MemoryStore } = await import("../store/memory.ts");
    return new MemoryStore();
  }
  const { openSqliteStore } = await import("../store/sqlite/engine.ts");
  return openSqliteStore({ directory: config.dataDir, takeOver });
}
