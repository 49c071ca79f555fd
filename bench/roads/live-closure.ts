/**
 * From a confirmed closure to a changed recommendation in a whole live region: the command is decided, written to the
 * embedded store, durable and answered; then the same incident is asked about again. So the disk, both threads of the
 * store and the metrics of all classes are in it; the network between server and console is not.
 */
import { sized } from "../bench.ts";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomStream } from "../../src/base/random.ts";
import type { Command } from "../../src/core/commands.ts";
import { makeClock } from "../../src/live/clock.ts";
import { makeLog } from "../../src/live/log.ts";
import { RegionRuntime } from "../../src/live/region-runtime.ts";
import { RegionRoads } from "../../src/live/roads/region-roads.ts";
import { makeStraightLine } from "../../src/plan/straight-line.ts";
import type { RoadMap } from "../../src/roads/map/road-map.ts";
import { openSqliteStore } from "../../src/store/sqlite/engine.ts";
import { roomConfig } from "../../src/testing/control-room.ts";
import { ringAround } from "./ring.ts";

const unitCount = sized(1_000, 20);
const incidentCount = sized(300, 5);
const actor = { account: "bench", role: "supervisor", unit: undefined } as const;

export interface LiveShut {
  /** Milliseconds from sending the command to the new answer, for each closure. */
  readonly millis: readonly number[];
  /** How many closures changed the first unit or its time. */
  readonly changed: number;
}

export async function shutLive(map: RoadMap): Promise<LiveShut> {
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-"));
  const store = await openSqliteStore({ directory });
  const [log, straightLine] = [makeLog("silent"), makeStraightLine()];
  const region = await RegionRuntime.open({
    id: "bench",
    store,
    clock: makeClock({ speed: 1 }),
    log,
    travel: straightLine,
    roads: new RegionRoads({
      region: "bench",
      map,
      calibration: { version: "bench", baseSeconds: 74, factor: 0.443, errorSeconds: 52 },
      againstOneWays: true,
      straightLine,
      log,
    }),
    waitingCommands: 1_000,
    snapshotEvery: Number.MAX_SAFE_INTEGER,
  });
  try {
    return await shutAll(region, await fill(region, map));
  } finally {
    await region.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Numbers of the incidents. */
async function fill(region: RegionRuntime, map: RoadMap): Promise<number[]> {
  const { latE7, lonE7, nodeCount } = map.road.network;
  const random = new RandomStream(17, "bench-live-closure");
  const place = () => {
    const node = random.below(nodeCount);
    return { latE7: latE7[node] + 1_000, lonE7: lonE7[node] + 1_000 };
  };
  await region.runSystem({ type: "region.configure", config: roomConfig() });
  const add = async (unit: number): Promise<void> => {
    const made = await region.runSystem({
      type: "unit.register",
      callSign: `L${unit}`,
      vehicle: "car",
      skills: ["response"],
      area: "north",
      base: place(),
    });
    await region.runSystem({ type: "unit.book-on", unit: made.made.unit ?? -1, crew: 2 });
  };
  for (let unit = 0; unit < unitCount; unit += 1) await add(unit);
  const incidents: number[] = [];
  for (let count = 0; count < incidentCount; count += 1) {
    const { made } = await region.runSystem({
      type: "incident.open",
      incidentType: "violence",
      location: { state: "given", ...place(), radiusM: 0 },
      area: "north",
      grade: "immediate",
    });
    incidents.push(made.incident ?? -1);
  }
  return incidents;
}

async function shutAll(region: RegionRuntime, incidents: readonly number[]): Promise<LiveShut> {
  const send = (command: Command) => {
    const id = randomUUID();
    return region.submit({ id, digest: id, actor, read: () => [command] });
  };
  const millis: number[] = [];
  let changed = 0;
  for (const incident of incidents) {
    const first = region.recommendFor(incident, 5)?.options.at(0);
    if (first === undefined) throw new Error(`incident ${incident} has no option`);
    const closure = await report(region, first.latE7, first.lonE7);
    const startedAt = performance.now();
    await send({ type: "closure.confirm", closure });
    const after = region.recommendFor(incident, 5);
    millis.push(performance.now() - startedAt);
    if (after?.travel.name !== "roads") throw new Error("the straight line answered");
    const now = after.options.at(0);
    if (now?.unit !== first.unit || now.travelSeconds !== first.travelSeconds) changed += 1;
    await send({ type: "closure.lift", closure, reason: "bench" });
  }
  return { millis, changed };
}

/** A barricade round a place. */
async function report(region: RegionRuntime, latE7: number, lonE7: number): Promise<number> {
  const { made } = await region.runSystem({
    type: "closure.report",
    shape: ringAround(latE7, lonE7),
    source: "crew",
    expiresAt: region.now() + 3_600e6,
  });
  return made.closure ?? -1;
}
