/**
 * The browser's fold against a server played from memory: it takes the snapshot, follows the stream, and after every
 * kind of cut it holds the very state that the server holds.
 */

import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { CoreEvent } from "../../core/events.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { encodeSnapshot } from "../../core/state/snapshot.ts";
import { hashState } from "../../core/state/hash.ts";
import {
  act,
  addIncident,
  addUnit,
  roomConfig,
  roomStartsAt,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import { LiveRegion } from "./live-region.ts";

/** A room, with the log of it: position n is event n - 1. */
interface World {
  history: string;
  room: Room;
  events: CoreEvent[];
}

/** A server of one room, which can be replaced by another one. */
interface PlayedServer {
  readonly world: World;
  readonly room: Room;
  readonly events: CoreEvent[];
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Sends text to the open stream. */
  say(text: string): void;
  sayEvents(from: number, to: number): void;
  sayHead(position: number): void;
  cut(): void;
}

const savedDocument = Object.getOwnPropertyDescriptor(globalThis, "document");
before(() =>
  Object.defineProperty(globalThis, "document", { value: { hidden: true }, configurable: true }),
);
after(() => {
  if (savedDocument === undefined) Reflect.deleteProperty(globalThis, "document");
  else Object.defineProperty(globalThis, "document", savedDocument);
});

function playServer(context: TestContext): PlayedServer {
  const asked: string[] = [];
  const world = makeWorld("first");
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const say = (text: string): void => stream?.enqueue(new TextEncoder().encode(text));
  const answer = (path: string): Response => {
    if (path.includes("/snapshot")) {
      const { events, history, room } = world;
      const headers = { "muster-position": String(events.length), "muster-history": history };
      return new Response(encodeSnapshot(room.state), { headers });
    }
    if (!path.endsWith(`&history=${world.history}`))
      return Response.json({ code: "history.replaced", status: 409 }, { status: 409 });
    return new Response(new ReadableStream({ start: (controller) => void (stream = controller) }));
  };
  context.mock.method(globalThis, "fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(answer(path));
  });
  return {
    world,
    asked,
    get room() {
      return world.room;
    },
    get events() {
      return world.events;
    },
    say,
    sayEvents: (from, to) =>
      say(
        `id: ${to}\nevent: events\ndata: ${JSON.stringify(world.events.slice(from - 1, to))}\n\n`,
      ),
    sayHead: (position) =>
      say(
        `event: head\ndata: ${JSON.stringify({ position, now: world.room.now, status: "taking", feeds: {} })}\n\n`,
      ),
    cut: () => stream?.close(),
  };
}

function makeWorld(history: string): World {
  const events: CoreEvent[] = [];
  const room = { state: makeRegionState(), now: roomStartsAt };
  room.state.sink = { open: true, put: (event) => void events.push(event) };
  act(room, { type: "region.configure", config: roomConfig() });
  return { history, room, events };
}

/** Waits until the condition holds; the test runner's own limit ends it otherwise. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function start(context: TestContext): LiveRegion {
  const live = new LiveRegion("test", roomStartsAt, 1);
  context.after(() => live.stop());
  void live.run();
  return live;
}

function assertSame(live: LiveRegion, server: PlayedServer): void {
  const view = live.findView();
  assert.ok(view !== undefined);
  assert.equal(hashState(view.state), hashState(server.room.state));
}

test("snapshot, then events: the same state as the server's, from the same position", async (context) => {
  const server = playServer(context);
  addUnit(server.room);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const before = server.events.length;
  assert.ok(server.asked[1]?.includes(`after=${before}`));
  addIncident(server.room, { summary: "smoke" });
  server.sayEvents(before + 1, server.events.length);
  await until(() => live.findView()?.position === server.events.length);
  assertSame(live, server);
});

test("what was seen already is skipped when the stream repeats it", async (context) => {
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const before = server.events.length;
  addIncident(server.room);
  const middle = server.events.length;
  server.sayEvents(before + 1, middle);
  waitSeconds(server.room, 5);
  addIncident(server.room);
  server.sayEvents(before + 1, server.events.length);
  await until(() => live.findView()?.position === server.events.length);
  assertSame(live, server);
});

test("after a cut it says so, resumes from its own position and loses nothing", async (context) => {
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const before = server.events.length;
  server.sayHead(before);
  await until(() => live.getLink().phase === "live");
  server.cut();
  await until(() => live.getLink().phase === "cut off");
  addIncident(server.room);
  await until(() => server.asked.length === 3);
  assert.ok(server.asked[2]?.includes(`/stream?view=console&after=${before}`), server.asked[2]);
  server.sayEvents(before + 1, server.events.length);
  await until(() => live.findView()?.position === server.events.length);
  assert.equal(live.getLink().phase, "live");
  assertSame(live, server);
});

test("after a restore it folds nothing of the other history on: it takes a new snapshot", async (context) => {
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const common = server.events.length;
  addIncident(server.room, { summary: "lost with the disk" });
  server.sayEvents(common + 1, server.events.length);
  await until(() => live.findView()?.position === server.events.length);
  const lastSeen = server.events.length;
  // The restored store has gone on past the position that this screen is at.
  Object.assign(server.world, makeWorld("second"));
  while (server.events.length <= lastSeen) addUnit(server.room);
  server.cut();
  await until(() => live.findView()?.position === server.events.length);
  assertSame(live, server);
  assert.equal(live.findView()?.state.columns.head.openIncidents[0], 0);
  const asked = server.asked.slice(2);
  assert.match(asked[0] ?? "", /&history=first$/);
  assert.match(asked[1] ?? "", /\/snapshot$/);
  await until(() => server.asked.at(-1)?.endsWith("&history=second") === true);
});

test("a gap in the stream is never folded over: it takes a new snapshot", async (context) => {
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  addIncident(server.room);
  addIncident(server.room);
  server.sayEvents(server.events.length, server.events.length);
  await until(() => server.asked.filter((path) => path.includes("/snapshot")).length === 2);
  await until(() => live.findView()?.position === server.events.length);
  assertSame(live, server);
});

test("an event that does not follow from the state is not shown: it takes a new snapshot", async (context) => {
  context.mock.method(console, "error", () => undefined);
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const next = server.events.length + 1;
  const wrong = {
    type: "incident.closed",
    at: server.room.now,
    entered: server.room.now,
    by: "x",
    incident: 99,
    result: "r",
  };
  server.say(`id: ${next}\nevent: events\ndata: ${JSON.stringify([wrong])}\n\n`);
  await until(() => server.asked.filter((path) => path.includes("/snapshot")).length === 2);
  await until(() => live.findView() !== undefined);
  assertSame(live, server);
});

test("behind by n is what the server has and this screen has not", async (context) => {
  const server = playServer(context);
  const live = start(context);
  await until(() => server.asked.length === 2);
  const before = server.events.length;
  server.sayHead(before + 7);
  await until(() => live.getLink().behind === 7);
  addIncident(server.room);
  const come = server.events.length - before;
  server.sayEvents(before + 1, server.events.length);
  await until(() => live.findView()?.position === server.events.length);
  assert.equal(live.getLink().behind, Math.max(0, 7 - come));
});
