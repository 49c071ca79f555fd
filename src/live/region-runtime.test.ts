/**
 * The live loop by itself: exactly once per id, answered when durable, order kept under load, restart, what happens
 * when the store fails, and due work by the one timer.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Command } from "../core/commands.ts";
import { isReviewDue } from "../core/no-unit/review.ts";
import { hashState } from "../core/state/hash.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import { MemoryStore } from "../store/memory.ts";
import {
  storeLimits,
  StoreFault,
  type AppendRequest,
  type Appended,
  type FoundCommand,
} from "../store/port.ts";
import { roomConfig } from "../testing/control-room.ts";
import { TestClock } from "../testing/test-clock.ts";
import type { CommandRequest } from "./command-answer.ts";
import { LiveFault, RefusedError } from "./fault.ts";
import { loadRegion } from "./load-region.ts";
import { makeLog } from "./log.ts";
import { RegionRuntime } from "./region-runtime.ts";

const log = makeLog("silent");
const actor = { account: "tester", role: "supervisor", unit: undefined } as const;

function openRegion(
  store: MemoryStore,
  clock = new TestClock(),
  waitingCommands = 1_000,
): Promise<RegionRuntime> {
  return RegionRuntime.open({
    id: "room",
    store,
    clock,
    log,
    travel: makeStraightLine(),
    waitingCommands,
    snapshotEvery: 1_000_000,
  });
}

async function makeRegion(
  store = new MemoryStore(),
  clock = new TestClock(),
): Promise<RegionRuntime> {
  const region = await openRegion(store, clock);
  if (region.position === 0)
    await region.runSystem({ type: "region.configure", config: { ...roomConfig(), id: "room" } });
  return region;
}

let ids = 0;

function request(command: Command, more: Partial<CommandRequest> = {}): CommandRequest {
  ids += 1;
  const id = more.id ?? `id-${ids}`;
  return { id, digest: JSON.stringify(command), actor, read: () => [command], ...more };
}

const ring: Command = { type: "contact.receive", channel: "call", callerNumber: "01632 960001" };

/** The test's own time limit ends a wait that would never end. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Appends wait until the test lets them through, one by one or all. */
class SlowStore extends MemoryStore {
  readonly held: (() => void)[] = [];
  isHolding = false;

  override async append(appended: AppendRequest): Promise<Appended> {
    const answer = super.append(appended);
    if (this.isHolding) await new Promise<void>((resolve) => this.held.push(resolve));
    return answer;
  }

  release(): void {
    this.isHolding = false;
    for (const resolve of this.held.splice(0)) resolve();
  }
}

test("a command is answered when it is durable, and nothing is shown before", async () => {
  const store = new SlowStore();
  const region = await makeRegion(store);
  const before = region.durablePosition;
  await until(() => region.publisher.position === before);
  const seen: number[] = [];
  region.publisher.add({
    onEvents: ({ last }) => seen.push(last),
    onPositions: () => {},
    onEnd: () => {},
  });
  store.isHolding = true;
  let isAnswered = false;
  const answer = region.submit(request(ring)).then((value) => {
    isAnswered = true;
    return value;
  });
  await until(() => store.held.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(region.position, before + 1, "decided");
  assert.deepEqual([isAnswered, region.durablePosition, seen], [false, before, []]);
  store.release();
  assert.deepEqual(await answer, {
    position: before + 1,
    events: 1,
    made: { contact: 1 },
    warnings: [],
  });
  await until(() => seen.length > 0);
  assert.deepEqual(seen, [before + 1]);
  await region.close();
});

/** Units at work on incidents of their own, and as many callers waiting as `waiting`. */
async function makeShortage(region: RegionRuntime, units: number, waiting: number): Promise<void> {
  const { config } = region.state.policy ?? {};
  assert.ok(config !== undefined);
  const open = async () => {
    const { made } = await region.runSystem({
      type: "incident.open",
      incidentType: "other",
      grade: "immediate",
      location: { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 },
      area: config.areas[0].code,
    });
    return made.incident ?? 0;
  };
  for (let unit = 0; unit < units; unit += 1) {
    await region.runSystem({
      type: "unit.register",
      callSign: `U${unit}`,
      vehicle: config.vehicles[0].code,
      skills: [config.skills[0].code],
      area: config.areas[0].code,
      base: config.centre,
    });
    await region.runSystem({ type: "unit.book-on", unit, crew: 2 });
    await region.runSystem({ type: "unit.send", incident: await open(), units: [unit] });
    await region.runSystem({ type: "unit.progress", unit, status: "at scene" });
  }
  for (let count = 0; count < waiting; count += 1) await open();
}

test("a line of many commands takes no more of a long review than one write holds; the rest comes after it", async () => {
  const region = await makeRegion();
  await makeShortage(region, 1, 1_500);
  const { config } = region.state.policy ?? {};
  assert.ok(config !== undefined);
  // No need is what it was: each of the running clocks has to end and to begin again.
  const need = { skills: ["dog"], vehicles: [], count: 1 };
  const changed = {
    ...config,
    standardNeeds: { immediate: need, priority: null, scheduled: null, resolution: null },
    responsePlans: [],
  };
  const configured = region.runSystem({ type: "region.configure", config: changed });
  const note = { type: "incident.note", incident: 1, note: "still here" } as const;
  const notes = Array.from({ length: 50 }, () => note);
  const answer = await region.submit(request(note, { read: () => notes }));
  await configured;
  assert.ok(answer.events > notes.length, "some of the review is in it");
  assert.ok(answer.events <= storeLimits.maxRecordsPerCommand, `${answer.events} events`);
  const countLeft = () => {
    const { incidents, head } = region.state.columns;
    const { length } = incidents.noUnitAt
      .subarray(0, head.incidentRows[0])
      .filter((at) => at === 0);
    return length - 1;
  };
  await until(() => countLeft() === 0 && !isReviewDue(region.state));
  await region.close();
});

test("a batch is refused whole, with every reason", async () => {
  const region = await makeRegion();
  await makeShortage(region, 2, 0);
  const before = region.position;
  const clear = [0, 7, 1, 8].map((unit) => ({ type: "unit.clear", unit }) as const);
  await assert.rejects(region.submit(request(clear[0], { read: () => clear })), (error) => {
    assert.ok(error instanceof RefusedError);
    assert.deepEqual(
      error.refusal.each?.map(({ message }) => /unit \d/.exec(message)?.[0]),
      ["unit 7", "unit 8"],
    );
    return true;
  });
  assert.equal(region.position, before);
  await region.close();
});

test("a retry gets the same answer: under way, after it, and after a restart", async () => {
  const store = new SlowStore();
  const region = await makeRegion(store);
  store.isHolding = true;
  const first = region.submit(request(ring, { id: "same-one" }));
  const second = region.submit(request(ring, { id: "same-one" }));
  await until(() => store.held.length === 1);
  store.release();
  const answer = await first;
  assert.deepEqual(await second, { ...answer, replayed: true });
  assert.deepEqual(await region.submit(request(ring, { id: "same-one" })), {
    ...answer,
    replayed: true,
  });
  await region.close();
  const again = await openRegion(store);
  const stranger = { ...actor, account: "stranger" };
  await assert.rejects(again.submit(request(ring, { id: "same-one", actor: stranger })), {
    code: "command.id-reused",
  });
  const other: Command = { type: "contact.answer", contact: 1 };
  await assert.rejects(again.submit(request(other, { id: "same-one" })), {
    code: "command.id-reused",
  });
  assert.deepEqual(await again.submit(request(ring, { id: "same-one" })), {
    ...answer,
    replayed: true,
    warningsLost: true,
  });
  assert.equal(again.position, answer.position);
  await again.close();
});

test("an id cannot be used for another command, and a refused one can be sent again", async () => {
  const region = await makeRegion();
  await region.submit(request(ring, { id: "used-once" }));
  const other = request({ type: "contact.answer", contact: 1 }, { id: "used-once" });
  await assert.rejects(
    region.submit(other),
    (error) => error instanceof LiveFault && error.code === "command.id-reused",
  );
  const early = request({ type: "contact.answer", contact: 2 }, { id: "answer-two" });
  await assert.rejects(region.submit(early), RefusedError);
  await region.submit(request(ring));
  assert.equal((await region.submit(early)).events, 1);
  await region.close();
});

test("a command that expects another position is stale and changes nothing", async () => {
  const region = await makeRegion();
  const { position } = await region.submit(request(ring));
  const hash = hashState(region.state);
  const stale = request(ring, { expect: position - 1 });
  await assert.rejects(
    region.submit(stale),
    (error) => error instanceof LiveFault && error.code === "command.stale",
  );
  assert.equal(hashState(region.state), hash);
  assert.equal((await region.submit(request(ring, { expect: position }))).position, position + 1);
  await region.close();
});

test("any history, sent at once or one by one, folds to the state that was lived", async () => {
  const command = fc.oneof(
    fc.constant<Command>(ring),
    fc
      .integer({ min: 1, max: 12 })
      .map((contact): Command => ({ type: "contact.answer", contact })),
    fc
      .integer({ min: 1, max: 12 })
      .map((contact): Command => ({ type: "contact.abandon", contact })),
    fc
      .integer({ min: 1, max: 12 })
      .map((contact): Command => ({ type: "contact.end", contact, outcome: "advice given" })),
    fc
      .integer({ min: 1, max: 6 })
      .map((incident): Command => ({ type: "incident.note", incident, note: "a note" })),
    fc.constant<Command>({
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      area: "north",
      location: { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 },
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { maxLength: 40 }),
      fc.boolean(),
      async (commands, atOnce) => {
        const store = new MemoryStore();
        const region = await makeRegion(store);
        const send = (each: Command) =>
          region.submit(request(each)).catch((error: unknown) => {
            if (!(error instanceof RefusedError)) throw error;
          });
        if (atOnce) await Promise.all(commands.map(send));
        else for (const each of commands) await send(each);
        const { state, position } = await loadRegion(store, "room", log);
        assert.equal(position, region.position);
        assert.equal(hashState(state), hashState(region.state));
        await region.close();
        const reopened = await openRegion(store);
        assert.equal(hashState(reopened.state), hashState(state), "with the snapshot of the close");
        await reopened.close();
      },
    ),
    { numRuns: 60 },
  );
});

/** The same length, so that everything else stays where it is. */
function replaceText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  assert.equal(from.length, to.length);
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll(from, to), "latin1");
}

test("a snapshot that is damaged or of another log is ignored", async () => {
  const store = new MemoryStore();
  const region = await makeRegion(store);
  await region.submit(request(ring));
  const hash = hashState(region.state);
  const { position, bytes } = await region.encodeDurable();
  await region.close();
  const damaged = [
    new Uint8Array(0),
    bytes.slice(0, bytes.length - 8),
    new Uint8Array(bytes.length),
    bytes.map((byte, index) => (index > 8 && index < 400 ? byte ^ 0x55 : byte)),
    // As an older program may have written it: well-formed, and of another shape.
    replaceText(bytes, '"incidentTypes":', '"incidentTypos":'),
    replaceText(bytes, '"contacts":', '"contract":'),
  ];
  for (const bad of damaged) {
    await store.saveSnapshot("room", { position, bytes: bad });
    const again = await openRegion(store);
    assert.equal(hashState(again.state), hash);
    await again.close();
  }
});

test("after a write error nothing is taken, what is stored is shown, and nothing acknowledged is lost", async () => {
  const store = new MemoryStore();
  const region = await makeRegion(store);
  const good = await region.submit(request(ring));
  store.fail("the disk is full");
  const refused = (error: unknown) => error instanceof StoreFault && error.code === "store.failed";
  await assert.rejects(region.submit(request(ring)), refused);
  await until(() => region.status === "failed");
  await assert.rejects(region.submit(request(ring)), refused);
  assert.equal(region.position, good.position, "the state is that of the log");
  assert.equal((await region.encodeDurable()).position, good.position);
  await region.close();
});

test("more commands than the region takes get live.busy, and the rest is kept in order", async () => {
  const store = new SlowStore();
  await (await makeRegion(store)).close();
  const region = await openRegion(store, new TestClock(), 5);
  store.isHolding = true;
  const sent = Array.from({ length: 8 }, () =>
    region.submit(request(ring)).then(
      () => "taken",
      (error: LiveFault) => error.code,
    ),
  );
  await until(() => store.held.length === 5);
  store.release();
  const answers = await Promise.all(sent);
  assert.deepEqual(answers, [
    ...Array<string>(5).fill("taken"),
    ...Array<string>(3).fill("live.busy"),
  ]);
  await region.close();
});

test("due work is done by the timer, when the clock says so", async () => {
  const clock = new TestClock();
  const store = new MemoryStore();
  const region = await makeRegion(store, clock);
  await region.submit(request(ring));
  const due = region.state.columns.contacts.dueAt[0];
  clock.startNotBefore(due + 1);
  // The timer was set by the old time; a restart sets it by the new one.
  await region.close();
  const again = await openRegion(store, clock);
  const before = again.position;
  await until(() => again.durablePosition > before);
  const alarm = (await store.read("room", 0, 1_000))
    .map(({ facts }) => facts)
    .find((facts) => facts.includes("alarm.raised"));
  assert.match(alarm ?? "", /"by":"system".*contact not answered/);
  await again.close();
});

test("the clock starts no earlier than the log ends", async () => {
  const store = new MemoryStore();
  const clock = new TestClock();
  const region = await makeRegion(store, clock);
  clock.move(3_600);
  await region.submit(request(ring));
  await region.close();
  const behind = new TestClock();
  assert.ok(behind.now() < clock.now());
  const again = await openRegion(store, behind);
  assert.equal(behind.now(), clock.now());
  await again.close();
});

test("what a sent unit's device said goes into the log beside the decision", async () => {
  const clock = new TestClock();
  const region = await makeRegion(new MemoryStore(), clock);
  const config = roomConfig();
  await region.runSystem({
    type: "unit.register",
    callSign: "U0",
    vehicle: config.vehicles[0].code,
    skills: [config.skills[0].code],
    area: "north",
    base: config.centre,
  });
  await region.submit(request({ type: "unit.book-on", unit: 0, crew: 2 }));
  clock.move(60);
  region.takePositions([
    { unit: 0, at: clock.now() - 5_000_000, latE7: 540_001_000, lonE7: 30_002_000 },
  ]);
  const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 } as const;
  await region.submit(
    request({ type: "incident.open", incidentType: "other", grade: "priority", location }),
  );
  await region.submit(request({ type: "unit.send", incident: 1, units: [0] }));
  const { units } = region.state.columns;
  assert.deepEqual([units.latE7[0], units.lonE7[0]], [540_001_000, 30_002_000]);
  assert.equal(units.positionAt[0], clock.now() - 5_000_000);
  await region.close();
});

test("a command that the look-up misses is still done once: the store's own check has the last word", async () => {
  class ForgetfulStore extends MemoryStore {
    isForgetful = false;
    override async findCommand(region: string, id: string): Promise<FoundCommand | undefined> {
      const found = await super.findCommand(region, id);
      const isMissed = this.isForgetful;
      this.isForgetful = false;
      return isMissed ? undefined : found;
    }
  }
  const store = new ForgetfulStore();
  const region = await makeRegion(store);
  const answer = await region.submit(request(ring, { id: "once-only" }));
  await region.close();
  const again = await openRegion(store);
  store.isForgetful = true;
  assert.deepEqual(await again.submit(request(ring, { id: "once-only" })), {
    ...answer,
    replayed: true,
    warningsLost: true,
  });
  await until(() => again.status === "taking");
  assert.equal(again.position, answer.position, "the state is that of the log again");
  await again.close();
});

test("who waits for what will never be durable is told so, also while the state is loaded anew", async () => {
  let isRefusing = false;
  let letRead: () => void = () => {};
  let reading: Promise<void> = Promise.resolve();
  class FullStore extends MemoryStore {
    override async append(asked: AppendRequest): Promise<Appended> {
      if (isRefusing) throw new StoreFault("store.busy", "full");
      return super.append(asked);
    }
    override async readChunk(...asked: Parameters<MemoryStore["readChunk"]>) {
      await reading;
      return super.readChunk(...asked);
    }
  }
  const region = await makeRegion(new FullStore());
  const before = region.position;
  reading = new Promise((resolve) => (letRead = resolve));
  isRefusing = true;
  await assert.rejects(region.submit(request(ring, { id: "again" })), { code: "store.busy" });
  isRefusing = false;
  assert.deepEqual([region.status, region.position], ["loading", before + 1]);
  await assert.rejects(region.encodeDurable(), { code: "store.busy" });
  letRead();
  await until(() => region.status === "taking");
  assert.equal((await region.encodeDurable()).position, before);
  assert.equal((await region.submit(request(ring, { id: "again" }))).position, before + 1);
  await region.close();
});
