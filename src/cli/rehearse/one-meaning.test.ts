import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { microsPerHour } from "../../base/instant.ts";
import { decodeEvent, encodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState } from "../../core/state/region-state.ts";
import { loadRegion } from "../../live/load-region.ts";
import { makeLog } from "../../live/log.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { replayUntil } from "../../sim/branch/replay.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { MemoryStore } from "../../store/memory.ts";
import { listVariants, makePlan, plainVariant, readPlanFile } from "./plan-file.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "rehearsals");
const shipped = readdirSync(folder).map((name) => readPlanFile(join(folder, name)));
const straightLine = makeStraightLine();
const log = makeLog("silent");

/** A rehearsal's events in a store, loaded as the live room loads its log; and the facts of that log, folded as a branch does. */
async function checkOneMeaning(plan: RehearsalPlan, seed: number): Promise<number> {
  const events: CoreEvent[] = [];
  const sink = { open: true, put: (event: CoreEvent) => void events.push(event) };
  const night = new Replication(plan, { seed, replication: 0, travel: () => straightLine, sink });
  night.run();
  const store = new MemoryStore();
  for (let from = 0; from < events.length; from += 1_000) {
    const records = events.slice(from, from + 1_000).map((event) => encodeEvent(event));
    await store.append({
      region: "night",
      expectedPosition: from,
      commandId: `c${from}`,
      records,
    });
  }
  const expected = hashState(night.state);
  const live = await loadRegion(store, "night", log);
  // A fork has no text: a rehearsal has none either.
  assert.equal(hashState(forkState(live.state)), expected);
  const facts: CoreEvent[] = [];
  for (let after = 0; after < events.length; after = facts.length)
    for (const record of await store.read("night", after, 10_000))
      facts.push(decodeEvent(JSON.parse(record.facts), null));
  const branched = replayUntil(facts, { position: facts.length });
  assert.equal(hashState(branched.state), expected);
  return events.length;
}

test("every shipped plan and variant: in a live room's log, and replayed from it, its state bit by bit", async () => {
  for (const plan of shipped)
    for (const variant of listVariants(plan.text)) {
      const events = await checkOneMeaning(makePlan(plan, variant), 1);
      assert.ok(events > 500, `${variant}: ${events} events`);
    }
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
