/**
 * Starts the record of the regions where there is a place for it: beside the store, or where the configuration says. What
 * can be wrong with a record never keeps the server from starting.
 */

import { join } from "node:path";
import type { Log } from "../live/log.ts";
import type { Metrics } from "../live/metrics.ts";
import { RecordKeeper } from "../live/record/record-keeper.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { EventStore } from "../store/port.ts";
import { isCosigner, readVerifierKey } from "../record/note/keys.ts";
import { sha256 } from "../live/record/node-crypto.ts";
import type { WitnessConfig } from "../live/record/witness-client.ts";
import { ConfigFault } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";

export interface RecordStart {
  readonly config: ServerConfig;
  readonly regions: ReadonlyMap<string, RegionRuntime>;
  readonly store: EventStore;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function startRecord({
  config,
  regions,
  store,
  log,
  metrics,
}: RecordStart): RecordKeeper | undefined {
  const usual = config.store === "memory" ? undefined : join(config.dataDir, "record");
  const { directory = usual, everyMillis, origin = usualOrigin(config) } = config.record;
  if (directory === undefined || everyMillis === 0) return undefined;
  const { requiredWitnesses } = config.record;
  const witnesses = config.record.witnesses.map(readWitness);
  if (requiredWitnesses > witnesses.length)
    throw new ConfigFault(
      "config.invalid-key",
      `record.requiredWitnesses: got ${requiredWitnesses}, expected at most ${witnesses.length}, as many as there are`,
    );
  const kept = { regions, store, log, metrics, witnesses, requiredWitnesses };
  return new RecordKeeper({ directory, origin, everyMillis, ...kept });
}

function readWitness(
  { key, url }: ServerConfig["record"]["witnesses"][number],
  index: number,
): WitnessConfig {
  const read = readVerifierKey(sha256, key);
  if (read.fault === undefined && isCosigner(read.value)) return { key: read.value, url };
  const why = read.fault?.message ?? "a key of a log; a witness has one of type 4 or 6";
  throw new ConfigFault("config.invalid-key", `record.witnesses.${index}.key: ${why}`);
}

function usualOrigin({ origins }: ServerConfig): string {
  const [first] = origins;
  return `${first === undefined ? "localhost" : new URL(first).host}/record`;
}
