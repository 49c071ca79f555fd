/**
 * Seventy-two hours of twelve regions through the real live loop and the embedded store on a virtual clock, with an orderly restart every six
 * hours and a crash-like one (the process lets go without closing the regions) in between: events lost, and how memory grows.
 * The days are played by this bench alone: calls come in, are answered and opened, units are sent, arrive and clear, incidents are
 * closed and leave the state after a day; due work is done when it is due. The same seed plays the same three days.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { microsPerHour, microsPerMinute, type Instant } from "../src/base/instant.ts";
import { RandomStream } from "../src/base/random.ts";
import type { Command } from "../src/core/commands.ts";
import { nextDueAt } from "../src/core/due-work.ts";
import { hashState } from "../src/core/state/hash.ts";
import type { Made } from "../src/core/decision.ts";
import { RefusedError } from "../src/live/fault.ts";
import { Heartbeat } from "../src/live/heartbeat.ts";
import { loadRegion } from "../src/live/load-region.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRuntime } from "../src/live/region-runtime.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import type { EventStore } from "../src/store/port.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { roomConfig, placeAt } from "../src/testing/control-room.ts";
import { TestClock } from "../src/testing/test-clock.ts";
import { atLeast, atMost, figure, type Bench, type Row, sized } from "./bench.ts";

const regions = sized(12, 2);
const hours = sized(72, 3);
const restartHours = sized(6, 1);
const unitsOfRegion = 12;
/** A whole scale is 30 calls an hour in each region; the argument is a part of it, such as 0.2. Left out = all of it. */
const callsPerHour = 30;
const stepMicros = microsPerMinute;
const seed = 20_261_129;
const config = roomConfig();
const actor = { account: "tester", role: "supervisor", unit: undefined } as const;
const log = makeLog("silent");

interface World {
  readonly store: EventStore;
  readonly heartbeat: Heartbeat;
  readonly regions: readonly RegionRuntime[];
}

/** What is to be done later about an incident: a step each, in the order of its time. */
interface Later {
  readonly at: Instant;
  readonly region: number;
  readonly command: Command;
}

async function open(directory: string, clock: TestClock): Promise<World> {
  const store = await openSqliteStore({ directory });
  const heartbeat = await Heartbeat.open({ store, clock, log });
  const opened: RegionRuntime[] = [];
  for (let index = 0; index < regions; index += 1)
    opened.push(
      await RegionRuntime.open({
        id: `region-${index}`,
        store,
        clock,
        log,
        travel: makeStraightLine(),
        waitingCommands: 2_000,
        snapshotEvery: 5_000,
        gapSince: (lastEntered) => heartbeat.gapSince(lastEntered),
      }),
    );
  heartbeat.start(new Map(opened.map((region) => [region.id, region])));
  return { store, heartbeat, regions: opened };
}

/** An orderly end saves snapshots and says that it is one; a crash lets go of the store and says nothing. */
async function shut({ store, heartbeat, regions: all }: World, isOrderly: boolean): Promise<void> {
  if (isOrderly) {
    await Promise.all(all.map((region) => region.close()));
    await heartbeat.close();
  } else heartbeat.stop();
  await store.close();
}

class Days {
  readonly #random = new RandomStream(seed, "endurance");
  readonly #clock: TestClock;
  readonly #later: Later[] = [];
  readonly #perHour: number;
  /** Highest position that was answered, by region. */
  readonly answered: number[] = Array.from({ length: regions }, () => 0);
  commands = 0;
  refused = 0;

  constructor(clock: TestClock, scale: number) {
    this.#clock = clock;
    this.#perHour = callsPerHour * scale;
  }

  async give(world: World, region: number, command: Command): Promise<Made | undefined> {
    this.commands += 1;
    const id = `c-${this.commands}`;
    try {
      const done = await world.regions[region].submit({
        id,
        digest: id,
        actor,
        read: () => [command],
      });
      this.answered[region] = Math.max(this.answered[region], done.position);
      return done.made;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.refused += 1;
      return undefined;
    }
  }

  async begin(world: World): Promise<void> {
    for (let region = 0; region < regions; region += 1) {
      await world.regions[region].runSystem({
        type: "region.configure",
        config: { ...config, id: `region-${region}` },
      });
      for (let unit = 0; unit < unitsOfRegion; unit += 1) {
        const base = placeAt(1_000 * (unit % 4), 1_000 * Math.floor(unit / 4));
        await world.regions[region].runSystem({ type: "unit.register", callSign: `U${unit}`, vehicle: "car", skills: ["response"], area: "north", base }); // prettier-ignore
        await this.give(world, region, { type: "unit.book-on", unit, crew: 2 });
      }
    }
  }

  /** One minute of all regions: what was planned for it, new calls, what is due. */
  async step(world: World): Promise<void> {
    this.#clock.move(60);
    const now = this.#clock.now();
    const due = this.#later.filter(({ at }) => at <= now);
    for (const done of due) this.#later.splice(this.#later.indexOf(done), 1);
    await Promise.all(due.map(({ region, command }) => this.give(world, region, command)));
    for (let region = 0; region < regions; region += 1) {
      const calls = this.#random.poisson((this.#perHour * stepMicros) / microsPerHour);
      for (let call = 0; call < calls; call += 1) await this.#call(world, region, now);
      const live = world.regions[region];
      if (nextDueAt(live.state) !== 0 && nextDueAt(live.state) <= now) {
        const done = await live.runSystem({ type: "due.work" });
        this.answered[region] = Math.max(this.answered[region], done.position);
      }
    }
  }

  async #call(world: World, region: number, now: Instant): Promise<void> {
    const received = await this.give(world, region, { type: "contact.receive", channel: "call", callerNumber: "01632 960001" }); // prettier-ignore
    const contact = received?.contact;
    if (contact === undefined) return;
    await this.give(world, region, { type: "contact.answer", contact });
    const grade = this.#random.pick(["immediate", "priority", "scheduled"] as const);
    const place = placeAt(this.#random.below(4_000), this.#random.below(4_000));
    const location = { state: "given", ...place, radiusM: 0 } as const;
    const made = await this.give(world, region, { type: "incident.open", contact, incidentType: "theft", location, grade, summary: "bench" }); // prettier-ignore
    const incident = made?.incident;
    if (incident === undefined) return;
    const { units } = world.regions[region].state.columns;
    let unit = 0;
    while (unit < unitsOfRegion && units.stacked[unit] > 0) unit += 1;
    const closeAt = now + (40 + this.#random.below(60)) * microsPerMinute;
    if (unit < unitsOfRegion) {
      await this.give(world, region, { type: "unit.send", incident, units: [unit] });
      const plan = (minutes: number, command: Command) =>
        this.#later.push({ at: now + minutes * microsPerMinute, region, command });
      plan(2, { type: "unit.progress", unit, status: "en route" });
      plan(9, { type: "unit.progress", unit, status: "at scene" });
      plan(25 + this.#random.below(10), { type: "unit.clear", unit });
    }
    this.#later.push({ at: closeAt, region, command: { type: "incident.close", incident, result: "resolved" } }); // prettier-ignore
  }
}

/** Heap in use after all that is not needed is let go, in MiB. */
async function heapMib(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await setImmediate();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

/** Events that were answered and that the log of the opened store does not have. */
async function countLost(
  { store, regions: all }: World,
  answered: readonly number[],
): Promise<number> {
  let lost = 0;
  for (const [index, { id }] of all.entries())
    lost += Math.max(0, answered[index] - (await store.readHead(id)));
  return lost;
}

/** Regions whose whole log, folded from its first event without any snapshot, is another state than the one that lived through all restarts. */
async function countDiffering({ store, regions: all }: World): Promise<number> {
  const bare = { readHead: store.readHead.bind(store), read: store.read.bind(store), readChunk: store.readChunk.bind(store), findSnapshot: () => Promise.resolve(undefined) }; // prettier-ignore
  let differing = 0;
  for (const { id, state } of all) {
    const loaded = await loadRegion(bare as unknown as EventStore, id, log);
    if (hashState(loaded.state) !== hashState(state)) differing += 1;
  }
  return differing;
}

export const bench: Bench = {
  name: "endurance",
  about: `${hours} simulated hours of ${regions} regions, a restart every ${restartHours}: lost events and growth of memory; argument: part of ${callsPerHour} calls an hour and region (1)`,
  async run({ say, args }) {
    const scale = Number(args[0] ?? sized(1, 0.1));
    const directory = mkdtempSync(join(tmpdir(), "muster-endurance-"));
    try {
      return await endure(directory, scale, say);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function endure(
  directory: string,
  scale: number,
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const clock = new TestClock();
  const days = new Days(clock, scale);
  let world = await open(directory, clock);
  await days.begin(world);
  const startedAt = performance.now();
  let [lost, restarts] = [0, 0];
  const heaps: number[] = [];
  for (let hour = 1; hour <= hours; hour += 1) {
    for (let minute = 0; minute < 60; minute += 1) await days.step(world);
    await world.heartbeat.whenIdle();
    if (hour % restartHours !== 0) continue;
    const isOrderly = restarts % 2 === 0;
    await shut(world, isOrderly);
    clock.move(30);
    world = await open(directory, clock);
    restarts += 1;
    lost += await countLost(world, days.answered);
    heaps.push(await heapMib());
    say(`hour ${hour}: ${days.commands} commands, ${heaps.at(-1)?.toFixed(1)} MiB, ${lost} lost`);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const events = days.answered.reduce((sum, position) => sum + position, 0);
  // Closed work leaves after a day: what is held is level from the second day on.
  const [settled, end] = [heaps[Math.floor(heaps.length / 2) - 1], heaps.at(-1) ?? 0];
  const differing = await countDiffering(world);
  const gaps = world.regions[0].state.columns.head.gaps[0];
  await shut(world, true);
  return [
    atMost("lost events", lost, "events", 0),
    atMost("regions whose whole log folds to another state", differing, "regions", 0),
    atMost("growth of memory from hour 36 to 72", (100 * (end - settled)) / settled, "%", 5),
    atLeast("restarts", restarts, "", hours / restartHours),
    figure("of them noted as gaps in the first region's log", gaps, ""),
    figure("memory at the end", end, "MiB"),
    figure("scale: calls an hour and region", callsPerHour * scale, ""),
    figure("commands", days.commands, ""),
    figure("of them refused by the rules", days.refused, ""),
    figure("events", events, ""),
    atMost("wall time", seconds, "s", 600),
  ];
}
