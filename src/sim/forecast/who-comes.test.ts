/** Who comes, against what a planner would say of the same musters: an ordinary one, a bad one, the evening after, one that has begun. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { after, dueWork, given, planned, registered, wait } from "../../testing/core/scenario.ts";
import type { Command } from "../../core/commands.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { Delays } from "./delays.ts";
import { stillComes } from "./musters.ts";
import { drawComing, learnComing } from "./who-comes.ts";

const hour = 3_600;
const units = 40;
const random = new CallRandom(9, "who comes");
const futures = 400;

/** Forty units plan a shift of eight hours that begins so many hours after the start. */
function muster(fromHour: number) {
  return Array.from({ length: units }, (_, unit) =>
    planned({ unit }, fromHour * hour, (fromHour + 8) * hour),
  );
}

function bookOn(from: number, to: number): Command[] {
  return Array.from({ length: to - from }, (_, index) => ({ type: "unit.book-on", unit: from + index, crew: 2 })); // prettier-ignore
}

function bookOff(from: number, to: number): Command[] {
  return Array.from({ length: to - from }, (_, index) => ({ type: "unit.book-off", unit: from + index })); // prettier-ignore
}

const registers = Array.from({ length: units }, (_, unit) => registered(`U${unit}`));

/** Units that come in the hours ahead: the tenth, half and nine tenths of all futures. */
function whoComes(state: RegionState, atHour: number, aheadHours = 4): readonly number[] {
  const now = after(atHour * hour);
  const coming = learnComing(state, now, now + aheadHours * microsPerHour);
  const counts = Array.from({ length: futures }, (_, future) => {
    const duties = drawComing(coming, now, random, future, false);
    return duties.filter(({ begins }) => begins).length;
  }).sort((a, b) => a - b);
  return [0.1, 0.5, 0.9].map((share) => counts[Math.floor(share * futures)]);
}

describe("a muster that is ahead", () => {
  test("is ordinary where nothing was seen", () => {
    const { state } = given(...registers, ...muster(1));
    const [low, middle, high] = whoComes(state, 0);
    assert.ok(low >= 32 && middle >= 37 && high === units, `${low}, ${middle}, ${high}`);
  });

  test("of the evening after a bad one may be bad again, or ordinary", () => {
    const steps = [...registers, ...muster(1), wait(hour), ...bookOn(0, 12), wait(4 * hour), dueWork]; // prettier-ignore
    const { state } = given(...steps, wait(4 * hour), dueWork, ...bookOff(0, 12), ...muster(25));
    const [low, middle, high] = whoComes(state, 23);
    assert.ok(low < 20 && high > 34, `${low}, ${middle}, ${high}`);
    assert.ok(middle < 32, `${middle}`);
  });

  test("at another time of the day is as ordinary as ever", () => {
    const steps = [...registers, ...muster(1), wait(hour), ...bookOn(0, 12), wait(4 * hour), dueWork]; // prettier-ignore
    const { state } = given(...steps, wait(4 * hour), dueWork, ...bookOff(0, 12), ...muster(12));
    const [, middle] = whoComes(state, 10);
    assert.ok(middle >= 36, `${middle}`);
  });

  test("takes the share of the muster whole: one future is bad or good for all of it", () => {
    const steps = [...registers, ...muster(1), wait(hour), ...bookOn(0, 12), wait(4 * hour), dueWork]; // prettier-ignore
    const { state } = given(...steps, wait(4 * hour), dueWork, ...bookOff(0, 12), ...muster(25));
    const [low, , high] = whoComes(state, 23);
    // Forty that came or not each for itself would lie within eight of each other.
    assert.ok(high - low > 16, `${low} to ${high}`);
  });
});

describe("a muster that has begun", () => {
  const begun = (come: number) =>
    given(...registers, ...muster(1), wait(hour), ...bookOn(0, come), wait(20 * 60), dueWork).state;

  test("with nearly all there: of the few that miss, more may come", () => {
    const [low, middle, high] = whoComes(begun(36), 1 + 1 / 3);
    assert.ok(low >= 0 && middle >= 1 && high <= 4, `${low}, ${middle}, ${high}`);
  });

  test("with a third there, of the others nearly nobody comes any more", () => {
    const [, middle, high] = whoComes(begun(13), 1 + 1 / 3);
    assert.ok(middle <= 2 && high <= 5, `${middle}, ${high}`);
  });

  test("the chance of one that misses falls with its time and with the share, by hand", () => {
    assert.equal(stillComes(0.9, 1), 0.9);
    assert.ok(Math.abs(stillComes(0.9, 0.1) - 0.09 / 0.19) < 1e-12);
    assert.ok(stillComes(0.3, 0.1) < 0.05);
    assert.equal(stillComes(0.9, 0), 0);
  });
});

describe("delays", () => {
  const assumed = { shortMicros: 4 * microsPerMinute, longMicros: 45 * microsPerMinute };
  const draws = (delays: Delays, elapsed: number) =>
    Array.from({ length: 1_000 }, (_, index) => delays.drawLeft((index + 0.5) / 1_000, elapsed));

  test("where nothing was seen nine in ten are short", () => {
    const minutes = draws(new Delays([], assumed), 0).map((delay) => delay / microsPerMinute);
    const long = minutes.filter((delay) => delay > 15).length;
    // 900 x exp(-15 / 4) + 100 x exp(-15 / 45) = 21 + 72.
    assert.ok(Math.abs(long - 93) < 4, `${long}`);
  });

  test("are drawn as they were seen: a quarter that stayed on stays a quarter", () => {
    const seen = Array.from({ length: 40 }, (_, index) => (index < 10 ? 150 : 1) * microsPerMinute);
    const delays = new Delays(seen, assumed);
    const long = draws(delays, 0).filter((delay) => delay > 140 * microsPerMinute).length;
    assert.ok(Math.abs(long - 205) < 12, `${long} of 1,000`);
    // Of those that have stayed an hour it is nearly all, and they go when these went.
    const left = draws(delays, 60 * microsPerMinute);
    const same = left.filter((delay) => Math.abs(delay - 90 * microsPerMinute) < 1).length;
    assert.ok(same > 930, `${same} of 1,000`);
    assert.ok(Math.abs(delays.tail(60 * microsPerMinute) - 10.26 / 50) < 0.001);
  });

  test("what is left is never below nothing, however long it has lasted", () => {
    for (const elapsed of [0, 1, 60, 100_000])
      for (const left of draws(
        new Delays([5 * microsPerMinute], assumed),
        elapsed * microsPerMinute,
      ))
        assert.ok(left >= 0 && Number.isFinite(left), `${left}`);
  });
});
