/**
 * The server of the browser tests, as a process of its own so that a test can kill it: embedded store in a folder
 * that outlives it, a small invented town as map and region, accounts of every role. Prints one JSON line with its
 * address and tokens for outside systems. Usage: room-server.ts FOLDER PORT UNITS. Not here: anything a test does.
 */

import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTownMap } from "../src/cli/map/town-map.ts";
import { roles } from "../src/core/vocabulary.ts";
import { readServerConfig } from "../src/http/config.ts";
import { startServer, type RunningServer } from "../src/http/start-server.ts";
import { makeLog } from "../src/live/log.ts";
import { Secret } from "../src/live/secret.ts";
import { makeTown } from "../src/sim/town/make-town.ts";
import { regionConfigFromTown } from "../src/sim/town/region-config.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { roomPassword, roomRegion } from "./room-names.ts";

const [directory, port, unitCount] = process.argv.slice(2);
if (directory === undefined || port === undefined || unitCount === undefined)
  throw new Error("usage: room-server.ts FOLDER PORT UNITS");

const town = makeTown({ seed: 7, unitCount: 40, scale: 1 });
const { map, roads } = await openTownMap(town, join(tmpdir(), "muster-test-maps"));
const store = await openSqliteStore({ directory });
const running = await startServer({
  config: readServerConfig({
    port: Number(port),
    dataDir: directory,
    limits: { signInsPerMinute: 1_000 },
    forecast: { everySeconds: 5, futures: 50 },
  }),
  store,
  log: makeLog("warn"),
  map,
  roads,
  regions: [{ id: roomRegion, config: regionConfigFromTown(town, roomRegion) }],
});

async function addAccounts(server: RunningServer): Promise<void> {
  const { accounts } = server.context.identity;
  for (const role of roles.names) {
    const id = role.replaceAll(" ", "-");
    if (accounts.find(id) !== undefined) continue;
    const crew = role === "crew" ? { unit: 0, regions: [roomRegion] } : {};
    await accounts.add({ id, name: `Test ${role}`, role, ...crew }, server.context.wall());
    await accounts.setPassword(id, new Secret(roomPassword), async () => undefined);
  }
  const second = "dispatcher-2";
  if (accounts.find(second) !== undefined) return;
  const account = { id: second, name: "Second dispatcher", role: "dispatcher" as const };
  await accounts.add(account, server.context.wall());
  await accounts.setPassword(second, new Secret(roomPassword), async () => undefined);
}

async function addUnits(server: RunningServer, count: number): Promise<void> {
  const region = server.context.regions.get(roomRegion);
  if (region === undefined || region.state.columns.head.units[0] > 0) return;
  for (const [unit, planned] of town.units.slice(0, count).entries()) {
    const { callSign, vehicle, skills, area, base, crewCount } = planned;
    const { latE7, lonE7 } = town.bases[base];
    await region.runSystem({
      type: "unit.register",
      callSign,
      vehicle,
      skills,
      area: town.areas[area].code,
      base: { latE7, lonE7 },
    });
    await region.runSystem({ type: "unit.book-on", unit, crew: crewCount });
  }
}

await addAccounts(running);
await addUnits(running, Number(unitCount));
const { identity, wall } = running.context;
const hour = 3_600_000_000;
async function makeToken(account: string): Promise<string> {
  return (await identity.tokens.make(account, "account", "e2e", wall(), wall() + hour)).reveal();
}
const tokens = {
  administrator: await makeToken("administrator"),
  supervisor: await makeToken("supervisor"),
};
const places = town.places.map(({ name, latE7, lonE7 }) => ({ name, latE7, lonE7 }));
process.stdout.write(`${JSON.stringify({ origin: running.origin, tokens, places })}\n`);
process.on("SIGTERM", () => {
  void running
    .close()
    .then(() => store.close())
    .then(() => process.exit(0));
});
