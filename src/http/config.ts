/**
 * The configuration of one server process, checked: what its schema (config-schema.ts) says of each key, then what hangs together.
 * What a region's people may choose for themselves is not here: that is the region's own configuration, which lives in its log.
 */

import type { z } from "zod";
import { limits } from "../core/limits.ts";
import { serverConfigSchema, type ServerConfig } from "./config-schema.ts";

export const configCodes = [
  "config.unreadable",
  "config.syntax",
  "config.invalid-key",
  "config.demo-not-loopback",
  "config.speed-needs-demo",
  "config.origin-missing",
  "config.cannot-listen",
] as const;
export type ConfigCode = (typeof configCodes)[number];

/** A configuration that cannot be used. Thrown at the start only. */
export class ConfigFault extends Error {
  override readonly name = "ConfigFault";
  readonly code: ConfigCode;
  constructor(code: ConfigCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Each on a line of its own with its path, so many and no more; what hangs together is looked at after these. */
export function listSchemaFaults({ issues }: z.ZodError): string {
  const most = limits.configFaults;
  const lines = issues
    .slice(0, most)
    .map((issue) => `  ${issue.path.map(String).join(".") || "(top)"}: ${issue.message}`);
  if (issues.length > most) lines.push(`  and ${issues.length - most} more`);
  return lines.join("\n");
}

/** Fills in the defaults and checks what hangs together. */
export function readServerConfig(input: unknown): ServerConfig {
  const parsed = serverConfigSchema.safeParse(input);
  if (!parsed.success) {
    throw new ConfigFault(
      "config.invalid-key",
      `The configuration does not fit:\n${listSchemaFaults(parsed.error)}`,
    );
  }
  const config = parsed.data;
  if (config.demo && !isLoopback(config.host)) {
    throw new ConfigFault(
      "config.demo-not-loopback",
      `A demo signs everybody in, so it runs on a loopback address only; got the host ${config.host}. Use 127.0.0.1, or turn demo off.`,
    );
  }
  if (config.clock.speed !== 1 && !config.demo) {
    throw new ConfigFault(
      "config.speed-needs-demo",
      "Only a demo's clock may run faster than real time; set clock.speed to 1.",
    );
  }
  if (!isLoopback(config.host) && config.origins.length === 0) {
    throw new ConfigFault(
      "config.origin-missing",
      `On the host ${config.host} the server must know the addresses people use; set origins, for example ["http://${config.host}:${config.port}"].`,
    );
  }
  return config;
}
