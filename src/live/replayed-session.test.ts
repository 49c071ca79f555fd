/**
 * Random sessions of a live room, read back as a rehearsal reads a log: the live loop takes commands of every kind
 * (shifts, levels, deferral, closures, late entries, what the rules refuse), alone, together and many at once, keeps
 * snapshots on the way; and the facts of its log, folded as a branch folds them, give the state it had, bit by bit, at
 * the end and in between. MUSTER_SESSIONS asks for
 * more of them, MUSTER_SESSION_SEED for those of an earlier run.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { microsPerSecond } from "../base/instant.ts";
import { authority, type Actor } from "../core/authority.ts";
import type { Command, CommandType } from "../core/commands.ts";
import { decodeEvent } from "../core/event-codec.ts";
import type { CoreEvent } from "../core/events.ts";
import { hashState } from "../core/state/hash.ts";
import { forkState } from "../core/state/region-state.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import { replayUntil } from "../sim/branch/replay.ts";
import { MemoryStore } from "../store/memory.ts";
import { testLevelPlan } from "../testing/core/level-plan.ts";
import { commandOf, intentArbitrary } from "../testing/core/random-command.ts";
import { pick, type Intent } from "../testing/core/random-choice.ts";
import { makeRegionConfig, middleOf } from "../testing/core/region-config.ts";
import { testStart } from "../testing/core/twin.ts";
import { TestClock } from "../testing/test-clock.ts";
import { RefusedError } from "./fault.ts";
import { loadRegion } from "./load-region.ts";
import { makeLog } from "./log.ts";
import { RegionRuntime } from "./region-runtime.ts";

const sessions = Number(process.env["MUSTER_SESSIONS"] ?? 1_000);
const seed = Number(process.env["MUSTER_SESSION_SEED"] ?? Date.now() % 2 ** 31);
const id = "west";
const log = makeLog("silent");
const travel = makeStraightLine();

interface Step {
  readonly intents: readonly Intent[];
  /** The next one is handed in before this one is answered. */
  readonly goesOn: boolean;
  readonly isMarked: boolean;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    intents: fc.oneof(
      { weight: 8, arbitrary: fc.array(intentArbitrary, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(intentArbitrary, { minLength: 2, maxLength: 3 }) },
    ),
    goesOn: fc.boolean(),
    isMarked: fc.integer({ min: 0, max: 7 }).map((dice) => dice === 0),
  }),
  { minLength: 20, maxLength: 60, size: "max" },
);

/** Now and then somebody who may not. */
function actorFor(type: CommandType, { a }: Intent): Actor {
  const allowed = authority[type];
  const usual = allowed.includes("supervisor") ? "supervisor" : "administrator";
  const role =
    a % 12 === 0 ? pick(["crew", "call taker", "partner", "overseer"] as const, a) : usual;
  return { account: `tester-${role}`, role, unit: role === "crew" ? a % 4 : undefined };
}

const systemTypes: ReadonlySet<CommandType> = new Set(["due.work", "unit.record-travel"]);
const counts = { accepted: 0, refused: 0, late: 0, types: new Set<string>() };

class Session {
  readonly store = new MemoryStore();
  readonly clock = new TestClock(testStart);
  /** Hashes of the live state by position. */
  readonly marks = new Map<number, string>();
  #region!: RegionRuntime;
  #answers: Promise<void>[] = [];
  #requests = 0;

  get region(): RegionRuntime {
    return this.#region;
  }

  async open(): Promise<void> {
    const { store, clock } = this;
    const limits = { waitingCommands: 1_000, snapshotEvery: 60 };
    this.#region = await RegionRuntime.open({ id, store, clock, log, travel, ...limits });
  }

  async beginShift(): Promise<void> {
    const config = makeRegionConfig({ levelPlan: testLevelPlan, id });
    await this.#region.runSystem({ type: "region.configure", config });
    for (let unit = 0; unit < 4; unit += 1) {
      const facts = { callSign: `S${unit}`, vehicle: "car", skills: ["response"], area: "west" };
      await this.#region.runSystem({ type: "unit.register", ...facts, base: middleOf(unit % 3) });
      await this.#region.runSystem({ type: "unit.book-on", unit, crew: 2 });
      const person = { staffNumber: `N${unit}`, post: "constable", skills: [] } as const;
      await this.#region.runSystem({ type: "person.register", ...person });
      await this.#region.runSystem({ type: "contact.receive", channel: "call" });
      await this.#region.runSystem({ type: "contact.answer", contact: unit + 1 });
      const open = { type: "incident.open", incidentType: "theft", contact: unit + 1 } as const;
      const location = { state: "given", ...middleOf(unit % 3), radiusM: 0 } as const;
      const grade = unit % 2 === 0 ? "immediate" : "scheduled";
      await this.#region.runSystem({ ...open, location, grade });
    }
  }

  async take({ intents, goesOn, isMarked }: Step): Promise<void> {
    const [first] = intents;
    this.clock.move(first.waitSeconds);
    this.#answers.push(this.#hand(intents).then(() => void (counts.accepted += 1), countRefusal));
    if (isMarked) this.mark();
    if (!goesOn) await this.settle();
  }

  async settle(): Promise<void> {
    await Promise.all(this.#answers.splice(0));
  }

  mark(): void {
    this.marks.set(this.#region.position, hashState(forkState(this.#region.state)));
  }

  #hand(intents: readonly Intent[]): Promise<unknown> {
    const [first] = intents;
    const { region, clock } = this;
    const now = clock.now();
    const readAll = (): Command[] =>
      intents.map((intent) => {
        const command = commandOf(region.state, now, intent);
        const isOwn = command.type === "region.configure";
        return isOwn ? { ...command, config: { ...command.config, id } } : command;
      });
    if (systemTypes.has(first.type)) return region.runSystem(readAll()[0]);
    const occurredAt = now - first.lateSeconds * microsPerSecond;
    if (occurredAt < now) counts.late += 1;
    counts.types.add(first.type);
    this.#requests += 1;
    return region.submit({
      id: `request-${this.#requests}`,
      digest: "",
      actor: actorFor(first.type, first),
      ...(first.lateSeconds === 0 ? {} : { occurredAt }),
      read: readAll,
    });
  }
}

function countRefusal(error: unknown): void {
  if (!(error instanceof RefusedError)) throw error;
  counts.refused += 1;
}

/** The facts without their words, as `muster rehearse --store` reads them. */
async function readFacts(store: MemoryStore): Promise<CoreEvent[]> {
  const facts: CoreEvent[] = [];
  for (;;) {
    const records = await store.read(id, facts.length, 10_000);
    if (records.length === 0) return facts;
    for (const record of records) facts.push(decodeEvent(JSON.parse(record.facts), null));
  }
}

async function checkSession(lived: readonly Step[]): Promise<void> {
  const session = new Session();
  await session.open();
  await session.beginShift();
  for (const step of lived) await session.take(step);
  await session.settle();
  session.mark();
  const { region, store, marks } = session;
  const facts = await readFacts(store);
  assert.equal(facts.length, region.position);
  for (const [position, hash] of marks)
    assert.equal(hashState(replayUntil(facts, { position }).state), hash, `position ${position}`);
  const loaded = await loadRegion(store, id, log);
  assert.equal(hashState(loaded.state), hashState(region.state), "the live way of loading");
  await region.close();
  await session.open();
  assert.equal(hashState(session.region.state), hashState(loaded.state), "and from its snapshot");
  await session.region.close();
}

test(`${sessions} random live sessions: their logs, replayed by a rehearsal, give the live states bit by bit`, async (context) => {
  context.diagnostic(`seed ${seed}`);
  await fc.assert(fc.asyncProperty(steps, checkSession), { numRuns: sessions, seed });
  const { accepted, refused, late, types } = counts;
  context.diagnostic(
    `${accepted} taken, ${refused} refused, ${late} late, ${types.size} kinds of command`,
  );
  assert.ok(accepted > sessions * 5 && refused > sessions && late > sessions);
  assert.ok(types.size >= Object.keys(authority).length - systemTypes.size);
});
