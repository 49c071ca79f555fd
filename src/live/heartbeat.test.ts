/** Outages and jumps of the clock as the heartbeat sees them: what the next start says, and what is noted meanwhile. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Command } from "../core/commands.ts";
import { MemoryStore } from "../store/memory.ts";
import { act, makeRoom } from "../testing/control-room.ts";
import { TestClock } from "../testing/test-clock.ts";
import { Heartbeat } from "./heartbeat.ts";
import { makeLog } from "./log.ts";

const log = makeLog("silent");

/** A machine whose clock and whose steady time the test moves, apart from each other where it jumps. */
class Machine {
  readonly clock = new TestClock();
  steady = 0;
  noted: Extract<Command, { type: "gap.note" }>[] = [];
  readonly store: MemoryStore;

  constructor(store = new MemoryStore()) {
    this.store = store;
  }

  async open(): Promise<Heartbeat> {
    const { store, clock } = this;
    const [wall, steadyMillis] = [() => clock.now(), () => this.steady];
    return Heartbeat.open({ store, clock, log, wall, steadyMillis });
  }

  /** A region that decides by the rules, and keeps what was noted. */
  regions() {
    const room = makeRoom();
    const runSystem = (command: Command) => {
      if (command.type === "gap.note") this.noted.push(command);
      room.now = this.clock.now();
      act(room, command);
      return Promise.resolve(undefined as never);
    };
    return new Map([["room", { id: "room", status: "taking" as const, state: room.state, runSystem }]]); // prettier-ignore
  }

  pass(seconds: number, jumpSeconds = 0): void {
    this.clock.move(seconds + jumpSeconds);
    this.steady += 1_000 * seconds;
  }
}

describe("an outage", () => {
  test("after an orderly end, from then on; after a crash from the last beat, or from what was entered after it", async () => {
    const machine = new Machine();
    const first = await machine.open();
    assert.equal(first.gapSince(machine.clock.now()).kind, "unknown");
    first.start(machine.regions());
    await first.whenIdle();
    machine.pass(100);
    await first.close();
    const stoppedAt = machine.clock.now();
    machine.pass(3 * 3_600);
    const second = await machine.open();
    const now = machine.clock.now();
    assert.deepEqual(second.gapSince(stoppedAt - 5), { kind: "stopped", beforeAt: stoppedAt, afterAt: now }); // prettier-ignore
    second.start(machine.regions());
    await second.whenIdle();
    // Nobody closes it: it is killed.
    machine.pass(60);
    const third = await machine.open();
    assert.deepEqual(third.gapSince(now - 5), { kind: "crash", beforeAt: now, afterAt: machine.clock.now() }); // prettier-ignore
    const entered = now + 3_000_000;
    assert.equal(third.gapSince(entered).beforeAt, entered);
    await second.close();
  });

  test("of a log without a beat lasts from its last event, and a beat that is none is as none", async () => {
    const machine = new Machine();
    await machine.store.writeDocument("heartbeat", "server", 0, `{"at":"noon"}`);
    const heartbeat = await machine.open();
    const lastEntered = machine.clock.now() - 60_000_000;
    assert.deepEqual(heartbeat.gapSince(lastEntered), { kind: "unknown", beforeAt: lastEntered, afterAt: machine.clock.now() }); // prettier-ignore
    heartbeat.start(machine.regions());
    await heartbeat.whenIdle();
    await heartbeat.close();
    assert.match((await machine.store.readDocument("heartbeat", "server"))?.body ?? "", /"isEnd":true/); // prettier-ignore
  });

  test("with a clock that is behind the last beat begins and ends there: the clock starts no earlier", async () => {
    const machine = new Machine();
    const first = await machine.open();
    machine.pass(600);
    await first.close();
    const stoppedAt = machine.clock.now();
    const behind = new Machine(machine.store);
    const second = await behind.open();
    assert.deepEqual(second.gapSince(stoppedAt), { kind: "stopped", beforeAt: stoppedAt, afterAt: stoppedAt }); // prettier-ignore
  });
});

describe("while it runs", () => {
  async function running() {
    const machine = new Machine();
    const heartbeat = await machine.open();
    heartbeat.start(machine.regions());
    await heartbeat.whenIdle();
    return { machine, heartbeat };
  }

  test("a clock that is put forward or back by two seconds or more is noted with before and after", async () => {
    const { machine, heartbeat } = await running();
    machine.pass(1);
    heartbeat.look();
    machine.pass(1, 1.9);
    heartbeat.look();
    assert.deepEqual(machine.noted, []);
    const before = machine.clock.now();
    machine.pass(1, 3_600);
    heartbeat.look();
    machine.pass(1, -7_200);
    heartbeat.look();
    const forward = before + 1_000_000;
    const back = forward + 3_601_000_000;
    assert.deepEqual(machine.noted, [
      { type: "gap.note", kind: "clock forward", beforeAt: forward, afterAt: forward + 3_600_000_000 }, // prettier-ignore
      { type: "gap.note", kind: "clock back", beforeAt: back, afterAt: back - 7_200_000_000 },
    ]);
    await heartbeat.close();
  });

  test("a process that was not let run was paused", async () => {
    const { machine, heartbeat } = await running();
    machine.pass(1);
    heartbeat.look();
    const before = machine.clock.now();
    machine.pass(45);
    heartbeat.look();
    assert.deepEqual(machine.noted, [{ type: "gap.note", kind: "paused", beforeAt: before, afterAt: machine.clock.now() }]); // prettier-ignore
    await heartbeat.close();
  });

  test("a disk that takes more than ten seconds for a beat hung, from when it was given the beat", async () => {
    const { machine, heartbeat } = await running();
    const write = machine.store.writeDocument.bind(machine.store);
    const hangs = Promise.withResolvers<void>();
    let asked = 0;
    machine.store.writeDocument = async (...given) => {
      asked += 1;
      await hangs.promise;
      await write(...given);
    };
    machine.pass(5);
    heartbeat.look();
    const before = machine.clock.now();
    for (let second = 0; second < 30; second += 1) {
      machine.pass(1);
      heartbeat.look();
    }
    assert.equal(asked, 1, "one beat at a time");
    hangs.resolve();
    await heartbeat.whenIdle();
    assert.deepEqual(machine.noted, [{ type: "gap.note", kind: "store hung", beforeAt: before, afterAt: machine.clock.now() }]); // prettier-ignore
    await heartbeat.close();
  });

  test("a beat that can not be written costs nothing, and the next is written", async () => {
    const { machine, heartbeat } = await running();
    // Somebody else wrote: the version is another one.
    await machine.store.writeDocument("heartbeat", "server", 1, "{}");
    machine.pass(5);
    heartbeat.look();
    await heartbeat.whenIdle();
    machine.pass(5);
    heartbeat.look();
    await heartbeat.whenIdle();
    const beat = await machine.store.readDocument("heartbeat", "server");
    assert.equal(beat?.body, JSON.stringify({ at: machine.clock.now(), isEnd: false }));
    await heartbeat.close();
  });
});
