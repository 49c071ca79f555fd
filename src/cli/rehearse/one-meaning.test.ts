import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import * as fc from "fast-check";
import { microsPerHour } from "../../base/instant.ts";
import { decodeEvent, encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState } from "../../core/state/region-state.ts";
import { loadRegion } from "../../live/load-region.ts";
import { makeLog } from "../../live/log.ts";
import { RegionRuntime } from "../../live/region-runtime.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { replayUntil } from "../../sim/branch/replay.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { EventStore } from "../../store/port.ts";
import { openSqliteStore } from "../../store/sqlite/engine.ts";
import { TestClock } from "../../testing/test-clock.ts";
import { listVariants, makePlan, plainVariant, readPlanFile } from "./plan-file.ts";
import { openLog } from "./read-log.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "rehearsals");
const shipped = readdirSync(folder).map((name) => readPlanFile(join(folder, name)));
const straightLine = makeStraightLine();
const log = makeLog("silent");

const folders = mkdtempSync(join(tmpdir(), "muster-one-meaning-"));
after(() => rmSync(folders, { recursive: true }));

/** Of each region of the plan its events and its state, the plan's own first. */
function playNight(plan: RehearsalPlan, seed: number) {
  const logs: CoreEvent[][] = [plan, ...(plan.neighbours ?? [])].map(() => []);
  const [sink, ...sinks] = logs.map((events) => ({
    open: true,
    put: (event: CoreEvent) => void events.push(event),
  }));
  const travel = () => straightLine;
  const night = new Replication(plan, { seed, replication: 0, travel, sink, sinks });
  night.run();
  return logs.map((events, index) => ({ events, expected: hashState(night.states[index]) }));
}

async function fill(store: EventStore, events: readonly CoreEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 1_000) {
    const records = events.slice(from, from + 1_000).map((event) => encodeEvent(event));
    await store.append({
      region: "night",
      expectedPosition: from,
      commandId: `c${from}`,
      records,
    });
  }
}

/** A rehearsal's events in a store, loaded as the live room loads its log; and the facts of that log, folded as a branch does. */
async function checkOneMeaning(plan: RehearsalPlan, seed: number): Promise<number> {
  const regions = playNight(plan, seed);
  for (const region of regions) await checkLog(region);
  return regions[0].events.length;
}

async function checkLog({ events, expected }: ReturnType<typeof playNight>[number]): Promise<void> {
  const store = new MemoryStore();
  await fill(store, events);
  const live = await loadRegion(store, "night", log);
  // A fork has no text: a rehearsal has none either.
  assert.equal(hashState(forkState(live.state)), expected);
  const facts: CoreEvent[] = [];
  for (let after = 0; after < events.length; after = facts.length)
    for (const record of await store.read("night", after, 10_000))
      facts.push(decodeEvent(JSON.parse(record.facts), null));
  const branched = replayUntil(facts, { position: facts.length });
  assert.equal(hashState(branched.state), expected);
}

/**
 * The same on the embedded store, by a live room that goes on where the rehearsal ended: it takes commands, closes with a
 * snapshot, opens again; and `muster rehearse --store` reads what it left.
 */
async function checkLiveRoom(plan: RehearsalPlan, name: string): Promise<void> {
  const [{ events, expected }] = playNight(plan, 2);
  const directory = join(folders, name);
  const store = await openSqliteStore({ directory });
  await fill(store, events);
  const clock = new TestClock(0);
  const limits = { waitingCommands: 10, snapshotEvery: 1_000_000 };
  const options = { id: "night", store, clock, log, travel: straightLine, ...limits };
  const room = await RegionRuntime.open(options);
  assert.equal(hashState(forkState(room.state)), expected);
  for (let call = 0; call < 5; call += 1) {
    clock.move(60);
    await room.runSystem({ type: "due.work" });
    await room.runSystem({ type: "contact.receive", channel: "call", words: "a fight" });
  }
  const lived = hashState(forkState(room.state));
  const { position } = room;
  await room.close();
  const again = await RegionRuntime.open(options);
  assert.equal(hashState(forkState(again.state)), lived, "from the snapshot");
  await again.close();
  await store.close();
  const reading = openLog(directory, undefined);
  const branched = replayUntil(reading.list(), { position });
  const before = replayUntil(reading.list(), { position: events.length });
  reading.close();
  assert.equal(hashState(branched.state), lived);
  assert.equal(hashState(before.state), expected);
}

test("every shipped plan and variant: a live room goes on where its night ended, and a branch reads both", async () => {
  for (const plan of shipped)
    for (const variant of listVariants(plan.text))
      await checkLiveRoom(makePlan(plan, variant), `${plan.text.name}-${variant}`);
});

test("every shipped plan and variant: in a live room's log, and replayed from it, its state bit by bit", async () => {
  for (const plan of shipped)
    for (const variant of listVariants(plan.text)) {
      const events = await checkOneMeaning(makePlan(plan, variant), 1);
      assert.ok(events > 500, `${variant}: ${events} events`);
    }
});

test("200 random nights of two regions: the same in both logs", async () => {
  const plan = shipped.find(({ text }) => text.name === "coast");
  assert.ok(plan);
  const base = makePlan(plan, "with-aid");
  let lent = 0;
  const anyNight = fc.record({
    seed: fc.nat(4_000_000_000),
    rate: fc.integer({ min: 2, max: 15 }),
    arrives: fc.constantFrom(0.2, 0.5, 1),
    loanHours: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(anyNight, async ({ seed, rate, arrives, loanHours }) => {
      const night: RehearsalPlan = {
        ...base,
        warmUpMicros: 0,
        lengthMicros: 4 * microsPerHour,
        demand: { ...base.demand, perHour: [rate] },
        shifts: base.shifts.map((shift) => ({ ...shift, units: 3, arrives })),
        aid: base.aid && { ...base.aid, loanMicros: loanHours * microsPerHour },
      };
      await checkOneMeaning(night, seed);
      const [{ events }] = playNight(night, seed);
      lent += events.filter(({ type }) => type === "aid.unit-arrived").length;
    }),
    { numRuns: 200 },
  );
  assert.ok(lent > 200, `${lent} units came in these nights`);
});

test("1,000 random nights: the same", async () => {
  const base = makePlan(shipped[0], plainVariant);
  const anyNight = fc.record({
    seed: fc.nat(4_000_000_000),
    hours: fc.integer({ min: 1, max: 4 }),
    rate: fc.integer({ min: 1, max: 15 }),
    arrives: fc.constantFrom(0, 0.2, 0.6, 1),
    held: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(anyNight, async ({ seed, hours, rate, arrives, held }) => {
      const plan: RehearsalPlan = {
        ...base,
        warmUpMicros: 0,
        lengthMicros: hours * microsPerHour,
        demand: { ...base.demand, perHour: [rate] },
        shifts: base.shifts.map((shift) => ({ ...shift, units: 4, arrives })),
        heldBack: { ...base.heldBack, scheduled: held },
      };
      await checkOneMeaning(plan, seed);
    }),
    { numRuns: 1_000 },
  );
});
