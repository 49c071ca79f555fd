import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { microsPerSecond, noInstant } from "../base/instant.ts";
import { TestClock } from "../testing/test-clock.ts";
import { DueTimer } from "./due-timer.ts";

function startTimer(context: TestContext) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const clock = new TestClock();
  const fired: number[] = [];
  const timer = new DueTimer(clock, () => void fired.push(clock.now()));
  context.after(() => timer.stop());
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.move(1);
      context.mock.timers.tick(1_000);
    }
  };
  const inSeconds = (seconds: number) => clock.now() + seconds * microsPerSecond;
  return { clock, timer, fired, pass, inSeconds };
}

test("a clock that was put forward: the same due time, set again, fires at once", (context) => {
  const { clock, timer, fired, inSeconds } = startTimer(context);
  const dueAt = inSeconds(3);
  timer.set(dueAt);
  clock.move(3);
  timer.set(dueAt);
  context.mock.timers.tick(1);
  assert.deepEqual(fired, [dueAt]);
});

test("a clock that was put forward is seen within five seconds when nobody sets anything", (context) => {
  const { clock, timer, fired, pass, inSeconds } = startTimer(context);
  const dueAt = inSeconds(7_200);
  timer.set(dueAt);
  pass(60);
  assert.deepEqual(fired, []);
  clock.move(7_200);
  pass(5);
  assert.equal(fired.length, 1);
});

test("without a jump it fires when the clock says so, however often it is set; and not when nothing is due", (context) => {
  const { timer, fired, pass, inSeconds } = startTimer(context);
  const dueAt = inSeconds(8);
  for (let second = 0; second < 7; second += 1) {
    timer.set(dueAt);
    pass(1);
  }
  assert.deepEqual(fired, []);
  pass(1);
  assert.deepEqual(fired, [dueAt]);
  timer.set(inSeconds(2));
  timer.set(noInstant);
  pass(10);
  assert.equal(fired.length, 1);
});
