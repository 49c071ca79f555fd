/** Branches of a night in which regions helped each other: who came and went as a guest, and who was lent, comes and goes again. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { forkState } from "../../core/state/region-state.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { RegionPair, type Side } from "../../testing/core/region-pair.ts";
import { opened } from "../../testing/core/scenario.ts";
import { learnSceneTimes } from "../forecast/scene-times.ts";
import type { Duty } from "../room/calls.ts";
import { playBranch, type Futures } from "./branch.ts";
import { gatherRecorded } from "./recorded.ts";

const hours = 2;

/** One unit was named for the south at the moment, as row 1 there. */
class Night {
  readonly pair = new RegionPair(false);
  readonly now;
  readonly untilAt;
  readonly #moments;

  constructor() {
    this.#ask();
    this.pair.do("north", { type: "aid.commit", request: 1, units: [0] });
    this.pair.flow();
    this.now = this.pair.now();
    this.untilAt = this.now + hours * microsPerHour;
    this.#moments = {
      south: {
        state: forkState(this.pair.state("south")),
        events: this.pair.twins.south.events.length,
      },
      north: {
        state: forkState(this.pair.state("north")),
        events: this.pair.twins.north.events.length,
      },
    };
  }

  #ask(): void {
    const untilAt = this.pair.now() + 12 * microsPerHour;
    this.pair.do("south", { type: "aid.ask", region: "north", quantity: 1, untilAt });
    this.pair.flow();
  }

  /** At a minute after the moment; the clock only goes on. */
  at(minute: number, side: Side, ...commands: readonly Command[]): void {
    this.pair.wait((this.now + minute * microsPerMinute - this.pair.now()) / 1_000_000);
    for (const command of commands) this.pair.do(side, command);
    this.pair.flow();
  }

  /** One more is asked for and named at a minute: its row in the south is new. */
  more(minute: number): void {
    this.at(minute, "south");
    this.#ask();
    this.at(minute, "north", { type: "aid.commit", request: 2, units: [1] });
  }

  moment(side: Side) {
    return this.#moments[side].state;
  }

  after(side: Side) {
    return this.pair.twins[side].events.slice(this.#moments[side].events);
  }

  get time() {
    return { now: this.now, untilAt: this.untilAt, stepMicros: 15 * microsPerMinute };
  }

  duties(side: Side): [minute: number, unit: number, begins: boolean][] {
    const state = this.moment(side);
    const { duties } = gatherRecorded(state, this.after(side), this.time, learnSceneTimes(state, this.now), 1); // prettier-ignore
    return duties.map(({ at, unit, begins }: Duty) => [(at - this.now) / microsPerMinute, unit, begins]); // prettier-ignore
  }

  play(side: Side): Futures {
    const playing = playBranch({
      ...this.time,
      state: this.moment(side),
      travel: () => makeStraightLine(),
      firstFuture: 0,
      futures: 10,
      seed: 5,
      change: undefined,
      recorded: this.after(side),
    });
    let step = playing.next();
    while (step.done !== true) step = playing.next();
    assert.ok(!("reason" in step.value));
    return step.value;
  }
}

/** Calls of the south, one every eight minutes, for which its own unit is not enough. */
function calls(night: Night, from: number, until: number): void {
  for (let minute = from; minute < until; minute += 8)
    night.at(minute, "south", opened("priority"));
}

/** So many of the two guests come. */
function helped(guests: number): Night {
  const night = new Night();
  calls(night, 1, 20);
  if (guests > 0) night.at(20, "south", { type: "aid.arrive", request: 1 });
  if (guests > 1) night.more(25);
  if (guests > 1) night.at(30, "south", { type: "aid.arrive", request: 2 });
  calls(night, 32, 90);
  if (guests > 0)
    night.at(90, "south", { type: "aid.release", request: 1, units: [1], reason: "quiet" });
  calls(night, 92, 118);
  night.at(119, "south");
  return night;
}

test("guests come and go in a branch as they did, those too whose row the log made after the moment", () => {
  const night = helped(2);
  assert.deepEqual(night.duties("south"), [
    [20, 1, true],
    [30, 2, true],
    [90, 1, false],
  ]);
  const waiting = [0, 1, 2].map((guests) => {
    const steps = helped(guests).play("south").waiting;
    return steps.at(-2)?.reduce((sum, count) => sum + count, 0) ?? -1;
  });
  const [alone, one, both] = waiting;
  assert.ok(one < alone - 10 && both < one - 10, `waiting: ${waiting.join(", ")}`);
});

test("lent units are away in a branch of their home, from when they were named until they were home again", () => {
  const night = new Night();
  night.more(10);
  night.at(40, "north", { type: "aid.return", unit: 0, reason: "turned round" });
  night.at(60, "north", { type: "aid.return", unit: 1, reason: "turned round" });
  night.at(70, "north", opened("immediate"));
  assert.deepEqual(night.duties("north"), [
    [10, 1, false],
    [40, 0, true],
    [60, 1, true],
  ]);
  assert.equal(night.play("north").figures.length, 10);
});
