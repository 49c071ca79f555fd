/** The replayed past against states that were folded straight through. */

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { encodeSnapshot } from "../../core/state/snapshot.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { hashState } from "../../core/state/hash.ts";
import {
  act,
  addIncident,
  addUnit,
  roomConfig,
  roomStartsAt,
  waitSeconds,
} from "../../testing/control-room.ts";
import { ReplayLog } from "./replay-log.ts";

interface Recorded {
  readonly events: readonly CoreEvent[];
  /** After each command: the instant and the state's hash. */
  readonly marks: readonly { readonly at: number; readonly hash: string }[];
}

const sizes = { page: 20, stretch: 25, window: 10_000, states: 100 };

function recordNight(incidents: number, startSeconds = 0): Recorded {
  const events: CoreEvent[] = [];
  const marks: { at: number; hash: string }[] = [];
  const room = { state: makeRegionState(), now: roomStartsAt };
  room.state.sink = { open: true, put: (event) => void events.push(event) };
  waitSeconds(room, startSeconds);
  act(room, { type: "region.configure", config: roomConfig() });
  const mark = (): void => void marks.push({ at: room.now, hash: hashState(room.state) });
  const unit = addUnit(room);
  mark();
  for (let index = 0; index < incidents; index += 1) {
    waitSeconds(room, 7);
    const incident = addIncident(room, { north: index * 10 });
    act(room, { type: "incident.note", incident, note: `note ${index}` });
    if (index === 0) act(room, { type: "unit.send", incident, units: [unit] });
    mark();
  }
  return { events, marks };
}

/** Answers the log's pages from memory, and the snapshot that is kept at a position; gives what was asked for. */
function serve(context: TestContext, events: readonly CoreEvent[], keptAt = 0): number[] {
  const asked: number[] = [];
  context.mock.method(globalThis, "fetch", (address: string) => {
    const { pathname, searchParams: query } = new URL(address, "http://muster.test");
    if (pathname.endsWith("/snapshot/kept")) {
      const isOld = keptAt > 0 && events[keptAt - 1].entered <= Number(query.get("until"));
      return Promise.resolve(isOld ? keptAnswer(events, keptAt) : new Response(null, { status: 204 })); // prettier-ignore
    }
    const after = Number(query.get("after"));
    asked.push(after);
    const page = events.slice(after, after + Number(query.get("limit")));
    const numbered = page.map((event, index) => ({ position: after + index + 1, event }));
    const history = `of ${events[0].entered}`;
    return Promise.resolve(Response.json({ position: events.length, history, events: numbered }));
  });
  return asked;
}

function keptAnswer(events: readonly CoreEvent[], position: number): Response {
  const state = makeRegionState();
  for (const event of events.slice(0, position)) evolve(state, event);
  const { entered } = events[position - 1];
  const headers = {
    "muster-position": String(position),
    "muster-entered": String(entered),
    "muster-history": `of ${events[0].entered}`,
  };
  return new Response(new Uint8Array(encodeSnapshot(state)), { headers });
}

test("every moment of the past is the state that was folded then, in whatever order it is asked for", async (context) => {
  const { events, marks } = recordNight(40);
  assert.ok(
    events.length > 4 * sizes.stretch,
    "the log must be long enough for several kept states",
  );
  serve(context, events);
  const log = new ReplayLog("test", sizes);
  const end = marks.at(-1)?.at ?? 0;
  await log.loadUntil(end, new AbortController().signal, () => undefined);
  assert.equal(log.loaded, events.length);
  const last = marks.length - 1;
  for (const index of [0, last, 5, last - 1, last >> 1, (last >> 1) - 1, last]) {
    const { at, hash } = marks[index];
    assert.equal(hashState(log.stateAt(at).state), hash, `mark ${index} of ${last}`);
  }
});

test("only as much of the log is fetched as the moment needs", async (context) => {
  const { events, marks } = recordNight(40);
  serve(context, events);
  const log = new ReplayLog("test", sizes);
  await log.loadUntil(marks[10].at, new AbortController().signal, () => undefined);
  assert.ok(log.loaded < events.length, `${log.loaded} of ${events.length}`);
  assert.equal(hashState(log.stateAt(marks[10].at).state), marks[10].hash);
});

test("a log that was replaced by a restore is fetched anew from its start, not folded on", async (context) => {
  const { events, marks } = recordNight(20);
  const { signal } = new AbortController();
  for (const keptAt of [0, 30]) {
    const log = new ReplayLog("test", sizes);
    const load = (at: number): Promise<void> => log.loadUntil(at, signal, () => undefined);
    serve(context, events, keptAt);
    await load(marks[12].at);
    const other = recordNight(30, 3);
    const asked = serve(context, other.events);
    const { at, hash } = other.marks[25];
    await load(at);
    assert.equal(asked[1], 0, asked.join(" "));
    assert.equal(hashState(log.stateAt(at).state), hash);
    assert.equal(hashState(log.stateAt(other.marks[2].at).state), other.marks[2].hash);
  }
});

test("before the log began there is nothing", async (context) => {
  serve(context, recordNight(1).events);
  const log = new ReplayLog("test", sizes);
  await log.loadUntil(1, new AbortController().signal, () => undefined);
  const { state, position } = log.stateAt(1);
  assert.equal(position, 0);
  assert.equal(state.policy, undefined);
});

test("of a long log only a window is held, and every moment is still there", async (context) => {
  const { events, marks } = recordNight(60);
  serve(context, events);
  const small = { page: 10, stretch: 10, window: 40, states: 4 };
  assert.ok(events.length > 4 * small.window, `${events.length} events`);
  const log = new ReplayLog("test", small);
  const last = marks.length - 1;
  for (const index of [last, 0, 3, last, last >> 1, 1, (last >> 1) + 1, last - 1, 2, last]) {
    const { at, hash } = marks[index];
    if (log.mustLoad(at)) await log.loadUntil(at, new AbortController().signal, () => undefined);
    assert.ok(log.held <= small.window + small.page, `${log.held} events are held`);
    assert.equal(hashState(log.stateAt(at).state), hash, `mark ${index} of ${last}`);
  }
});

test("it begins with the kept snapshot, and goes to the log's start only for what is earlier", async (context) => {
  const { events, marks } = recordNight(40);
  const keptAt = events.length - 30;
  const asked = serve(context, events, keptAt);
  const log = new ReplayLog("test", sizes);
  const load = async (at: number): Promise<void> =>
    log.loadUntil(at, new AbortController().signal, () => undefined);
  const end = marks[marks.length - 1];
  await load(end.at);
  assert.deepEqual(asked, [keptAt, keptAt + sizes.page]);
  assert.equal(hashState(log.stateAt(end.at).state), end.hash);
  assert.equal(log.stateAt(end.at).position, events.length);
  assert.ok(log.mustLoad(marks[2].at));
  await load(marks[2].at);
  assert.equal(asked[2], 0);
  assert.equal(hashState(log.stateAt(marks[2].at).state), marks[2].hash);
  asked.length = 0;
  await load(end.at);
  assert.ok(asked[0] >= keptAt, "back to the end without the middle");
  assert.equal(hashState(log.stateAt(end.at).state), end.hash);
});
