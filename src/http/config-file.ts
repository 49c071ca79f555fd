/**
 * Reading configuration files: YAML 1.2, of which JSON is a part, so one reader takes both. Relative paths in a
 * file are relative to that file. The environment variables are listed in `environmentKeys` and nowhere else.
 */

import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { ConfigFault, readServerConfig } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";

export const configFileLimits = { bytes: 4 * 1024 * 1024, syntaxFaults: 10 } as const;

/** Variable -> key it overrides. */
export const environmentKeys = {
  MUSTER_HOST: "host",
  MUSTER_PORT: "port",
  MUSTER_DATA_DIR: "dataDir",
  MUSTER_LOG_LEVEL: "log.level",
} as const;

/** The value in a YAML or JSON file; throws a ConfigFault that names file and line. */
export function readDataFile(path: string): unknown {
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > configFileLimits.bytes) {
      throw new ConfigFault(
        "config.unreadable",
        `${path} has ${size} bytes; a configuration has at most ${configFileLimits.bytes}.`,
      );
    }
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ConfigFault) throw error;
    throw new ConfigFault(
      "config.unreadable",
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  const document = parseDocument(text, { prettyErrors: true });
  const faults = document.errors.slice(0, configFileLimits.syntaxFaults);
  if (faults.length > 0)
    throw new ConfigFault(
      "config.syntax",
      `${path}: ${faults.map(({ message }) => message.trimEnd()).join("\n")}`,
    );
  // A bounded number of aliases: a small file must not unfold into a huge value.
  return document.toJS({ maxAliasCount: 100 });
}

function withEnvironment(
  input: Record<string, unknown>,
  environment: NodeJS.ProcessEnv,
): Record<string, unknown> {
  const merged = structuredClone(input);
  for (const [variable, key] of Object.entries(environmentKeys)) {
    const text = environment[variable];
    if (text === undefined || text === "") continue;
    const parts = key.split(".");
    const last = parts.pop() ?? key;
    const target = parts.reduce<Record<string, unknown>>((parent, part) => {
      const child = (parent[part] ?? {}) as Record<string, unknown>;
      parent[part] = child;
      return child;
    }, merged);
    target[last] = key === "port" ? Number(text) : text;
  }
  return merged;
}

/**
 * The server's configuration from a file (or from nothing), the environment, and overrides of the command line.
 * Paths come back absolute.
 */
export function loadServerConfig(
  path: string | undefined,
  overrides: Record<string, unknown> = {},
  environment: NodeJS.ProcessEnv = process.env,
): ServerConfig {
  const base = path === undefined ? process.cwd() : dirname(resolve(path));
  const fromFile = path === undefined ? {} : (readDataFile(path) ?? {});
  if (typeof fromFile !== "object" || Array.isArray(fromFile)) {
    throw new ConfigFault("config.invalid-key", `${path} holds no mapping of keys to values.`);
  }
  const config = readServerConfig({
    ...withEnvironment(fromFile as Record<string, unknown>, environment),
    ...overrides,
  });
  const absolute = (file: string) => resolve(base, file);
  return {
    ...config,
    dataDir: absolute(config.dataDir),
    regions: config.regions.map(({ configFile, demandModel, ...region }) => ({
      ...region,
      ...(configFile === undefined ? {} : { configFile: absolute(configFile) }),
      ...(demandModel === undefined ? {} : { demandModel: absolute(demandModel) }),
    })),
    record:
      config.record.directory === undefined
        ? config.record
        : { ...config.record, directory: absolute(config.record.directory) },
    manualPack:
      config.manualPack.directory === undefined
        ? config.manualPack
        : { ...config.manualPack, directory: absolute(config.manualPack.directory) },
    aid: {
      links: config.aid.links.map((link) => ({ ...link, tokenFile: absolute(link.tokenFile) })),
    },
    map: config.map.file === undefined ? config.map : { file: absolute(config.map.file) },
    ...(config.tls === undefined
      ? {}
      : {
          tls: { certFile: absolute(config.tls.certFile), keyFile: absolute(config.tls.keyFile) },
        }),
  };
}
