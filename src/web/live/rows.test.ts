/** The rows that the tables show, against states made by commands only. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import { microsPerHour } from "../../base/instant.ts";
import { RegionPair, type Side } from "../../testing/core/region-pair.ts";
import { unitFeatures } from "../map/map-features.ts";
import { listAsks } from "./aid-rows.ts";
import { listAlarmRows } from "./alarm-rows.ts";
import { listContactRows } from "./contact-rows.ts";
import { findIncident, listIncidentRows } from "./incident-rows.ts";
import { listNoUnitRows } from "./no-unit-rows.ts";
import type { RegionView } from "./region-view.ts";
import { makeTelemetry, positionOf, applyPositions } from "./telemetry.ts";
import { findUnit, listUnitRows } from "./unit-rows.ts";

/** A new view object over the room's state, as a paint makes one. */
function viewOf(room: Room): RegionView {
  return {
    mode: "live",
    region: "test",
    state: room.state,
    position: 0,
    telemetry: makeTelemetry(),
  };
}

test("the queue is sorted by time left to target; what is attended comes after what is owed", () => {
  const room = makeRoom();
  const unit = addUnit(room);
  const scheduled = addIncident(room, { grade: "scheduled" });
  waitSeconds(room, 60);
  const immediate = addIncident(room, { grade: "immediate" });
  waitSeconds(room, 60);
  const priority = addIncident(room, { grade: "priority" });
  const order = (): number[] => listIncidentRows(viewOf(room)).map((row) => row.number);
  assert.deepEqual(order(), [immediate, priority, scheduled]);
  act(room, { type: "unit.send", incident: immediate, units: [unit] });
  act(room, { type: "unit.progress", unit, status: "en route" });
  act(room, { type: "unit.progress", unit, status: "at scene" });
  assert.deepEqual(order(), [priority, scheduled, immediate]);
});

test("when the unit at the scene is taken away before it is done, a response is owed again and the row is on top", () => {
  const room = makeRoom();
  const unit = addUnit(room);
  const left = addIncident(room, { grade: "immediate" });
  act(room, { type: "unit.send", incident: left, units: [unit] });
  act(room, { type: "unit.progress", unit, status: "en route" });
  act(room, { type: "unit.progress", unit, status: "at scene" });
  const other = addIncident(room, { grade: "priority" });
  act(room, { type: "unit.stand-down", unit, incident: left, reason: "needed elsewhere" });
  const rows = listIncidentRows(viewOf(room));
  const again = rows.find((row) => row.number === left);
  assert.ok((again?.firstAtSceneAt ?? 0) > 0);
  assert.equal(again?.state, "waiting");
  assert.deepEqual(
    rows.map((row) => row.number),
    [left, other],
  );
});

test("a row keeps its identity from view to view while nothing in it changed", () => {
  const room = makeRoom();
  const unit = addUnit(room);
  addUnit(room);
  const first = addIncident(room);
  const second = addIncident(room);
  const before = viewOf(room);
  const rowsBefore = listIncidentRows(before);
  assert.equal(listIncidentRows(before), rowsBefore);
  act(room, { type: "unit.send", incident: first, units: [unit] });
  const after = viewOf(room);
  assert.equal(
    findIncident(after, second),
    rowsBefore.find((row) => row.number === second),
  );
  assert.notEqual(
    findIncident(after, first),
    rowsBefore.find((row) => row.number === first),
  );
  assert.deepEqual(
    findIncident(after, first)?.units.map((allocated) => [allocated.unit, allocated.state]),
    [[unit, "assigned"]],
  );
});

test("a unit's row shows the active incident and what is stacked behind", () => {
  const room = makeRoom();
  const unit = addUnit(room, { callSign: "NA10" });
  const active = addIncident(room);
  const behind = addIncident(room, { grade: "scheduled" });
  act(room, { type: "unit.send", incident: active, units: [unit] });
  act(room, { type: "unit.send", incident: behind, units: [unit], mode: "stack" });
  const row = findUnit(viewOf(room), unit);
  assert.equal(row?.incident, active);
  assert.deepEqual(row?.stacked, [behind]);
  assert.deepEqual([row?.shape, row?.letters], ["en-route", "AS"]);
});

test("an emergency beats every status in shape and letters", () => {
  const room = makeRoom();
  const unit = addUnit(room);
  act(room, { type: "unit.raise-emergency", unit });
  const [row] = listUnitRows(viewOf(room));
  assert.deepEqual([row?.shape, row?.letters, row?.status], ["emergency", "EM", "available"]);
  const [alarm] = listAlarmRows(viewOf(room));
  assert.deepEqual(
    [alarm?.kind, alarm?.about, alarm?.subject, alarm?.state],
    ["emergency", "unit", unit, "raised"],
  );
});

test("contacts that are work are listed, ringing ones first; one with an incident is not", () => {
  const room = makeRoom();
  const receive = (): number =>
    act(room, { type: "contact.receive", channel: "call", callerNumber: "01" }).contact ?? 0;
  const [abandoned, linked, ringing] = [receive(), receive(), receive()];
  act(room, { type: "contact.abandon", contact: abandoned });
  act(room, { type: "contact.answer", contact: linked });
  assert.deepEqual(
    listContactRows(viewOf(room)).map((row) => [row.number, row.state]),
    [
      [ringing, "ringing"],
      [linked, "answered"],
      [abandoned, "abandoned"],
    ],
  );
  act(room, { type: "contact.link", contact: linked, incident: addIncident(room) });
  assert.deepEqual(
    listContactRows(viewOf(room)).map((row) => row.number),
    [ringing, abandoned],
  );
});

test("no unit is a row with a running clock and a cause, and its end leaves the total", () => {
  const room = makeRoom();
  const unit = addUnit(room, { area: "north" });
  waitSeconds(room, 10);
  act(room, { type: "unit.set-status", unit, status: "unavailable" });
  const running = listNoUnitRows(viewOf(room)).filter((row) => row.since > 0);
  assert.ok(running.length > 0);
  assert.ok(running.every((row) => row.since === room.now && row.cause.length > 0));
  waitSeconds(room, 30);
  act(room, { type: "unit.set-status", unit, status: "available" });
  const after = listNoUnitRows(viewOf(room));
  assert.equal(after.filter((row) => row.since > 0).length, 0);
  assert.ok(after.some((row) => row.total >= 30_000_000));
});

test("the newer of telemetry and log is where a unit is; nobody ever said = its base, with no age", () => {
  const room = makeRoom();
  const unit = addUnit(room, { north: 100 });
  const telemetry = makeTelemetry(1);
  const base = positionOf(room.state, telemetry, unit);
  assert.equal(base.latE7, room.state.columns.units.baseLatE7[unit]);
  applyPositions(telemetry, {
    at: room.now + 5_000_000,
    units: [unit],
    lat: [1],
    lon: [2],
    ages: [2],
  });
  assert.deepEqual(positionOf(room.state, telemetry, unit), {
    latE7: 1,
    lonE7: 2,
    at: room.now + 3_000_000,
  });
  waitSeconds(room, 60);
  act(room, { type: "unit.place", unit, latE7: 7, lonE7: 8, source: "said" });
  assert.deepEqual(positionOf(room.state, telemetry, unit), { latE7: 7, lonE7: 8, at: room.now });
});

test("units between regions say so: whose guest, lent to whom, named or there, until when", () => {
  const pair = new RegionPair(false);
  const untilAt = pair.now() + 8 * microsPerHour;
  pair.do("south", { type: "aid.ask", region: "north", quantity: 2, untilAt });
  pair.flow();
  pair.do("north", { type: "aid.commit", request: 1, units: [0, 1] });
  pair.flow();
  const look = (side: Side, unit: number) => {
    const view = { ...viewOf(makeRoom()), state: pair.state(side) };
    const row = findUnit(view, unit);
    assert.ok(row);
    return [row.guestOf, row.lentTo, row.loan, row.loanUntilAt - untilAt, row.isRecalled];
  };
  assert.deepEqual(look("north", 0), ["", "south", "committed", 0, false]);
  assert.deepEqual(look("south", 1), ["north", "", "committed", 0, false]);
  assert.deepEqual(look("south", 0), ["", "", "none", -untilAt, false]);
  pair.do("south", { type: "aid.arrive", request: 1 });
  pair.do("north", { type: "aid.recall", request: 1, reason: "a fire" });
  pair.flow();
  assert.deepEqual(look("north", 0), ["", "south", "there", 0, true]);
  assert.deepEqual(look("south", 1), ["north", "", "there", 0, true]);
  const named = (side: Side) =>
    unitFeatures({ ...viewOf(makeRoom()), state: pair.state(side) }, pair.now(), -1).features.map(({ properties }) => String(properties?.["name"])); // prettier-ignore
  assert.deepEqual(named("south"), ["NORTH-N1 (guest)", "NORTH-N2 (guest)", "S1"]);
  assert.deepEqual(named("north"), ["N1 (lent)", "N2 (lent)", "N3", "N4"]);
  const asks = listAsks({ ...viewOf(makeRoom()), state: pair.state("north") });
  assert.partialDeepStrictEqual(asks, [
    {
      request: 1,
      other: "south",
      tier: "region",
      direction: "incoming",
      state: "arrived",
      lendable: 0,
    },
  ]);
});
