/**
 * The server under load, as a process of its own: the real store on disk, the real routes, a region with so many
 * units booked on. It prints one JSON line with its address and tokens, and stops on SIGTERM. Request limits are
 * raised, because here a few accounts stand for many people.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ukPoliceConfig } from "../../src/core/presets/uk-police.ts";
import type { Command } from "../../src/core/commands.ts";
import type { RegionConfig } from "../../src/core/region/config.ts";
import type { Role } from "../../src/core/vocabulary.ts";
import { readServerConfig } from "../../src/http/config.ts";
import { startServer, type RunningServer } from "../../src/http/start-server.ts";
import type { Identity } from "../../src/http/identity/identity.ts";
import { makeLog } from "../../src/live/log.ts";
import { openSqliteStore } from "../../src/store/sqlite/engine.ts";

export interface LoadWorld {
  readonly units: number;
  /** The first so many units have a crew with a token of its own. */
  readonly crews: number;
  /** Real seconds between forecasts; left out = as the program ships. */
  readonly forecastSeconds?: number;
}

export interface LoadServer {
  readonly origin: string;
  readonly region: string;
  readonly supervisor: string;
  readonly feed: string;
  readonly crews: readonly string[];
  readonly incidentType: string;
  readonly result: string;
  readonly centre: { readonly latE7: number; readonly lonE7: number };
}

const region = "bench";
const centre = { latE7: 540_000_000, lonE7: 30_000_000 };
const areaCodes = ["A", "B", "C", "D"];
const forever = Number.MAX_SAFE_INTEGER;

async function makeToken(
  identity: Identity,
  id: string,
  role: Role,
  unit?: number,
): Promise<string> {
  const crew = unit === undefined ? {} : { unit, regions: [region] };
  await identity.accounts.add({ id, name: id, role, ...crew }, 0);
  const scope = id === "feed" ? "positions" : "account";
  return (await identity.tokens.make(id, scope, "bench", 0, forever)).reveal();
}

const log = makeLog("warn");

async function main(): Promise<void> {
  const world = JSON.parse(process.argv[2]) as LoadWorld;
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-"));
  const limits = { requestsPerSecond: 100_000, requestBurst: 100_000 };
  const { forecastSeconds } = world;
  const forecast = forecastSeconds === undefined ? {} : { everySeconds: forecastSeconds };
  const config = readServerConfig({ port: 0, dataDir: directory, limits, forecast });
  const store = await openSqliteStore({ directory });
  const areas = areaCodes.map((code) => ({ code, name: `Area ${code}`, ring: [], reach: [] }));
  const regionConfig = ukPoliceConfig({ id: region, name: "Bench", centre, areas });
  const running = await startServer({
    config,
    store,
    log,
    regions: [{ id: region, config: regionConfig }],
  });
  process.on("SIGTERM", () => {
    void (async () => {
      await running.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
      process.exit(0);
    })();
  });
  await registerUnits(running, world.units, regionConfig);
  const tokens = await makeTokens(running, world.crews);
  const ready: LoadServer = {
    origin: running.origin,
    region,
    ...tokens,
    incidentType: regionConfig.incidentTypes[0].code,
    result: regionConfig.results[0].code,
    centre,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

async function registerUnits(
  running: RunningServer,
  count: number,
  config: RegionConfig,
): Promise<void> {
  const runtime = running.context.regions.get(region);
  if (runtime === undefined) throw new Error("the region did not open");
  const run = (command: Command) => runtime.runSystem(command);
  const units = Array.from({ length: count }, (_, unit) => unit);
  const skills = config.skills.slice(0, 1).map(({ code }) => code);
  const vehicle = config.vehicles[0].code;
  const register = (unit: number) =>
    run({
      type: "unit.register",
      callSign: `U${unit}`,
      vehicle,
      skills,
      area: areaCodes[unit % areaCodes.length],
      base: centre,
    });
  await Promise.all(units.map(register));
  await Promise.all(units.map((unit) => run({ type: "unit.book-on", unit, crew: 2 })));
}

async function makeTokens(
  running: RunningServer,
  crewCount: number,
): Promise<Pick<LoadServer, "supervisor" | "feed" | "crews">> {
  const { identity } = running.context;
  const supervisor = await makeToken(identity, "supervisor", "supervisor");
  const feed = await makeToken(identity, "feed", "administrator");
  const units = Array.from({ length: crewCount }, (_, unit) => unit);
  const crews = await Promise.all(
    units.map((unit) => makeToken(identity, `crew-${unit}`, "crew", unit)),
  );
  return { supervisor, feed, crews };
}

await main();
