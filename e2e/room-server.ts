/**
 * The server of the browser tests, in a process of its own so that a test can kill it: embedded store in a folder that
 * outlives it, a small invented town as map and region, accounts of every role. It serves one room after the other, as its
 * parent asks (room-host.ts), because starting Node and reading the town's map takes longer than many tests. Not here:
 * anything a test does.
 */

import { tmpdir } from "node:os";
import { join } from "node:path";
import { microsFromSeconds, microsPerHour } from "../src/base/instant.ts";
import { openTownMap } from "../src/cli/map/town-map.ts";
import { roles } from "../src/core/vocabulary.ts";
import { readServerConfig } from "../src/http/config.ts";
import { startServer, type RunningServer } from "../src/http/start-server.ts";
import { makeClock, wallClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { Secret } from "../src/live/secret.ts";
import { makeTown } from "../src/sim/town/make-town.ts";
import { regionConfigFromTown } from "../src/sim/town/region-config.ts";
import type { EventStore } from "../src/store/port.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import type { RoomAnswer, RoomReady, RoomRequest } from "./room-host.ts";
import { roomPassword, roomRegion } from "./room-names.ts";

const town = makeTown({ seed: 7, unitCount: 40, scale: 1 });
const { map, roads } = await openTownMap(town, join(tmpdir(), "muster-test-maps"));

interface Open {
  readonly running: RunningServer;
  readonly store: EventStore;
  /** Puts the clock forward, as a correction of the machine's clock would. */
  readonly pass: (seconds: number) => void;
}

let room: Open | undefined;

type OpenRequest = Extract<RoomRequest, { readonly kind: "open" }>;

async function openRoom(request: OpenRequest): Promise<RoomReady> {
  const { directory, port, units } = request;
  const store = await openSqliteStore({ directory });
  let ahead = microsFromSeconds(request.aheadSeconds);
  const running = await startServer({
    config: readServerConfig({
      port,
      dataDir: directory,
      limits: { signInsPerMinute: 1_000 },
      forecast: { everySeconds: 5, futures: 50 },
    }),
    store,
    log: makeLog("warn"),
    clock: makeClock({ wall: () => wallClock() + ahead }),
    map,
    roads,
    regions: [{ id: roomRegion, config: regionConfigFromTown(town, roomRegion) }],
  });
  room = { running, store, pass: (seconds) => (ahead += microsFromSeconds(seconds)) };
  await addAccounts(running);
  await addUnits(running, units);
  const { identity, wall } = running.context;
  const makeToken = async (account: string) =>
    (
      await identity.tokens.make(account, "account", "e2e", wall(), wall() + microsPerHour)
    ).reveal();
  return {
    origin: running.origin,
    tokens: {
      administrator: await makeToken("administrator"),
      supervisor: await makeToken("supervisor"),
    },
    places: town.places.map(({ name, latE7, lonE7 }) => ({ name, latE7, lonE7 })),
  };
}

async function closeRoom(): Promise<void> {
  await room?.running.close();
  await room?.store.close();
  room = undefined;
}

async function addAccounts(server: RunningServer): Promise<void> {
  const { accounts } = server.context.identity;
  const wanted = roles.names.map((role) => ({
    id: role.replaceAll(" ", "-"),
    name: `Test ${role}`,
    role,
    ...(role === "crew" ? { unit: 0, regions: [roomRegion] } : {}),
  }));
  const second = { id: "dispatcher-2", name: "Second dispatcher", role: "dispatcher" } as const;
  const missing = [...wanted, second].filter(({ id }) => accounts.find(id) === undefined);
  for (const account of missing) await accounts.add(account, server.context.wall());
  const phrase = new Secret(roomPassword);
  await Promise.all(
    missing.map(({ id }) => accounts.setPassword(id, phrase, async () => undefined)),
  );
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

async function serve(request: RoomRequest): Promise<RoomReady | undefined> {
  if (request.kind === "open") return openRoom(request);
  if (request.kind === "close") await closeRoom();
  else room?.pass(request.seconds);
  return undefined;
}

process.on("message", (request: RoomRequest) => {
  const answer = (given: RoomAnswer) => process.send?.(given);
  serve(request).then(
    (ready) => answer({ ready }),
    (error: unknown) => answer({ error: String(error) }),
  );
});
process.once("disconnect", () => void closeRoom().then(() => process.exit(0)));
