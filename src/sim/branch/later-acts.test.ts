import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import { forkState } from "../../core/state/region-state.ts";
import { act, addIncident, addUnit, makeRoom, placeAt } from "../../testing/control-room.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { gatherPresent } from "../forecast/forecast.ts";
import { beginFuture } from "../forecast/future.ts";
import { learnSceneTimes } from "../forecast/scene-times.ts";
import { LaterActs, listActs } from "./later-acts.ts";
import { gatherRecorded } from "./recorded.ts";

const road: Command = {
  type: "closure.report",
  shape: {
    kind: "barricade",
    points: [
      [30_000_000, 540_000_000],
      [30_010_000, 540_000_000],
    ],
  },
  source: "own staff",
  expiresAt: 0,
};

/** Two units in the south, one of them busy; what is done with `go` is what happened after the moment. */
function makeMoment() {
  const room = makeRoom();
  addUnit(room);
  addUnit(room);
  const standing = addIncident(room);
  act(room, { type: "unit.send", incident: standing, units: [0] });
  act(room, { type: "unit.progress", unit: 0, status: "at scene" });
  room.now += 10 * microsPerMinute;
  const state = forkState(room.state);
  const now = room.now;
  const events: CoreEvent[] = [];
  room.state.sink = { open: true, put: (event) => void events.push(event) };
  const go = (minutes: number, command: Command) => {
    room.now = now + minutes * microsPerMinute;
    return act(room, command);
  };
  return { state, now, events, go, standing };
}

const open: Command = {
  type: "incident.open",
  incidentType: "burglary",
  location: { state: "given", ...placeAt(200), radiusM: 0 },
  grade: "scheduled",
};

/** One future of the moment, with something done first, and all that happened in it. */
function play({ state, now, events }: ReturnType<typeof makeMoment>, first?: Command): CoreEvent[] {
  const time = { now, untilAt: now + 2 * microsPerHour, stepMicros: 15 * microsPerMinute };
  const present = gatherPresent({
    region: "branch",
    state: forkState(state),
    now,
    positions: noOverlay,
    travel: makeStraightLine(),
    futures: 1,
    horizonMicros: 2 * microsPerHour,
    stepMicros: 15 * microsPerMinute,
    stepsPerColumn: 1,
    seed: 7,
    known: gatherRecorded(state, events, time, learnSceneTimes(state, now), 1),
  });
  assert.ok(!("reason" in present));
  const seen: CoreEvent[] = [];
  const watch = {
    addCall: () => {},
    addResponse: () => {},
    addAdvised: () => {},
    addGivenUp: () => {},
  };
  const sink = { open: true, put: (event: CoreEvent) => void seen.push(event) };
  const fork = forkState(present.state);
  const room = beginFuture(present, fork, 0, watch, sink);
  if (first !== undefined) room.act(first);
  new LaterActs(room, listActs(events, time), state).playUntil(time.untilAt);
  return seen;
}

function listOf<T extends CoreEvent["type"]>(events: readonly CoreEvent[], type: T) {
  return events.filter((event): event is Extract<CoreEvent, { type: T }> => event.type === type);
}

test("a level that was decided is decided again at its time, and what it does to grades is done by its rule", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  go(5, open);
  go(20, { type: "level.set", level: "strained", reason: "thin" });
  go(40, open);
  go(65, { type: "level.set", level: "normal", reason: "better" });
  const seen = play(moment);
  assert.deepEqual(
    listOf(seen, "level.decided").map(({ level, entered }) => [
      level,
      (entered - now) / microsPerMinute,
    ]),
    [
      ["strained", 20],
      ["normal", 65],
    ],
  );
});

test("closures come, change and go at their times; the number is the room's, where something else was shut first", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  const expiresAt = now + 100 * microsPerMinute;
  const { closure = -1 } = go(5, { ...road, expiresAt });
  go(10, { type: "closure.confirm", closure });
  const later = now + 110 * microsPerMinute;
  go(30, { type: "closure.renew", closure, expiresAt: later, reason: "still shut" });
  go(50, { type: "closure.lift", closure, reason: "cleared" });
  const first = { ...road, expiresAt } as Command;
  for (const [seen, number] of [
    [play(moment), closure],
    [play(moment, first), closure + 1],
  ] as const)
    assert.deepEqual(
      seen
        .filter((event) => "closure" in event && event.closure === number)
        .map(({ type, entered }) => [type, (entered - now) / microsPerMinute]),
      [
        ["closure.reported", 5],
        ["closure.confirmed", 10],
        ["closure.renewed", 30],
        ["closure.lifted", 50],
      ],
    );
});

test("a call that was regraded is regraded, the one of the moment and one that came later; what is refused is not done", () => {
  const moment = makeMoment();
  const { go, now, standing } = moment;
  const incident = go(5, open).incident ?? -1;
  go(20, { type: "incident.assess", incident, grade: "immediate", reason: "worse" });
  go(21, { type: "incident.serve", incident: standing, grade: "scheduled", reason: "calm" });
  const gone = go(30, open).incident ?? -1;
  go(31, { type: "unit.send", incident: gone, units: [1] });
  go(33, { type: "unit.progress", unit: 1, status: "at scene" });
  go(34, { type: "unit.clear", unit: 1 });
  go(60, { type: "unit.clear", unit: 0 });
  // In the future both scenes are over by then, and the incidents closed.
  go(119, { type: "incident.assess", incident: gone, grade: "immediate", reason: "again" });
  const seen = play(moment);
  const assessed = listOf(seen, "incident.assessed");
  assert.deepEqual(
    assessed.map(({ assessed: grade, entered }) => [grade, (entered - now) / microsPerMinute]),
    [["immediate", 20]],
  );
  const served = listOf(seen, "incident.served-grade-set").filter(
    (each) => each.level === undefined,
  );
  assert.deepEqual(
    served.map(({ incident: number, served: grade }) => [number, grade]),
    [
      [assessed[0].incident, "immediate"],
      [standing, "scheduled"],
    ],
  );
});

test("an emergency of a crew keeps it from being sent until it is over, and from going off duty", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  go(1, { type: "unit.raise-emergency", unit: 1 });
  go(5, open);
  go(30, { type: "unit.end-emergency", unit: 1, reason: "safe" });
  go(60, { type: "unit.clear", unit: 0 });
  const seen = play(moment);
  const minuteOf = ({ entered }: CoreEvent): number => (entered - now) / microsPerMinute;
  assert.deepEqual(listOf(seen, "unit.emergency-raised").map(minuteOf), [1]);
  assert.deepEqual(listOf(seen, "unit.emergency-ended").map(minuteOf), [30]);
  const sent = listOf(seen, "unit.allocated").filter(({ unit }) => unit === 1);
  assert.deepEqual(sent.map(minuteOf), [30]);
});

test("a shift that ends in an emergency ends when that is over", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  go(1, { type: "unit.raise-emergency", unit: 1 });
  go(40, { type: "unit.end-emergency", unit: 1, reason: "safe" });
  go(40, { type: "unit.book-off", unit: 1 });
  const early = moment.events.map((event) =>
    event.type === "unit.booked-off"
      ? { ...event, at: now, entered: now + 20 * microsPerMinute }
      : event,
  );
  const seen = play({ ...moment, events: early.toSorted((a, b) => a.entered - b.entered) });
  const off = listOf(seen, "unit.booked-off").filter(({ unit }) => unit === 1);
  assert.deepEqual(
    off.map(({ entered }) => (entered - now) / microsPerMinute),
    [40],
  );
});

test("a directive comes with the room's number, and nobody is sent to what is withheld under it until a person restores it", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  const untilAt = now + 8 * microsPerHour;
  const order = {
    issuer: "Chief officer",
    basis: "Order 7",
    words: "No burglaries",
    untilAt,
  } as const;
  const { directive = -1 } = go(2, { type: "directive.issue", effect: "withhold", ...order });
  const incident = go(5, open).incident ?? -1;
  go(5, { type: "incident.withhold", incident, directive, reason: "order 7" });
  go(50, { type: "incident.restore", incident, reason: "she is hurt" });
  go(70, { type: "directive.end", directive, reason: "lifted" });
  const other: Command = { type: "directive.issue", effect: "withhold", ...order };
  for (const [seen, number] of [
    [play(moment), directive],
    [play(moment, other), directive + 1],
  ] as const) {
    const told = seen.filter((event) => "directive" in event && event.directive === number);
    assert.deepEqual(
      told
        .filter(({ type }) => type !== "directive.begun")
        .map(({ type, entered }) => [type, (entered - now) / microsPerMinute]),
      [
        ["directive.issued", 2],
        ["incident.withheld", 5],
        ["incident.restored", 50],
        ["directive.ended", 70],
      ],
    );
    const sent = listOf(seen, "unit.allocated");
    assert.deepEqual(
      sent.map(({ entered }) => (entered - now) / microsPerMinute),
      [50],
    );
  }
});

test("what a person deferred is deferred again, and waits again when a person takes it up", () => {
  const moment = makeMoment();
  const { go, now } = moment;
  const incident = go(5, open).incident ?? -1;
  const callBackAt = now + 90 * microsPerMinute;
  go(6, { type: "incident.defer", incident, callBackAt, reason: "nobody is free" });
  go(20, { type: "incident.take-up", incident, reason: "worse" });
  const seen = play(moment);
  assert.deepEqual(
    [...listOf(seen, "incident.deferred"), ...listOf(seen, "incident.taken-up")].map(
      ({ type, entered }) => [type, (entered - now) / microsPerMinute],
    ),
    [
      ["incident.deferred", 6],
      ["incident.taken-up", 20],
    ],
  );
  const sent = listOf(seen, "unit.allocated");
  assert.deepEqual(
    sent.map(({ entered }) => (entered - now) / microsPerMinute),
    [20],
  );
});
