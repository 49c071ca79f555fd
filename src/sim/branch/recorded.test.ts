import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { evolve } from "../../core/evolve.ts";
import type { CoreEvent } from "../../core/events.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState } from "../../core/state/region-state.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  placeAt,
  type Room,
} from "../../testing/control-room.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { gatherPresent } from "../forecast/forecast.ts";
import { beginFuture } from "../forecast/future.ts";
import { learnSceneTimes } from "../forecast/scene-times.ts";
import type { Call, CallSource } from "../room/calls.ts";
import { gatherRecorded, listFollowed } from "./recorded.ts";

/** A room at a moment; what is done with `go` after it is what happened. */
function makeMoment() {
  const room = makeRoom();
  for (let unit = 0; unit < 4; unit += 1) addUnit(room);
  const running = addIncident(room);
  act(room, { type: "unit.send", incident: running, units: [0] });
  act(room, { type: "unit.progress", unit: 0, status: "at scene" });
  const driven = addIncident(room);
  act(room, { type: "unit.send", incident: driven, units: [1] });
  act(room, { type: "unit.set-status", unit: 2, status: "unavailable", reason: "meal break" });
  room.now += 10 * microsPerMinute;
  const state = forkState(room.state);
  const now = room.now;
  const events: CoreEvent[] = [];
  room.state.sink = { open: true, put: (event) => void events.push(event) };
  const go = (minutes: number, command: Command) => {
    room.now = now + minutes * microsPerMinute;
    return act(room, command);
  };
  return { room, state, now, events, go, running, driven };
}

function gather(
  { state, now, events }: { state: Room["state"]; now: Instant; events: readonly CoreEvent[] },
  factor = 1,
) {
  const time = { now, untilAt: now + 2 * microsPerHour, stepMicros: 15 * microsPerMinute };
  return gatherRecorded(state, events, time, learnSceneTimes(state, now), factor);
}

const random = new CallRandom(7, "forecast");

function listCalls(source: CallSource<Call>): Call[] {
  const calls: Call[] = [];
  for (let call = source.next(); call.at < Number.MAX_SAFE_INTEGER; call = source.next())
    calls.push(call);
  return calls;
}

const open = (north: number): Command => ({
  type: "incident.open",
  incidentType: "burglary",
  location: { state: "given", ...placeAt(north), radiusM: 0 },
  grade: "priority",
});

test("a call comes again when, where and as what it came, with the scene it had", () => {
  const moment = makeMoment();
  const { go, now, state } = moment;
  const before = hashState(state);
  const incident = go(5, open(300)).incident ?? -1;
  go(6, { type: "unit.send", incident, units: [3] });
  go(9, { type: "unit.progress", unit: 3, status: "at scene" });
  go(32, { type: "unit.clear", unit: 3 });
  const known = gather(moment);
  assert.equal(hashState(state), before, "the moment stays as it is");
  for (const future of [0, 1]) {
    const [call, ...more] = listCalls(known.beginCalls(random, future));
    assert.deepEqual(more, []);
    assert.deepEqual(
      [call.number, call.at, call.grade, call.patienceMicros],
      [
        incident,
        now + 5 * microsPerMinute,
        { grade: "priority", incidentType: "burglary" },
        undefined,
      ],
    );
    assert.deepEqual([call.latE7, call.lonE7], Object.values(placeAt(300)));
    assert.equal(call.sceneMicros, 23 * microsPerMinute);
  }
  assert.deepEqual([known.calls, known.withScene], [1, 1]);
});

test("nobody may be sent before somebody had opened it; what rang before the moment is not counted", () => {
  const moment = makeMoment();
  const { room, go, now, events } = moment;
  for (const [rang, opened] of [
    [-3, 2],
    [4, 7],
  ] as const) {
    room.now = now + rang * microsPerMinute;
    const { contact = -1 } = act(room, { type: "contact.receive", channel: "call" });
    act(room, { type: "contact.answer", contact });
    if (rang < 0) for (const event of events.splice(0)) evolve(moment.state, event);
    go(opened, { ...open(0), contact } as Command);
  }
  const known = gather(moment);
  const [first, second] = listCalls(known.beginCalls(random, 0));
  assert.deepEqual([first.at, first.handlingMicros], [now, 2 * microsPerMinute]);
  assert.deepEqual(
    [second.at, second.handlingMicros],
    [now + 4 * microsPerMinute, 3 * microsPerMinute],
  );
  assert.deepEqual([...known.before], [first.number]);
});

test("a call that was closed with nobody there goes away then; a scene that nobody saw, or the end of, is drawn", () => {
  const moment = makeMoment();
  const { go } = moment;
  const gone = go(5, open(1)).incident ?? -1;
  go(25, { type: "incident.close", incident: gone, result: "resolved" });
  const never = go(26, open(2)).incident ?? -1;
  const long = go(27, open(3)).incident ?? -1;
  go(28, { type: "unit.send", incident: long, units: [3] });
  go(30, { type: "unit.progress", unit: 3, status: "at scene" });
  go(90, { type: "incident.note", incident: long, note: "still there" });
  const known = gather(moment);
  const scenes = [0, 1, 2].map((future) => {
    const calls = listCalls(known.beginCalls(random, future));
    assert.deepEqual(
      calls.map(({ number, patienceMicros }) => [number, patienceMicros]),
      [
        [gone, 20 * microsPerMinute],
        [never, undefined],
        [long, undefined],
      ],
    );
    return calls.map(({ sceneMicros }) => sceneMicros);
  });
  assert.equal(new Set(scenes.map(([, drawn]) => drawn)).size, 3);
  for (const [, , lasting] of scenes) assert.ok(lasting > 60 * microsPerMinute);
  assert.equal(known.withScene, 1);
});

test("what went on ends when it did, and who came and went does so again; a break later on is time off duty", () => {
  const moment = makeMoment();
  const { go, now, running, driven } = moment;
  go(2, { type: "unit.progress", unit: 1, status: "at scene" });
  go(12, { type: "unit.set-status", unit: 2, status: "available" });
  go(20, { type: "unit.clear", unit: 0 });
  go(31, { type: "unit.clear", unit: 1 });
  go(40, { type: "unit.set-status", unit: 3, status: "unavailable", reason: "meal break" });
  go(50, { type: "unit.book-off", unit: 0 });
  const known = gather(moment);
  const at = (minutes: number) => now + minutes * microsPerMinute;
  assert.deepEqual([...known.doneAt].slice(0, 3), [
    [1, at(2)],
    [2, at(12)],
    [0, at(20)],
  ]);
  assert.equal(known.sceneMicros(running, 0, 0.5), 30 * microsPerMinute);
  assert.equal(known.sceneMicros(driven, 0, 0.5), 29 * microsPerMinute);
  assert.deepEqual(known.duties, [
    { at: at(12), unit: 2, begins: true },
    { at: at(40), unit: 3, begins: false },
    { at: at(50), unit: 0, begins: false },
  ]);
});

test("with a factor calls stay away or come again, by their own luck; the log is followed a day beyond the end", () => {
  const moment = makeMoment();
  for (let minute = 1; minute <= 60; minute += 1) moment.go(minute, open(minute));
  const counts = [0.5, 1, 2.5].map(
    (factor) => listCalls(gather(moment, factor).beginCalls(random, 0)).length,
  );
  assert.ok(counts[0] > 15 && counts[0] < 45, `${counts[0]}`);
  assert.equal(counts[1], 60);
  assert.ok(counts[2] > 130 && counts[2] < 170, `${counts[2]}`);
  const calls = listCalls(gather(moment, 2.5).beginCalls(random, 0));
  assert.equal(new Set(calls.map(({ number }) => number)).size, calls.length);
  calls.forEach(({ at }, place) => assert.ok(place === 0 || at >= calls[place - 1].at));
  const { events, now } = moment;
  assert.equal(listFollowed(events, now - 25 * microsPerHour).length, 0);
  assert.equal(listFollowed(events, now).length, events.length);
});

test("a future of real calls lets them wait: nobody is sent before a call is handled, and who hung up goes away", () => {
  const moment = makeMoment();
  const { room, go, now } = moment;
  room.now = now + 4 * microsPerMinute;
  const { contact = -1 } = act(room, { type: "contact.receive", channel: "call" });
  act(room, { type: "contact.answer", contact });
  const handled = go(7, { ...open(0), contact } as Command).incident ?? -1;
  // Unit 3 is the only one that is free, so nobody can be sent to this one before it goes away.
  const gone = go(8, open(1)).incident ?? -1;
  go(12, { type: "incident.close", incident: gone, result: "resolved" });
  go(20, { type: "unit.progress", unit: 1, status: "at scene" });
  go(50, { type: "unit.clear", unit: 0 });
  go(55, { type: "unit.set-status", unit: 2, status: "available" });
  const known = gather(moment);
  const present = gatherPresent({
    region: "branch",
    state: forkState(moment.state),
    now,
    positions: noOverlay,
    travel: makeStraightLine(),
    futures: 1,
    horizonMicros: 2 * microsPerHour,
    stepMicros: 15 * microsPerMinute,
    stepsPerColumn: 1,
    seed: 7,
    known,
  });
  assert.ok(!("reason" in present));
  const givenUp: number[] = [];
  const watch = {
    addCall: () => {},
    addResponse: () => {},
    addAdvised: () => {},
    addGivenUp: ({ number }: Call) => void givenUp.push(number),
  };
  const seen: CoreEvent[] = [];
  const sink = { open: true, put: (event: CoreEvent) => void seen.push(event) };
  const future = beginFuture(present, forkState(present.state), 0, watch, sink);
  future.playUntil(now + 30 * microsPerMinute);
  const opened = seen.filter(({ type }) => type === "incident.opened");
  assert.deepEqual(
    opened.map(({ at }) => (at - now) / microsPerMinute),
    [4, 8],
  );
  const sent = seen.find((event) => event.type === "unit.allocated" && event.incident === handled);
  assert.equal(sent?.at, now + 7 * microsPerMinute);
  assert.deepEqual(givenUp, [gone]);
});
