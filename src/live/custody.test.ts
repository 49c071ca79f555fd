/**
 * 500 keys handed in within 20 minutes through the live loop, from many desks at once: every state is right, none is unaccounted for,
 * each chain is whole in the store, the surge itself is alarmed, and a restart finds the same.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import { countCustody, getItem } from "../core/custody/read.ts";
import { decodeEvent } from "../core/event-codec.ts";
import { standardRoster } from "../core/region/policy.ts";
import { hashState } from "../core/state/hash.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import { MemoryStore } from "../store/memory.ts";
import { roomConfig } from "../testing/control-room.ts";
import { TestClock } from "../testing/test-clock.ts";
import { makeLog } from "./log.ts";
import { RegionRuntime } from "./region-runtime.ts";

const keys = 500;
const supervisor = { account: "desk", role: "supervisor", unit: undefined } as const;
const log = makeLog("silent");

function open(store: MemoryStore, clock: TestClock): Promise<RegionRuntime> {
  const travel = makeStraightLine();
  return RegionRuntime.open({ id: "room", store, clock, log, travel, waitingCommands: 2_000, snapshotEvery: 1_000_000 }); // prettier-ignore
}

test("500 keys in 20 minutes: every state right, none unaccounted for, and the surge alarms", async () => {
  const [store, clock] = [new MemoryStore(), new TestClock()];
  const region = await open(store, clock);
  const roster = { ...standardRoster, posts: [{ code: "constable", name: "Constable" }] };
  await region.runSystem({ type: "region.configure", config: { ...roomConfig(), id: "room", roster } }); // prettier-ignore
  let ids = 0;
  const ask = (command: Command) => {
    ids += 1;
    const id = `id-${ids}`;
    return region.submit({ id, digest: id, actor: supervisor, read: () => [command] });
  };
  const all = (make: (index: number) => Command) =>
    Promise.all(Array.from({ length: keys }, (_, index) => ask(make(index))));
  await all((index) => ({ type: "person.register", staffNumber: `N${index}`, post: "constable", skills: [] })); // prettier-ignore
  await all((index) => ({ type: "item.register", code: `K${index}`, kind: "key" }));
  const fromAt = clock.now();
  await all((person) => ({ type: "shift.plan", of: { person }, fromAt, untilAt: fromAt + 8 * microsPerHour })); // prettier-ignore
  await all((index) => ({ type: "person.book-on", person: index, items: [index] }));
  clock.move(2 * 3600);
  await region.runSystem({ type: "due.work" });
  assert.deepEqual(
    { ...countCustody(region.state), items: 0 },
    { items: 0, inStore: 0, issued: keys, missing: 0, owed: 0, peopleOwing: 0 },
  );

  // Twenty minutes, 25 a minute, in another order than they were given; each fifth person goes off duty before it hands in.
  let alarmedAfter = Infinity;
  for (let minute = 0; minute < 20; minute += 1) {
    await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        const key = ((minute * 25 + index) * 7) % keys;
        if (key % 5 === 0) await ask({ type: "person.book-off", person: key });
        await ask({ type: "item.hand-in", item: key });
      }),
    );
    clock.move(60);
    await region.runSystem({ type: "due.work" });
    const isAlarmed = region.state.columns.custody.alarm[0] >= 0;
    if (isAlarmed && alarmedAfter === Infinity) alarmedAfter = minute + 1;
  }
  assert.ok(alarmedAfter <= 5, `alarmed after ${alarmedAfter} minutes`);
  assert.deepEqual(countCustody(region.state), { items: keys, inStore: keys, issued: 0, missing: 0, owed: 0, peopleOwing: 0 }); // prettier-ignore
  for (let key = 0; key < keys; key += 1) {
    const { state, holder, lastHolder, moves, position } = getItem(region.state, key);
    assert.deepEqual([state, holder, lastHolder, moves], ["in store", null, key, 1]);
    const chain: string[] = [];
    for (let at = position; at > 0;) {
      const [{ facts, privateText }] = await store.read("room", at - 1, 1);
      const event = decodeEvent(JSON.parse(facts), privateText);
      assert.ok("previous" in event && event.item === key);
      chain.push(event.type);
      at = event.previous;
    }
    assert.deepEqual(chain, ["item.handed-in", "item.issued", "item.registered"]);
  }
  const before = hashState(region.state);
  await region.close();
  const again = await open(store, clock);
  assert.equal(hashState(again.state), before);
  await again.close();
});
