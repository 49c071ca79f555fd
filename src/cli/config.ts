/**
 * `muster config check`: reads a configuration and the region, map and certificate files it names as the server would,
 * and prints it with every default filled in, or says what is wrong. `muster config schema` prints its JSON Schema, for editors.
 */

import type { Command } from "commander";
import { z } from "zod";
import { serverConfigSchema } from "../http/config.ts";
import { loadServerConfig } from "../http/config-file.ts";
import { checkRegionConfigs } from "../http/open-regions.ts";
import { readCertificate } from "../http/start-server.ts";
import { makeLog } from "../live/log.ts";
import { loadMap } from "./load-map.ts";

export function addConfigCommand(program: Command): void {
  const config = program.command("config").description("check the server's configuration");
  config
    .command("check")
    .description("read a configuration and the files it names as the server would; print it whole")
    .argument("[file]", "configuration file (YAML or JSON); without one the defaults are shown")
    .action((file: string | undefined) => {
      const loaded = loadServerConfig(file);
      checkRegionConfigs(loaded);
      if (loaded.map.file !== undefined) loadMap(loaded.map.file, makeLog("silent"));
      if (loaded.tls !== undefined) readCertificate(loaded.tls);
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
