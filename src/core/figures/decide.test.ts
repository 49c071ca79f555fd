import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { makeRoom, roomStartsAt, type Room } from "../../testing/control-room.ts";
import type { Command } from "../commands.ts";
import { decide } from "../decide.ts";
import type { CoreEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import { hashState } from "../state/hash.ts";
import { forkState } from "../state/region-state.ts";

const salt = "5a".repeat(32);
const commitment = "c0".repeat(32);
const at = (hours: number): number => roomStartsAt + hours * microsPerHour;

function ask(room: Room, command: Command) {
  const { refusal } = decide(room.state, command, { now: room.now, at: room.now, by: "system" });
  return refusal?.code ?? "accepted";
}

type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;

const commit = (from: number, until: number): Of<"figures.commit"> => ({
  type: "figures.commit",
  fromAt: at(from),
  untilAt: at(until),
  commitment,
  salt,
  exact: "{}",
});
const publish = (period: number): Of<"figures.publish"> => ({
  type: "figures.publish",
  period,
  fromAt: at(0),
  untilAt: at(6),
  figures: [
    { metric: "incidents", part: "", value: 10 },
    { metric: "incidents by area", part: "north", value: "<5" },
  ],
});
const open = (period: number): Command => ({
  type: "figures.open",
  period,
  fromAt: at(0),
  untilAt: at(6),
  salt,
  exact: "{}",
});

test("a period is committed to, published and opened, once each and in this order; periods never overlap", () => {
  const room = makeRoom();
  room.now = at(20);
  assert.equal(ask(room, publish(1)), "figures.order");
  assert.equal(ask(room, commit(18, 24)), "figures.order", "it is not over yet");
  assert.equal(ask(room, commit(0, 6)), "accepted");
  assert.equal(ask(room, commit(5, 12)), "figures.order");
  assert.equal(ask(room, open(1)), "figures.order");
  assert.equal(ask(room, publish(2)), "figures.order");
  assert.equal(ask(room, publish(1)), "accepted");
  assert.equal(ask(room, publish(1)), "figures.order");
  assert.equal(ask(room, open(1)), "accepted");
  assert.equal(ask(room, open(1)), "figures.order");
  // A stop of Muster leaves hours out.
  assert.equal(ask(room, commit(8, 14)), "accepted");
  assert.equal(ask(room, publish(2)), "accepted");
});

test("the events fold to the state that was lived, and what was committed to is beside the facts", () => {
  const room = makeRoom();
  const start = forkState(room.state);
  const events: CoreEvent[] = [];
  room.state.sink = { open: true, put: (event) => void events.push(event) };
  room.now = at(20);
  for (const command of [commit(0, 6), publish(1), open(1)])
    assert.equal(ask(room, command), "accepted");
  assert.deepEqual(
    events.map(({ type }) => type),
    ["figures.committed", "figures.published", "figures.opened"],
  );
  assert.deepEqual("text" in events[0] && events[0].text, { salt, exact: "{}" });
  for (const event of events) evolve(start, event);
  assert.equal(hashState(start), hashState(forkState(room.state)));
});

test("nonsense is refused: a commitment that is no hash, figures that are none, periods that are none", () => {
  const room = makeRoom();
  room.now = at(20);
  const wrong: readonly object[] = [
    { ...commit(0, 6), commitment: "abc" },
    { ...commit(0, 6), salt: null },
    { ...commit(0, 6), exact: "" },
    { ...commit(0, 6), exact: "x".repeat(60_001) },
    { ...commit(6, 0) },
    { ...commit(0, 6), fromAt: Number.NaN },
    { ...publish(1), figures: "many" },
    { ...publish(1), figures: Array.from({ length: 801 }, () => ({})) },
  ];
  for (const command of wrong) {
    const code = ask(room, command as Command);
    assert.ok(
      code === "value.invalid" || code === "figures.order",
      `${JSON.stringify(command).slice(0, 80)}: ${code}`,
    );
  }
  assert.equal(ask(room, commit(0, 6)), "accepted");
  for (const value of [3.5, -5, "4", null, "many"])
    assert.equal(
      ask(room, {
        ...publish(1),
        figures: [{ metric: "incidents", part: "", value }],
      } as unknown as Command),
      "value.invalid",
    );
});
