/** The closure ledger as rows: order, what asks for somebody, counts, identities from list to list. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, addClosure, makeRoom, waitSeconds, type Room } from "../../testing/control-room.ts";
import { asksForSomebody, countClosures, listClosureRows } from "./closure-rows.ts";
import type { RegionView } from "./region-view.ts";
import { makeTelemetry } from "./telemetry.ts";

function viewOf({ state }: Room): RegionView {
  return { mode: "live", region: "test", state, position: 0, telemetry: makeTelemetry() };
}

test("what asks for somebody is first, then what is reported, shut, planned, ended", () => {
  const room = makeRoom();
  const hours = (count: number): number => room.now + count * 3_600_000_000;
  const overdue = addClosure(room, { confirm: true });
  const lifted = addClosure(room);
  act(room, { type: "closure.lift", closure: lifted, reason: "open" });
  const short = addClosure(room, { expiresAt: hours(1) });
  waitSeconds(room, 3 * 3600);
  const asked = addClosure(room, { reviewAt: hours(2), expiresAt: hours(9) });
  waitSeconds(room, 2 * 3600);
  act(room, { type: "due.work" });
  const reported = addClosure(room);
  const shut = addClosure(room, { confirm: true, classes: ["patrol-car"] });
  const planned = addClosure(room, { confirm: true, sinceAt: hours(2) });
  const view = viewOf(room);
  const rows = listClosureRows(view);
  assert.deepEqual(
    rows.map(({ closure }) => closure),
    [overdue, asked, reported, shut, planned, short, lifted],
  );
  assert.deepEqual(
    rows.filter(asksForSomebody).map(({ closure }) => closure),
    [overdue, asked, short],
  );
  assert.deepEqual(countClosures(view), { open: 5, asks: 3 });
  const [first] = rows;
  assert.deepEqual([first.by, first.reason, first.stops], ["tester", "", ""]);
  assert.equal(rows[3].stops, "Patrol car");
  assert.equal(listClosureRows(viewOf(room))[0], first, "nothing changed: the same row");
});
