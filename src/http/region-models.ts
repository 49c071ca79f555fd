/**
 * The demand models that the configuration names for its regions, read when the server starts and by `muster config check`:
 * what `muster fit` wrote. A file that is none stops the start and says why.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { NamedModel } from "../sim/forecast/model-calls.ts";
import { demandModelFileSchema } from "../wire/demand-model/demand-model-schema.ts";
import { ConfigFault, listSchemaFaults } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";
import { readDataFile } from "./config-file.ts";

/** Throws ConfigFault. */
export function readRegionModel(path: string): NamedModel {
  const parsed = demandModelFileSchema.safeParse(readDataFile(path));
  if (!parsed.success)
    throw new ConfigFault(
      "config.invalid-key",
      `${path} is no demand model of muster fit:\n${listSchemaFaults(parsed.error)}`,
    );
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  return { model: parsed.data, sha256 };
}

/** By region; regions without one are left out. Throws ConfigFault. */
export function readRegionModels({ regions }: ServerConfig): ReadonlyMap<string, NamedModel> {
  return new Map(
    regions.flatMap(({ id, demandModel }) =>
      demandModel === undefined ? [] : [[id, readRegionModel(demandModel)] as const],
    ),
  );
}
