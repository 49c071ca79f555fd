import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { act, addUnit, makeRoom } from "../../testing/control-room.ts";
import { breakRule, drawBreaks, listBreakShifts } from "./breaks.ts";

const random = new CallRandom(3, "forecast");

/** Three units with a shift of nine hours, one with four, planned before the room's clock goes on. */
function makeShifts() {
  const room = makeRoom();
  const fromAt = room.now + microsPerHour;
  for (let unit = 0; unit < 4; unit += 1) {
    addUnit(room, { bookedOn: false });
    const untilAt = fromAt + (unit === 3 ? 4 : 9) * microsPerHour;
    act(room, { type: "shift.plan", of: { unit }, fromAt, untilAt });
  }
  return { room, fromAt };
}

test("each longer shift has one break in its middle, drawn anew in every future", () => {
  const { room, fromAt } = makeShifts();
  const shifts = listBreakShifts(room.state, room.now, fromAt + 9 * microsPerHour, new Set());
  assert.deepEqual(
    shifts.map(({ unit }) => unit),
    [0, 1, 2],
  );
  const starts = new Set<number>();
  for (let future = 0; future < 50; future += 1) {
    const breaks = drawBreaks(shifts, room.now, random, future);
    assert.equal(breaks.length, 3);
    for (const { at, breakMicros = 0 } of breaks) {
      const share = (at - fromAt) / (9 * microsPerHour);
      assert.ok(share >= breakRule.earliest && share <= breakRule.latest);
      assert.ok(breakMicros > 5 * microsPerMinute && breakMicros < 3 * microsPerHour);
      starts.add(at);
    }
  }
  assert.equal(starts.size, 150);
});

test("a break that has been, or is now, does not come again", () => {
  const { room, fromAt } = makeShifts();
  room.now = fromAt + 2 * microsPerMinute;
  act(room, { type: "due.work" });
  for (const unit of [0, 1]) act(room, { type: "unit.book-on", unit, crew: 2 });
  room.now = fromAt + Math.round(0.5 * 9 * microsPerHour);
  const list = (at: number) => listBreakShifts(room.state, at, at + microsPerHour, new Set([0]));
  assert.ok(list(room.now).some(({ unit }) => unit === 1));
  assert.ok(!list(room.now).some(({ unit }) => unit === 0), "it rests now");
  assert.deepEqual(list(fromAt + 0.61 * 9 * microsPerHour), []);
  let begun = 0;
  for (let future = 0; future < 200; future += 1)
    begun += drawBreaks(list(room.now), room.now, random, future).filter(
      (one) => one.unit === 1,
    ).length;
  assert.ok(begun > 40 && begun < 120, `${begun} of 200`);
});
