/**
 * Two regions of one server: what one tells the other arrives though the server stops between, though a message is given again,
 * and though the link was dead for 40 minutes; both logs hold each message once.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import { getRequest } from "../../core/request/read.ts";
import { hashState } from "../../core/state/hash.ts";
import { findRequestRow } from "../../core/state/region-state.ts";
import { loanStates } from "../../core/vocabulary.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { MemoryStore } from "../../store/memory.ts";
import { makeRegionConfig, middleOf } from "../../testing/core/region-config.ts";
import { TestClock } from "../../testing/test-clock.ts";
import { makeLog } from "../log.ts";
import { RegionRuntime } from "../region-runtime.ts";
import { AidLink } from "./aid-link.ts";
import { givePosts, toldTo } from "./give-posts.ts";
import { readOutgoing } from "./outgoing.ts";

type Regions = Map<string, RegionRuntime>;

async function open(store: MemoryStore, clock: TestClock): Promise<Regions> {
  const regions: Regions = new Map();
  for (const [id, other] of [
    ["south", "north"],
    ["north", "south"],
  ] as const) {
    const region = await RegionRuntime.open({
      id,
      store,
      clock,
      log: makeLog("silent"),
      travel: makeStraightLine(),
      waitingCommands: 1_000,
      snapshotEvery: 1_000_000,
    });
    regions.set(id, region);
    if (region.position > 0) continue;
    const neighbours = [{ region: other, name: other, tier: "force" }] as const;
    const floors = [{ area: null, grade: null, units: 1 }];
    const config = makeRegionConfig({ id, name: id, aidPlan: { neighbours, floors } });
    await region.runSystem({ type: "region.configure", config });
    for (const unit of [0, 1, 2]) {
      const callSign = `${id.slice(0, 1).toUpperCase()}${unit}`;
      await region.runSystem({ type: "unit.register", callSign, vehicle: "car", skills: ["response"], area: "west", base: middleOf(0) }); // prettier-ignore
      await region.runSystem({ type: "unit.book-on", unit, crew: 2 });
    }
  }
  return regions;
}

function ask(regions: Regions, id: string, command: Command): Promise<unknown> {
  const region = regions.get(id);
  assert.ok(region);
  return region.runSystem(command);
}

function waiting(link: AidLink, regions: Regions): number | null {
  const south = regions.get("south");
  assert.ok(south);
  return link.picture(south, "north").waiting;
}

function stateOf(regions: Regions, id: string): string {
  const region = regions.get(id);
  assert.ok(region);
  return getRequest(region.state, findRequestRow(region.state, 1)).state;
}

async function eventsOf(store: MemoryStore, id: string): Promise<CoreEvent[]> {
  return (await store.read(id, 0, 10_000)).map(({ facts }) => JSON.parse(facts) as CoreEvent);
}

test("a night of mutual aid over a link that dies, over restarts", async () => {
  const store = new MemoryStore();
  const clock = new TestClock();
  let regions = await open(store, clock);
  let link = new AidLink(regions, store, makeLog("silent"));
  const restart = async (): Promise<void> => {
    await link.close();
    for (const region of regions.values()) await region.close();
    const before = [...regions.values()].map(({ state }) => hashState(state));
    regions = await open(store, clock);
    assert.deepEqual(
      [...regions.values()].map(({ state }) => hashState(state)),
      before,
    );
    link = new AidLink(regions, store, makeLog("silent"));
  };
  await ask(regions, "south", {
    type: "aid.ask",
    region: "north",
    quantity: 2,
    untilAt: clock.now() + 8 * microsPerHour,
    words: "Two cars – für die Nacht",
  });
  // The server stops before the message was carried.
  await restart();
  assert.equal(waiting(link, regions), 1);
  await link.look();
  assert.equal(waiting(link, regions), 0);
  assert.equal(stateOf(regions, "north"), "asked");
  await ask(regions, "north", { type: "request.receive", request: 1 });
  await link.look();
  const north = regions.get("north");
  const south = regions.get("south");
  assert.ok(north && south);
  // Counted on both sides.
  assert.equal(getRequest(south.state, findRequestRow(south.state, 1)).receipt, "arrived whole");
  await ask(regions, "north", { type: "aid.commit", request: 1, units: [0, 1] });
  await ask(regions, "north", { type: "request.set-out", request: 1 });
  // Dead for 40 minutes; meanwhile north has more to say.
  clock.move(2_400);
  await ask(regions, "north", { type: "aid.recall", request: 1, units: [1], reason: "a fire" });
  assert.equal(stateOf(regions, "south"), "received");
  await restart();
  await link.look();
  await ask(regions, "south", { type: "aid.arrive", request: 1 });
  await link.look();
  // Everything once more, from the first message on.
  for (const [from, to] of [
    ["south", "north"],
    ["north", "south"],
  ] as const) {
    const target = regions.get(to);
    assert.ok(target);
    const before = target.position;
    const posts = await readOutgoing(store, from, to, 0);
    assert.equal(posts.length, toldTo(regions.get(from) ?? target, to));
    await givePosts(target, from, posts.toReversed());
    await givePosts(target, from, posts);
    assert.equal(target.position, before);
  }
  await ask(regions, "south", { type: "aid.release", request: 1, reason: "quiet" });
  await link.look();
  for (const unit of [0, 1]) await ask(regions, "north", { type: "aid.return", unit });
  assert.deepEqual(
    [stateOf(regions, "south"), stateOf(regions, "north")],
    ["released", "released"],
  );
  for (const [id, other] of [
    ["south", "north"],
    ["north", "south"],
  ] as const) {
    const told = (await eventsOf(store, id)).filter((event) => event.type === "aid.told");
    const taken = (await eventsOf(store, other)).filter((event) => event.type === "aid.taken");
    assert.ok(told.length > 2);
    assert.deepEqual(taken.map(({ position, message }) => [position, message]), told.map(({ position, message }) => [position, message])); // prettier-ignore
  }
  await link.close();
});

test("a store that fails a read leaves the message for the next look", async () => {
  const store = new MemoryStore();
  const clock = new TestClock();
  const regions = await open(store, clock);
  let fails = 2;
  const flaky = {
    readHead: (region: string) => store.readHead(region),
    read: (region: string, after: number, limit: number) => {
      fails -= 1;
      return fails >= 0 ? Promise.reject(new Error("busy")) : store.read(region, after, limit);
    },
  };
  const link = new AidLink(regions, flaky, makeLog("silent"));
  await ask(regions, "south", { type: "aid.ask", region: "north", quantity: 1, untilAt: clock.now() + microsPerHour }); // prettier-ignore
  await link.look();
  await link.look();
  assert.equal(waiting(link, regions), 1);
  await link.look();
  assert.equal(waiting(link, regions), 0);
  await ask(regions, "north", { type: "aid.commit", request: 1, units: [2] });
  await link.look();
  const { units } = regions.get("south")?.state.columns ?? {};
  assert.equal(loanStates.names[units?.loan[3] ?? 0], "committed");
});

test("an outbox longer than a page is read from where the other side stands", async () => {
  const store = new MemoryStore();
  const clock = new TestClock();
  const regions = await open(store, clock);
  const asks: Command = { type: "aid.ask", region: "north", quantity: 1, untilAt: clock.now() + microsPerHour }; // prettier-ignore
  for (let count = 0; count < 260; count += 1) await ask(regions, "south", asks);
  for (let count = 0; count < 500; count += 1) await ask(regions, "south", { type: "contact.receive", channel: "call" }); // prettier-ignore
  const posts = await readOutgoing(store, "south", "north", 7);
  assert.deepEqual([posts.length, posts[0]?.position, posts.at(-1)?.position], [100, 8, 107]);
  const link = new AidLink(regions, store, makeLog("silent"));
  for (let look = 0; look < 3; look += 1) await link.look();
  assert.equal(waiting(link, regions), 0);
});

test("a neighbour is heard with every look, and one that takes nothing is silent after a minute", async () => {
  const store = new MemoryStore();
  const clock = new TestClock();
  const regions = await open(store, clock);
  const [south, north] = [regions.get("south"), regions.get("north")];
  assert.ok(south && north);
  const link = new AidLink(regions, store, makeLog("silent"));
  await link.look();
  const heardAt = clock.now();
  assert.partialDeepStrictEqual(link.picture(south, "north"), { link: "this server", heardAt, silentSince: null, waiting: 0, behind: 0 }); // prettier-ignore
  await north.close();
  clock.move(60);
  await link.look();
  assert.equal(link.picture(south, "north").silentSince, null);
  clock.move(1);
  await link.look();
  assert.equal(link.picture(south, "north").silentSince, heardAt);
  assert.equal(link.picture(south, "nowhere").link, "none");
  // It is a fact of the log with its alarm, said once.
  await link.look();
  const said = (await eventsOf(store, "south")).filter(({ type }) => type.startsWith("aid.link"));
  assert.equal(said.length, 1);
  assert.partialDeepStrictEqual(said[0], { type: "aid.link-silent", region: "north", since: heardAt, by: "system" }); // prettier-ignore
  // And it ends when the neighbour takes again, though the server that looks was begun anew.
  const again = await open(store, clock);
  const linkAgain = new AidLink(again, store, makeLog("silent"));
  await linkAgain.look();
  await linkAgain.look();
  const types = (await eventsOf(store, "south")).map(({ type }) => type);
  assert.deepEqual(types.slice(-2), ["alarm.ended", "aid.link-back"]);
});
