/** The muster as rows: who asks for somebody first, heads by team and station, what the address names, nobody's name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { act, makeRoom, roomConfig, waitSeconds, type Room } from "../../testing/control-room.ts";
import {
  countForBar,
  headCountOf,
  isMissingNow,
  listMusterLines,
  listMusterRows,
} from "./muster-rows.ts";
import type { RegionView } from "./region-view.ts";
import { makeTelemetry } from "./telemetry.ts";

function viewOf({ state }: Room): RegionView {
  return { mode: "live", region: "test", state, position: 0, telemetry: makeTelemetry() };
}

/** Five people of the team `red:1` at `yard`: in overtime, absent, late, told not to come later, and due later. */
function fill(): Room {
  const config = roomConfig();
  const area = config.areas[0].code;
  const roster = {
    stations: [{ code: "yard", name: "Yard", area }],
    teams: [{ code: "red:1", name: "Red one" }],
    posts: [{ code: "constable", name: "Constable" }],
    earlySeconds: 3600,
    lateSeconds: 600,
    absentSeconds: 2400,
  };
  const room = makeRoom({ ...config, roster });
  const spans = [[0, 1], [0.25, 9], [0.9, 9], [5, 9], [2, 9]] as const; // prettier-ignore
  spans.forEach(([from, until], person) => {
    act(room, {
      type: "person.register",
      staffNumber: `N${person}`,
      post: "constable",
      skills: [],
      team: "red:1",
      station: "yard",
      name: "Some Body",
    });
    act(room, {
      type: "shift.plan",
      of: { person },
      fromAt: room.now + from * microsPerHour,
      untilAt: room.now + until * microsPerHour,
    });
  });
  act(room, { type: "person.book-on", person: 0 });
  act(room, { type: "shift.mark-absent", shift: 4 });
  waitSeconds(room, 1.2 * 3600);
  act(room, { type: "due.work" });
  return room;
}

test("who is late or absent stands first, then overtime, then who is due; by staff number, never by name", () => {
  const room = fill();
  const rows = listMusterRows(viewOf(room));
  assert.deepEqual(
    rows.map(({ name, state }) => [name, state]),
    [
      ["N2", "late"],
      ["N1", "absent"],
      ["N3", "absent"],
      ["N0", "overtime"],
      ["N4", "planned"],
    ],
  );
  assert.deepEqual(
    rows.filter((row) => isMissingNow(row, room.now)).map(({ name }) => name),
    ["N2", "N1"],
    "who was said not to come later is not missing yet",
  );
  assert.ok(!JSON.stringify(rows).includes("Some Body"));
  assert.deepEqual([rows[0].teamName, rows[0].stationName], ["Red one", "Yard"]);
});

test("heads by region, team and station; the address names one of them, a code with a colon too", () => {
  const room = fill();
  const view = viewOf(room);
  assert.deepEqual(
    listMusterLines(view, room.now).map(({ key, planned, turnedUp, late, absent, overtime }) => [
      key,
      planned,
      turnedUp,
      late,
      absent,
      overtime,
    ]),
    [
      ["", 2, 1, 1, 1, 1],
      ["team:red:1", 2, 1, 1, 1, 1],
      ["station:yard", 2, 1, 1, 1, 1],
    ],
  );
  assert.deepEqual(headCountOf(view, "team:red:1"), { team: 0 });
  assert.deepEqual(headCountOf(view, "station:yard"), { station: 0 });
  for (const key of ["", "team:blue", "yard", "area:yard", "station:"])
    assert.deepEqual(headCountOf(view, key), {}, key);
  assert.ok(countForBar(view, room.now).hasPlan);
  assert.ok(!countForBar(viewOf(makeRoom()), room.now).hasPlan, "no button without a plan");
});
