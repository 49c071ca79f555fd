/**
 * The roster over HTTP: rows and calendars in, where a broken one costs itself alone and the same again does nothing;
 * lists, files and head-counts out; and who may do what. No answer has anybody's name.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { rfc3339FromInstant } from "../base/instant.ts";
import type { RegionConfig } from "../core/region/config.ts";
import type { Role } from "../core/vocabulary.ts";
import type { z } from "zod";
import { ukHoursRules } from "../core/presets/uk-hours.ts";
import { roomConfig } from "../testing/control-room.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";
import type { absenceView, musterView, ShiftView } from "./views/roster-view.ts";

const path = `/api/regions/${testRegion}/roster`;
const hour = 3_600_000_000;

const base = roomConfig();
const regionConfig: RegionConfig = {
  ...base,
  id: testRegion,
  roster: {
    stations: [{ code: "yard", name: "Yard", area: base.areas[0].code }],
    teams: [{ code: "red", name: "Red" }],
    posts: [{ code: "constable", name: "Constable" }],
    earlySeconds: 3600,
    lateSeconds: 600,
    absentSeconds: 2400,
  },
};

/** A shift from `fromHours` on for 8 hours, from now. */
function cells(server: TestServer, fromHours: number, more: object) {
  const from = server.clock.now() + fromHours * hour;
  return { from: rfc3339FromInstant(from), until: rfc3339FromInstant(from + 8 * hour), ...more };
}

async function importRows(server: TestServer, rows: readonly object[], role: Role = "supervisor") {
  const body = { rows: rows.map((each, index) => ({ line: index + 2, cells: each })) };
  return server.post(`${path}/import`, body, role);
}

test("rows become shifts and people; a broken one costs itself alone; the same again does nothing", async () => {
  await withServer({ units: 2, regionConfig }, async (server) => {
    const rows = [
      cells(server, 1, { unit: "U0", crew: "2", team: "red" }),
      cells(server, 1, { unit: "U9" }),
      cells(server, 1, { staff: "N1", post: "constable", station: "yard" }),
      cells(server, 2, { staff: "N2" }),
      cells(server, 1, { unit: "U1", team: "no-such" }),
      cells(server, 4, { unit: "U0" }),
      { unit: "U1", from: "soon", until: "later" },
      cells(server, -20, { unit: "U1" }),
    ];
    const { json } = await importRows(server, rows);
    assert.deepEqual(json["taken"], [
      { line: 2, shift: 1, did: "planned", registered: false },
      { line: 4, shift: 2, did: "planned", registered: true },
    ]);
    const faults = json["faults"] as { line: number; code: string }[];
    assert.deepEqual(
      faults.map(({ line, code }) => [line, code]),
      [
        [3, "unit.unknown"],
        [5, "person.unknown"],
        [6, "code.unknown"],
        [7, "shift.overlaps"],
        [8, "value.invalid"],
        [9, "value.invalid"],
      ],
    );
    const again = await importRows(server, rows);
    assert.deepEqual(
      (again.json["taken"] as { did: string }[]).map(({ did }) => did),
      ["nothing", "nothing"],
    );
    const changed = await importRows(server, [
      { ...rows[0], crew: "3" },
      { ...rows[2], status: "cancelled" },
      cells(server, 50, { unit: "U1", status: "cancelled" }),
    ]);
    assert.deepEqual(
      (changed.json["taken"] as { did: string; shift: number }[]).map(({ did, shift }) => [
        did,
        shift,
      ]),
      [["amended", 1], ["cancelled", 2], ["nothing", null]], // prettier-ignore
    );
  });
});

test("a calendar in, and out again as events, busy times and CSV; the export taken in does nothing", async () => {
  await withServer({ units: 1, regionConfig }, async (server) => {
    await importRows(server, [cells(server, 1, { unit: "U0", crew: "2", team: "red" })]);
    const events = await server.get(`${path}.ics`);
    assert.equal(events.status, 200);
    assert.match(events.text, /X-MUSTER-UNIT:U0\r\n/);
    const again = await server.post(`${path}/import`, { calendar: events.text }, "supervisor");
    assert.deepEqual(again.json["taken"], [
      { line: 4, shift: 1, did: "nothing", registered: false },
    ]);
    assert.match((await server.get(`${path}.ics?as=busy`)).text, /FREEBUSY;FBTYPE=BUSY:/);
    assert.match((await server.get(`${path}.csv`)).text, /^unit,staff,from,until.*\r\nU0,,/);
    const wrong = await server.post(`${path}/import`, { calendar: "x", zone: "Mars/Here" }, "supervisor"); // prettier-ignore
    assert.equal(wrong.json.code, "input.invalid");
    const both = await server.post(`${path}/import`, { calendar: "x", rows: [] }, "supervisor");
    assert.equal(both.json.code, "input.invalid");
  });
});

test("hours rules count elapsed hours: the night in which clocks go forward is too short a rest, the other is not", async () => {
  const withRules = { ...regionConfig, hoursRules: ukHoursRules };
  await withServer({ units: 0, regionConfig: withRules }, async (server) => {
    server.clock.move((Date.parse("2027-03-20T00:00:00Z") * 1000 - server.clock.now()) / 1e6);
    const row = (staff: string, from: string, until: string) => ({ line: 2, cells: { staff, post: "constable", from, until } }); // prettier-ignore
    const plan = async (...rows: object[]): Promise<string[]> => {
      const body = { rows, zone: "Europe/London" };
      const { json } = await server.post(`${path}/import`, body, "supervisor");
      return (json["faults"] as { code: string; detail: string }[]).map(({ code, detail }) => `${code} ${/ of (\S+) h/.exec(detail)?.[1]}`); // prettier-ignore
    };
    // Clocks go forward on Sunday 28 March 2027 at 1:00: from 22:00 to 9:00 are ten hours, and to 10:00 eleven.
    assert.deepEqual(await plan(row("N1", "2027-03-27T14:00", "2027-03-27T22:00"), row("N1", "2027-03-28T09:00", "2027-03-28T17:00")), ["hours.breach 10"]); // prettier-ignore
    assert.deepEqual(await plan(row("N1", "2027-03-28T10:00", "2027-03-28T17:00")), []);
    // They go back on Sunday 31 October at 2:00: from 23:00 to 9:00 are eleven hours, and a duty from 20:00 to 9:00 is one of 14.
    assert.deepEqual(await plan(row("N2", "2027-10-30T15:00", "2027-10-30T23:00"), row("N2", "2027-10-31T09:00", "2027-10-31T17:00")), []); // prettier-ignore
    assert.deepEqual(await plan(row("N3", "2027-10-30T20:00", "2027-10-31T09:00")), ["hours.breach 14"]); // prettier-ignore
    // An hour that is there twice, or not at all, is nobody's: it must be written with an offset.
    assert.deepEqual(await plan(row("N4", "2027-10-31T01:30", "2027-10-31T09:00"), row("N5", "2027-03-28T01:30", "2027-03-28T09:00")), ["value.invalid undefined", "value.invalid undefined"]); // prettier-ignore
    assert.deepEqual(await plan(row("N4", "2027-10-31T01:30:00+01:00", "2027-10-31T09:00")), []);
  });
});

test("planned against turned up, now and over time, by team and station", async () => {
  await withServer({ units: 2, regionConfig }, async (server) => {
    await server.command({ type: "unit.book-off", unit: 0 });
    await server.command({ type: "unit.book-off", unit: 1 });
    await importRows(server, [
      cells(server, 0.9, { unit: "U0", crew: "2", team: "red" }),
      cells(server, 1, { unit: "U1", crew: "2", station: "yard" }),
    ]);
    server.clock.move(3600 + 900);
    // U0 was due to be late first: that it is there moves the loop's timer to what is due for U1.
    await server.command({ type: "unit.book-on", unit: 0, crew: 2 });
    const look = async () => {
      const { text } = await server.get(`${path}/muster?stepMinutes=60`);
      return JSON.parse(text) as z.infer<typeof musterView>;
    };
    let muster = await look();
    for (let tries = 0; tries < 200 && muster.region.late === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      muster = await look();
    }
    const { region, teams, stations, unplanned, curve } = muster;
    assert.deepEqual([region.planned, region.turnedUp, region.late, unplanned], [4, 2, 2, 0]);
    assert.deepEqual(
      [teams[0].code, teams[0].turnedUp, stations[0].code, stations[0].late],
      ["red", 2, "yard", 2],
    );
    assert.equal(curve.at.length, curve.planned.length);
    assert.equal(Math.max(...curve.planned), 4);
    const red = await server.get(`${path}/muster?stepMinutes=60&team=red`);
    assert.equal(Math.max(...(red.json["curve"] as { planned: number[] }).planned), 2);
    assert.equal((await server.get(`${path}/muster?team=blue`)).json.code, "input.invalid");
    assert.equal((await server.get(`${path}/muster?from=1`)).json.code, "input.invalid");
    const { shifts } = (await server.get(`${path}?limit=1&after=0`)).json as unknown as {
      shifts: ShiftView[];
    };
    assert.deepEqual([shifts.length, shifts[0].name, shifts[0].state], [1, "U1", "late"]);
  });
});

test("planners plan, dispatchers mark absent, crews and partners see nothing of it, and no name is shown", async () => {
  await withServer({ units: 1, regionConfig }, async (server) => {
    const secret = "Some Body";
    const person = { type: "person.register", staffNumber: "N1", post: "constable", skills: [], name: secret }; // prettier-ignore
    assert.equal((await server.command(person, "dispatcher")).json.code, "role.not-allowed");
    const made = await server.command(person, "supervisor");
    assert.deepEqual(made.json["made"], { person: 0 });
    const rows = [cells(server, 1, { staff: "N1" })];
    assert.equal((await importRows(server, rows, "dispatcher")).status, 403);
    assert.equal((await importRows(server, rows, "administrator")).status, 200);
    const absent = { type: "shift.mark-absent", shift: 1 };
    assert.equal((await server.command(absent, "call taker")).json.code, "role.not-allowed");
    assert.equal(
      (await server.command({ ...absent, reason: "ill" }, "dispatcher")).json.code,
      "input.invalid",
    );
    assert.equal((await server.command(absent, "dispatcher")).status, 200);
    for (const look of ["", "/people", "/muster", ".ics", ".csv"]) {
      for (const role of ["crew", "partner"] as const)
        assert.equal((await server.get(`${path}${look}`, role)).status, 403, `${role} ${look}`);
      const answer = await server.get(`${path}${look}`, "dispatcher");
      assert.equal(answer.status, 200, look);
      assert.ok(!answer.text.includes(secret), look);
    }
  });
});

test("what breaks an hours rule is refused with the clause, until it is overridden by name with a reason, and is counted", async () => {
  await withServer({ units: 1, regionConfig }, async (server) => {
    const from = server.clock.now() + hour;
    const long = {
      from: rfc3339FromInstant(from),
      until: rfc3339FromInstant(from + 15 * hour),
      staff: "N1",
      post: "constable",
    };
    const refused = await importRows(server, [long]);
    const [fault] = refused.json["faults"] as { code: string; detail: string }[];
    assert.equal(fault.code, "hours.breach");
    assert.match(fault.detail, /longest duty of 15 h, and the rule says 13 h \(Working Time Reg/);
    const override = { rules: ["longest-duty"], reason: "secret words" };
    const body = { rows: [{ line: 2, cells: long }], override };
    const taken = await server.post(`${path}/import`, body, "supervisor");
    assert.deepEqual(taken.json["faults"], []);
    const { json, text } = await server.get(`${path}/muster`);
    assert.deepEqual(json["hours"], {
      set: "uk-police",
      version: "2026-11-29",
      overrides: 1,
      byRule: [{ rule: "longest-duty", count: 1 }],
      peopleOverridden: 1,
      atRest: 0,
      overLongest: 0,
      nightWorkers: 0,
      owedRest: 0,
      owedRestMinutes: 0,
      exceeded: 0,
    });
    assert.ok(!text.includes("secret words"));
    const listed = await server.get(path);
    assert.deepEqual((listed.json["shifts"] as ShiftView[])[0].overridden, ["longest-duty"]);
    const on = { type: "person.book-on", person: 0 };
    assert.equal((await server.command(on, "dispatcher")).status, 200);
    assert.equal(
      (await server.command({ type: "person.book-off", person: 0 }, "dispatcher")).status,
      200,
    );
    const { people } = (await server.get(`${path}/people`)).json as unknown as {
      people: { overrides: number; restsUntil: string | null }[];
    };
    assert.equal(people[0].overrides, 1);
    assert.notEqual(people[0].restsUntil, null);
    const soon = await server.command(
      { ...on, override: { rules: [], reason: "x" } },
      "dispatcher",
    );
    assert.equal(soon.json.code, "input.invalid");
  });
});

test("many heads missing are said with the evidence, and alarm", async () => {
  await withServer({ units: 2, regionConfig }, async (server) => {
    const absence = async (): Promise<z.infer<typeof absenceView>> =>
      (await server.get(`${path}/absence`, "dispatcher")).json as unknown as z.infer<
        typeof absenceView
      >;
    assert.equal((await absence()).verdict, "nobody due");
    await server.command({ type: "unit.book-off", unit: 0 });
    await server.command({ type: "unit.book-off", unit: 1 });
    const begun = server.clock.now() - hour / 3;
    const span = { fromAt: begun, untilAt: begun + 8 * hour };
    const plan = (unit: number, crew: number) =>
      server.command({ type: "shift.plan", of: { unit }, ...span, crew }, "supervisor");
    await plan(0, 50);
    await plan(1, 10);
    const found = await absence();
    assert.equal(found.verdict, "many missing");
    assert.deepEqual([found.planned, found.arrived, found.left], [60, 0, 0]);
    assert.ok(found.ratio >= found.alarmRatio && found.expectedLow > 40);
    assert.equal(found.curve.at.length, found.curve.expected.length);
    assert.equal(found.curve.at[6], begun);
    for (let tries = 0; tries < 100 && (await absence()).suspectedAt === null; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok((await absence()).suspectedAt !== null);
    const refused = await server.get(`${path}/absence`, "partner");
    assert.equal(refused.status, 403);
  });
});

test("who is recalled, whom a recall would break least for, and that only a supervisor recalls", async () => {
  await withServer({ regionConfig }, async (server) => {
    for (const staffNumber of ["N1", "N2"])
      await server.command({ type: "person.register", staffNumber, post: "constable", skills: [], name: "Jo Private" }); // prettier-ignore
    await server.command({ type: "person.recall", person: 0, reason: "few are there" });
    const { json, text } = await server.get(`${path}/recalls`);
    assert.deepEqual(json["count"], { ever: 1, open: 1, came: 0, declined: 0 });
    const names = (list: string) => (json[list] as { staffNumber: string }[]).map(({ staffNumber }) => staffNumber); // prettier-ignore
    assert.deepEqual([names("recalls"), names("candidates")], [["N1"], ["N2"]]);
    assert.ok(!text.includes("Private"));
    const refused = await server.command(
      { type: "person.recall", person: 1, reason: "x" },
      "dispatcher",
    );
    assert.equal(refused.json.code, "role.not-allowed");
  });
});

test("whoever signs in under the staff number is known to be there; others leave no trace", async () => {
  await withServer({ regionConfig }, async (server) => {
    for (const staffNumber of ["SUPERVISOR", "N2"])
      await server.command({ type: "person.register", staffNumber, post: "constable", skills: [] });
    const { people } = server.region.state.columns;
    await server.signIn("supervisor");
    while (people.signedInAt[0] === 0) await setImmediate();
    const { position } = server.region;
    await server.signIn("supervisor");
    await server.signIn("dispatcher");
    await server.region.whenReadable(server.region.position);
    assert.equal(
      server.region.position,
      position,
      "once in ten minutes, and only of people of the roster",
    );
    assert.deepEqual([people.signedInAt[0], people.signedInAt[1]], [server.clock.now(), 0]);
  });
});
