/**
 * The rehearsal against the formulas, small: what the bench `theory` does over millions of calls, so that a wrong queue is
 * found before a benchmark is run. The seeds are fixed. Then what the bench rests on: the plain room agrees with the
 * rehearsal call by call, and the walk-out's equations with what is known about them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exponentialOf, type Uniforms } from "../../src/base/samplers.ts";
import { gradeWaits } from "../../src/plan/queueing/cobham.ts";
import { WaitingPool } from "../../src/plan/queueing/erlang.ts";
import { assertNear } from "../../src/testing/markov-chain.ts";
import { Batches } from "./compare.ts";
import { BatchMean } from "./interval.ts";
import { playRoom, type CallReport, type Room } from "./plain-room.ts";
import { playRehearsed } from "./rehearsed-room.ts";
import { solveWalkOut } from "./walk-out.ts";

const busyMinutes = 40;

/** To the nearest millisecond, as recorded demand has it. */
function busy(source: Uniforms): number {
  return Math.round(exponentialOf(source.uniform(), busyMinutes) * 60_000) / 60_000;
}

function roomOf(units: number, callsPerHour: readonly number[]): Room {
  return { units, callsPerHour, heldBack: callsPerHour.map(() => 0), busyMinutes: busy };
}

const countedCalls = 100_000;

/** The mean of each figure over the calls it is about, with its 99.9 % interval. */
function estimate(room: Room, figures: readonly ((call: CallReport) => number | undefined)[]) {
  const batches = new Batches(countedCalls);
  const means = figures.map(() => new BatchMean());
  playRehearsed(room, batches.calls, 11, (call) => {
    const batch = batches.find(call.call);
    if (batch === undefined) return;
    for (const [index, of] of figures.entries()) {
      const value = of(call);
      if (value !== undefined) means[index].add(batch, value);
    }
  });
  return means.map((mean) => mean.estimate());
}

/** Inside the interval, which must be narrow enough to say something. */
function assertInside(
  { mean, halfWidth }: { readonly mean: number; readonly halfWidth: number },
  expected: number,
  most: number,
  what: string,
): void {
  assert.ok(halfWidth < most * expected, `${what}: ${mean} ± ${halfWidth} says too little`);
  assert.ok(Math.abs(mean - expected) <= halfWidth, `${what}: ${mean} ± ${halfWidth}, ${expected}`);
}

test("waits of M/M/c lie inside their 99.9 % intervals", () => {
  const room = roomOf(8, [9]);
  const pool = new WaitingPool({ callsPerHour: 9, busyMinutes, units: 8 });
  const [share, wait] = estimate(room, [
    ({ waitMinutes }) => (waitMinutes > 0 ? 1 : 0),
    ({ waitMinutes }) => waitMinutes,
  ]);
  assertInside(share, pool.waitShare, 0.08, "must wait");
  assertInside(wait, pool.meanWaitMinutes, 0.2, "mean wait");
});

test("waits of three grades lie inside their 99.9 % intervals", () => {
  const callsPerHour = [3, 3.5, 2.5];
  const waits = gradeWaits({ units: 8, callsPerHour, busyMinutes });
  const figures = waits.map(
    (_, grade) => (call: CallReport) => (call.grade === grade ? call.waitMinutes : undefined),
  );
  const got = estimate(roomOf(8, callsPerHour), figures);
  for (const [grade, { meanWaitMinutes }] of waits.entries())
    assertInside(got[grade], meanWaitMinutes, 0.25, `grade ${grade + 1}`);
  // The least urgent wait seven times as long as the most urgent: no two grades fit one interval.
  assert.ok(got[0].mean * 2 < got[1].mean && got[1].mean * 2 < got[2].mean);
});

test("the plain room and the rehearsal give every call the same wait", () => {
  const calls = 20_000;
  for (const room of [roomOf(1, [1]), roomOf(6, [8]), roomOf(7, [3, 4, 3])]) {
    const plain = new Float64Array(calls).fill(Number.NaN);
    playRoom(room, calls, 4, ({ call, waitMinutes }) => {
      plain[call] = waitMinutes;
    });
    let waited = 0;
    playRehearsed(room, calls, 4, ({ call, waitMinutes }) => {
      if (waitMinutes > 0) waited += 1;
      // Minutes in floating point against whole microseconds.
      assert.ok(Math.abs(waitMinutes - plain[call]) < 1e-6, `call ${call} of ${room.units} units`);
    });
    assert.ok(waited > calls / 4, "some must wait");
  }
});

test("a room with what recorded demand can not say is refused", () => {
  const room = roomOf(3, [1]);
  for (const other of [
    { ...room, heldBack: [1] },
    { ...room, patienceMinutes: 5 },
    { ...room, isLoss: true },
    roomOf(3, [1, 1, 1, 1]),
  ])
    assert.throws(() => playRehearsed(other, 1, 1, () => undefined), /recorded demand knows/);
});

const walkOut = { callsPerHour: 8, busyHours: 0.5, stayers: 7, leavers: 3 };

test("a walk-out's equations: long before, meanwhile and after, each part is its M/M/c", () => {
  const times = { awayHours: 10, backHours: 40 };
  const { moments } = solveWalkOut({ ...walkOut, ...times }, [10, 39, 60]);
  const pool = (units: number) => new WaitingPool({ callsPerHour: 8, busyMinutes: 30, units });
  for (const [index, units] of [10, 7, 10].entries()) {
    const { waitShare, meanWaitMinutes } = pool(units);
    const waiting = (8 * meanWaitMinutes) / 60;
    assertNear(moments[index].waiting, waiting, 1e-6, `${units} units: waiting`);
    assertNear(moments[index].present, 4 + waiting, 1e-6, `${units} units: calls`);
    // Somebody waits behind those at work: one less than must wait, so a factor of the load of a unit.
    assertNear(moments[index].waitShare, (waitShare * 4) / units, 1e-6, `${units} units: share`);
  }
});

test("a walk-out's equations: while nobody can wait, calls come and go as with units without end", () => {
  const rare = { callsPerHour: 0.2, busyHours: 0.5, stayers: 9, leavers: 2 };
  const times = { awayHours: 0.5, backHours: 1.5 };
  const hours = [0.5, 1, 2];
  const { moments, waitShareAway } = solveWalkOut({ ...rare, ...times }, hours);
  for (const [index, hour] of hours.entries())
    assertNear(moments[index].present, 0.1 * (1 - Math.exp(-2 * hour)), 1e-9, `${hour} h`);
  assert.ok(waitShareAway < 1e-12);
});
