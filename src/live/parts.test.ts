/**
 * The small parts of the live loop: clocks that never step back, redaction by type, metrics as text, forks with words,
 * telemetry that takes only what it should.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { hashState } from "../core/state/hash.ts";
import { act, addIncident, addUnit, makeRoom } from "../testing/control-room.ts";
import { makeClock } from "./clock.ts";
import { forkWithText } from "./fork.ts";
import { makeLog } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { previewCommands } from "./preview.ts";
import { Personal, Secret } from "./secret.ts";
import { Telemetry } from "./telemetry.ts";

test("a clock never steps back, whatever the machine's clock does and wherever the log ended", () => {
  const step = fc.record({
    wall: fc.integer({ min: -5_000_000, max: 5_000_000 }),
    floor: fc.integer({ min: 0, max: 40_000_000 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(1, 7, 100), fc.array(step, { maxLength: 50 }), (speed, steps) => {
      let wall = 20_000_000;
      const clock = makeClock({ speed, wall: () => wall });
      let last = clock.now();
      for (const { wall: move, floor } of steps) {
        wall += move;
        if (floor % 3 === 0) clock.startNotBefore(floor);
        const now = clock.now();
        assert.ok(now >= last);
        if (floor % 3 === 0) assert.ok(now >= floor);
        last = now;
      }
    }),
  );
});

test("a scaled clock runs at its speed, from where it was told to begin", () => {
  let wall = 1_000_000;
  const clock = makeClock({ speed: 10, startAt: 500, wall: () => wall });
  wall += 2_000;
  assert.equal(clock.now(), 20_500);
  clock.startNotBefore(1_000_000);
  wall += 1_000;
  assert.equal(clock.now(), 1_010_000);
});

test("a wall clock that is set back does not stop the clock, nor does a log that ends in the future", () => {
  const hour = 3_600_000_000;
  for (const speed of [1, 10]) {
    let wall = 100 * hour;
    const clock = makeClock({ speed, wall: () => wall });
    const before = clock.now();
    wall -= hour;
    assert.equal(clock.now(), before);
    wall += hour / 2;
    assert.ok(clock.now() - before >= 0.9 * speed * (hour / 2), "half an hour later");
  }
  let wall = 100 * hour;
  const clock = makeClock({ wall: () => wall });
  clock.startNotBefore(101 * hour);
  for (let second = 0; second < 36_000; second += 1) {
    wall += 1_000_001;
    clock.now();
  }
  assert.equal(clock.now(), wall, "ten hours absorb one");
});

test("a secret or a person's words print as redacted, however they are printed", () => {
  const lines: string[] = [];
  const log = makeLog("info", { write: (line) => void lines.push(line) });
  const secret = new Secret("hunter2-hunter2");
  const personal = new Personal({ name: "Aurelia Quist" });
  log.info({ secret, personal, deep: { list: [secret] } }, "printed");
  const printed = [
    lines.join(""),
    JSON.stringify({ secret, personal }),
    `${secret.toString()}${inspect({ secret, personal })}`,
  ];
  for (const text of printed) {
    assert.doesNotMatch(text, /hunter2|Aurelia/);
    assert.match(text, /\[redacted\]/);
  }
  assert.equal(secret.reveal(), "hunter2-hunter2");
  try {
    JSON.parse("Aurelia");
  } catch (error) {
    log.error({ error: new Error("not read", { cause: error }) }, "damaged");
  }
  assert.doesNotMatch(lines.join(""), /Aurelia/, "a parser's message quotes the text");
  assert.match(lines.join(""), /parts\.test\.ts/, "the stack is kept");
});

test("metrics are OpenMetrics text: counters, gauges, cumulative buckets, an end", () => {
  const metrics = new Metrics();
  const counter = metrics.counter("muster_things", "Things.");
  counter.add({ kind: 'a"b\n' });
  counter.add({ kind: 'a"b\n' }, 2);
  metrics.gauge("muster_level", "Level.", () => [[{ region: "x" }, 4]]);
  const seconds = metrics.histogram("muster_seconds", "Seconds.");
  for (const value of [0.0005, 0.003, 0.003, 9]) seconds.observe(value);
  const text = metrics.write();
  assert.match(text, /muster_things_total\{kind="a\\"b\\n"\} 3\n/);
  assert.match(text, /muster_level\{region="x"\} 4\n/);
  assert.match(text, /muster_seconds_bucket\{le="0\.001"\} 1\n/);
  assert.match(text, /muster_seconds_bucket\{le="0\.005"\} 3\n/);
  assert.match(text, /muster_seconds_bucket\{le="\+Inf"\} 4\n/);
  assert.match(text, /muster_seconds_count 4\n/);
  assert.ok(text.endsWith("# EOF\n"));
});

const actor = { account: "tester", role: "supervisor", unit: undefined } as const;

test("a preview says what would happen and leaves the state, words included, as it was", () => {
  const room = makeRoom();
  const unit = addUnit(room, { north: 10, east: 10 });
  const incident = addIncident(room, { north: 500, east: 0 });
  act(room, { type: "incident.note", incident, note: "first" });
  const before = hashState(room.state);
  const telemetry = new Telemetry();
  const world = {
    state: room.state,
    now: () => room.now,
    world: { positions: telemetry.overlay, recommend: () => null as never },
  };
  const preview = previewCommands(
    world,
    () => [
      { type: "incident.note", incident, note: "second" },
      { type: "unit.set-status", unit, status: "unavailable", reason: "meal break" },
    ],
    actor,
  );
  assert.equal(preview.events.length >= 2, true);
  assert.match(
    preview.events.join("\n"),
    /incident \d+ gets note 2[\s\S]*unavailable \(meal break\)/,
  );
  const refused = previewCommands(
    world,
    () => [{ type: "incident.reopen", incident, reason: "x" }],
    actor,
  );
  assert.equal(refused.refusal?.code, "incident.not-closed");
  assert.equal(hashState(room.state), before);
});

test("words written on a fork stay on the fork", () => {
  const room = makeRoom();
  const incident = addIncident(room, { north: 0, east: 0 });
  act(room, { type: "incident.note", incident, note: "kept" });
  const fork = forkWithText(room.state);
  const text = fork.text?.incidents.get(incident);
  text?.notes.push({
    note: 2,
    at: 1,
    enteredAt: 1,
    by: "x",
    text: "only there",
    struck: undefined,
  });
  fork.text?.incidents.delete(incident);
  assert.equal(fork.text?.incidents.has(incident), false);
  assert.deepEqual(
    room.state.text?.incidents.get(incident)?.notes.map((note) => note.text),
    ["kept"],
  );
});

test("telemetry takes what is newer, of a known unit and of about now, and tells the rest why", () => {
  const room = makeRoom();
  addUnit(room, { north: 0, east: 0 });
  const telemetry = new Telemetry();
  const { now } = room;
  const at = (unit: number, time: number) => ({ unit, at: time, latE7: 1, lonE7: 2 });
  const hour = 3_600_000_000;
  const { accepted, rejected } = telemetry.take(
    room.state,
    [at(0, now), at(0, now), at(7, now), at(0, now + hour), at(0, now - 80 * hour)],
    now,
  );
  assert.equal(accepted.length, 1);
  assert.deepEqual(
    rejected.map(({ code }) => code),
    ["position.older", "unit.unknown", "time.future", "time.too-late"],
  );
  assert.deepEqual(telemetry.takeChanged(now + 3_000_000)?.ages, [3]);
  assert.equal(telemetry.takeChanged(now), undefined);
  assert.deepEqual(telemetry.listAll(now).units, [0]);
});
