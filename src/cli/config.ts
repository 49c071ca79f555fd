/**
 * `muster config check`: reads a configuration and the region, demand model, map and certificate files it names as the server would,
 * and prints it with every default filled in, or says what is wrong with each of them. `muster config schema` prints its JSON Schema, for editors.
 */

import type { Command } from "commander";
import { z } from "zod";
import { type ServerConfig, serverConfigSchema } from "../http/config-schema.ts";
import { loadServerConfig } from "../http/config-file.ts";
import { checkRegionConfig } from "../http/open-regions.ts";
import { readRegionModel } from "../http/region-models.ts";
import { readCertificate } from "../http/start-server.ts";
import { makeLog } from "../live/log.ts";
import { printFault } from "./fault.ts";
import { loadMap } from "./load-map.ts";

export function addConfigCommand(program: Command): void {
  const config = program.command("config").description("check the server's configuration");
  config
    .command("check")
    .description("read a configuration and the files it names as the server would; print it whole")
    .argument("[file]", "configuration file (YAML or JSON); without one the defaults are shown")
    .option("-c, --config <file>", "the same, as the other commands name it")
    .action((file: string | undefined, options: { readonly config?: string }) => {
      const loaded = loadServerConfig(file ?? options.config);
      checkNamedFiles(loaded);
      process.stdout.write(`${JSON.stringify(loaded, null, 2)}\n`);
    });
  config
    .command("schema")
    .description("print the JSON Schema of the configuration")
    .action(() => {
      const schema = z.toJSONSchema(serverConfigSchema, { io: "input" });
      process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
}

/** Whoever mends one file wants to know of the others: all are looked at, and the last fault ends the command. */
function checkNamedFiles({ regions, map, tls }: ServerConfig): void {
  const faults: unknown[] = [];
  const check = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      faults.push(error);
    }
  };
  for (const region of regions) {
    const { demandModel } = region;
    check(() => checkRegionConfig(region));
    if (demandModel !== undefined) check(() => void readRegionModel(demandModel));
  }
  const { file } = map;
  if (file !== undefined) check(() => void loadMap(file, makeLog("silent")));
  if (tls !== undefined) check(() => void readCertificate(tls));
  const last = faults.pop();
  if (last === undefined) return;
  for (const fault of faults) printFault(fault);
  throw last;
}
