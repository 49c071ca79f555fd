/**
 * Rosters in and out: iCalendar and rows. What is written is read back as it was, for random shifts; what is broken
 * costs itself alone and says where and why.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { findInstant, type Instant } from "../../base/instant.ts";
import { readCivilTime } from "./civil-time.ts";
import { escapeText, foldLine, listContentLines, unescapeText } from "./ical-lines.ts";
import { readCalendar } from "./read-ical.ts";
import { readRosterRow, type RosterCells } from "./roster-row.ts";
import { writeCsv, writeEvents, writeFreeBusy, type NamedShift } from "./write-roster.ts";

function at(text: string): Instant {
  return findInstant(text) ?? assert.fail(text);
}

const night: NamedShift = {
  overridden: [],
  shift: 7,
  name: "A1",
  state: "planned",
  unit: 0,
  person: null,
  team: "red",
  station: "west-yard",
  area: "west",
  skills: ["response", "medic"],
  crew: 2,
  came: 0,
  fromAt: at("2026-11-28T22:00:00Z"),
  untilAt: at("2026-11-29T07:00:00Z"),
  bookedOnAt: 0,
  bookedOffAt: 0,
};

function event(...lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", ...lines, "END:VEVENT", "END:VCALENDAR"].join("\r\n"); // prettier-ignore
}
const times = ["DTSTART:20261128T220000Z", "DTEND:20261129T070000Z"];

/** The only row of a calendar, read. */
function readOnly(text: string, zone?: string) {
  const { rows, faults } = readCalendar(text, zone);
  assert.deepEqual([rows.length, faults], [1, []]);
  return readRosterRow(rows[0], zone);
}

describe("civil time", () => {
  for (const [text, zone, expected] of [
    ["2026-11-28T22:00:00Z", undefined, "2026-11-28T22:00:00Z"],
    ["2026-11-28T22:00:00+01:00", "Europe/London", "2026-11-28T21:00:00Z"],
    ["2026-07-01 22:00", "Europe/London", "2026-07-01T21:00:00Z"],
    ["2026-12-01T22:00:30", "Europe/London", "2026-12-01T22:00:30Z"],
    ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00Z"],
  ] as const)
    test(`${text} in ${zone ?? "no zone"}`, () => {
      assert.deepEqual(readCivilTime(text, zone), { at: at(expected) });
    });

  for (const [text, zone, why] of [
    ["2026-03-29T02:30", "Europe/Berlin", /no time of Europe\/Berlin, or there twice/],
    ["2026-10-25T02:30", "Europe/Berlin", /there twice/],
    ["2026-02-30T02:30", "Europe/Berlin", /no time of/],
    ["2026-11-28T22:00", undefined, /without an offset/],
    ["2026-11-28T22:00", "Mars/Olympus", /time zone "Mars\/Olympus"/],
    ["tonight at ten", "Europe/London", /expected RFC 3339/],
  ] as const)
    test(`${text} in ${zone ?? "no zone"} is refused`, () => {
      const read = readCivilTime(text, zone);
      assert.ok("fault" in read);
      assert.match(read.fault, why);
    });
});

describe("rows", () => {
  const cells: RosterCells = {
    unit: "a1",
    from: "2026-11-28T22:00:00Z",
    until: "2026-11-29T07:00:00Z",
  };

  test("say whose shift it is, from when until when, and more", () => {
    const more = { skills: "response; medic", crew: "2", team: " red ", status: "Confirmed" };
    assert.deepEqual(readRosterRow({ line: 3, cells: { ...cells, ...more } }, undefined), {
      line: 3,
      by: "unit",
      name: "A1",
      fromAt: night.fromAt,
      untilAt: night.untilAt,
      isCancelled: false,
      team: "red",
      skills: ["response", "medic"],
      crew: 2,
    });
  });

  for (const [what, changes, why] of [
    ["nobody", { unit: "" }, /names nobody/],
    ["two", { staff: "N1" }, /names unit and staff/],
    ["no beginning", { from: "" }, /^from: /],
    ["an end that is none", { until: "7" }, /^until: /],
    ["a crew that is none", { crew: "two" }, /^crew: /],
    ["a status that is none", { status: "maybe" }, /^status: /],
  ] as const)
    test(`that name ${what} are faults with their line`, () => {
      const read = readRosterRow({ line: 9, cells: { ...cells, ...changes } }, undefined);
      assert.ok("detail" in read);
      assert.equal(read.line, 9);
      assert.match(read.detail, why);
    });
});

describe("iCalendar in", () => {
  test("an event of any planner: SUMMARY names it, times in a zone, folded lines, an alarm inside", () => {
    const text = event(
      "UID:1",
      "SUMMARY:A1",
      "DTSTART;TZID=Europe/Berlin:20261128T23000",
      " 0",
      'DTEND;X-NOTE="a:b;c";TZID=Europe/Berlin:20261129T080000',
      "CATEGORIES:response,medic",
      "BEGIN:VALARM",
      "DTSTART:19700101T000000Z",
      "END:VALARM",
      "DESCRIPTION:nobody reads\\, this",
    );
    const row = readOnly(text);
    assert.ok("by" in row);
    assert.deepEqual(
      [row.by, row.name, row.fromAt, row.untilAt, row.skills, row.line],
      ["who", "A1", night.fromAt, night.untilAt, ["response", "medic"], 3],
    );
  });

  test("a duration, a floating time in the file's zone, a cancelled event", () => {
    const text = event(
      "SUMMARY:N1",
      "DTSTART:20261128T220000",
      "DURATION:PT9H",
      "STATUS:CANCELLED",
    );
    const row = readOnly(text, "Europe/London");
    assert.ok("by" in row);
    assert.deepEqual(
      [row.fromAt, row.untilAt, row.isCancelled],
      [night.fromAt, night.untilAt, true],
    );
  });

  for (const [what, lines, why] of [
    ["repeats without an end", [...times, "SUMMARY:A1", "RRULE:FREQ=DAILY"], /no end, or two/],
    [
      "repeats by month",
      [...times, "RRULE:FREQ=MONTHLY;COUNT=2"],
      /FREQ=MONTHLY, expected DAILY or WEEKLY/,
    ],
    [
      "repeats by a rule that is not read",
      [...times, "RRULE:FREQ=DAILY;BYHOUR=3;COUNT=2"],
      /got BYHOUR/,
    ],
    [
      "repeats on the second Monday",
      [...times, "RRULE:FREQ=WEEKLY;BYDAY=2MO;COUNT=2"],
      /BYDAY: got 2MO/,
    ],
    ["repeats too often", [...times, "RRULE:FREQ=DAILY;COUNT=900"], /more than 400 times/],
    ["has other days", [...times, "RDATE:20261130T220000Z"], /RDATE or RECURRENCE-ID/],
    [
      "leaves out a day and does not repeat",
      [...times, "EXDATE:20261130T220000Z"],
      /EXDATE and no RRULE/,
    ],
    ["has whole days", ["DTSTART;VALUE=DATE:20261128", "DTEND:20261129T070000Z"], /whole day/],
    ["has no beginning", ["DTEND:20261129T070000Z"], /no DTSTART/],
    ["has no end", ["DTSTART:20261128T220000Z"], /no DTEND/],
    ["has two ends", [...times, "DURATION:PT1H"], /DTEND and DURATION/],
    ["begins twice", [...times, "DTSTART:20261128T230000Z"], /DTSTART twice/],
    [
      "is in a zone of its own",
      ["DTSTART;TZID=My Zone:20261128T220000", times[1]],
      /time zone "My Zone"/,
    ],
    ["has a broken line", [...times, "no colon here"], /line 6: got "no colon here"/],
  ] as const)
    test(`an event that ${what} is a fault, and costs no other`, () => {
      const broken = event(...lines);
      const good = event("SUMMARY:A2", ...times);
      const both = `${broken.replace("\r\nEND:VCALENDAR", "")}\r\n${good.replace("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "")}`;
      const { rows, faults } = readCalendar(both, undefined);
      assert.equal(rows.length, 1);
      assert.deepEqual(
        faults.map(({ line, code }) => [line, code]),
        [[3, "value.invalid"]],
      );
      assert.match(faults[0].detail, why);
    });

  test("no calendar, an event without an end, and what is no shift are said", () => {
    assert.match(readCalendar("unit,from,until", undefined).faults[0].detail, /BEGIN:VCALENDAR/);
    const cut = event(...times)
      .replace("END:VEVENT", "X:1")
      .replace("END:VCALENDAR", "X:2");
    assert.match(readCalendar(cut, undefined).faults[0].detail, /no END:VEVENT/);
    const other = event("SUMMARY:A1", ...times).replace("END:VCALENDAR", "BEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR"); // prettier-ignore
    assert.deepEqual(readCalendar(other, undefined).otherComponents, { VTODO: 1 });
  });

  test("any text whatever is read without a throw", () => {
    const word = fc.constantFrom("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", ...times, " x", "A;B=:", "\t"); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), (lines) => {
        const { rows, faults } = readCalendar(["BEGIN:VCALENDAR", ...lines].join("\n"), undefined);
        for (const row of rows) readRosterRow(row, undefined);
        assert.ok(faults.every(({ line, detail }) => line > 0 && detail.length > 5));
      }),
    );
  });
});

/** Whole seconds, as iCalendar has them. */
const shift = fc
  .record({
    name: fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{0,15}$/),
    isUnit: fc.boolean(),
    team: fc.option(fc.stringMatching(/^[a-z,;\\"é€-]{1,40}$/)),
    station: fc.option(fc.stringMatching(/^[a-z,;\\"é€-]{1,40}$/)),
    area: fc.option(fc.stringMatching(/^[a-z-]{1,20}$/)),
    skills: fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,12}$/), { maxLength: 4 }),
    crew: fc.integer({ min: 1, max: 50 }),
    from: fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }),
    seconds: fc.integer({ min: 1, max: 172_800 }),
    state: fc.constantFrom("planned", "late", "cancelled", "booked on" as const),
  })
  .map(({ isUnit, from, seconds, ...facts }): NamedShift => ({
    ...facts,
    overridden: [],
    shift: 1,
    unit: isUnit ? 0 : null,
    person: isUnit ? null : 0,
    came: 0,
    fromAt: from * 1e6,
    untilAt: (from + seconds) * 1e6,
    bookedOnAt: 0,
    bookedOffAt: 0,
  }));

function comparable(given: NamedShift): object {
  const { name, team, station, area, skills, crew, fromAt, untilAt, state } = given;
  const optional = { team, station, area, ...(skills.length > 0 ? { skills } : {}) };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null)),
    name,
    by: given.unit === null ? "staff" : "unit",
    crew,
    fromAt,
    untilAt,
    isCancelled: state === "cancelled",
  };
}

describe("out and in again", () => {
  test("iCalendar: every shift is what it was, no line is too long", () => {
    fc.assert(
      fc.property(fc.array(shift, { maxLength: 5 }), (shifts) => {
        const text = writeEvents(shifts, "harbour", night.fromAt);
        for (const line of text.split("\r\n"))
          assert.ok(new TextEncoder().encode(line).length <= 75, line);
        const { rows, faults } = readCalendar(text, undefined);
        assert.deepEqual(faults, []);
        const read = rows.map((row) => {
          const { line: _line, ...facts } = readRosterRow(row, undefined);
          return facts;
        });
        assert.deepEqual(read, shifts.map(comparable));
      }),
    );
  });

  test("text escapes and folding are undone", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\r]{0,200}$/u), (text) => {
        assert.equal(unescapeText(escapeText(text)), text);
        const [read] = listContentLines(foldLine(`X-A:${escapeText(text)}`));
        assert.ok("value" in read && unescapeText(read.value) === text);
      }),
    );
  });

  test("CSV has the columns that the import reads, with cells in quotes where they must be", () => {
    const text = writeCsv([night, { ...night, unit: null, person: 1, name: "N1", team: 'a,"b"' }]);
    assert.equal(
      text,
      "unit,staff,from,until,team,station,area,skills,crew,status\r\n" +
        "A1,,2026-11-28T22:00:00.000000Z,2026-11-29T07:00:00.000000Z,red,west-yard,west,response medic,2,planned\r\n" +
        ',N1,2026-11-28T22:00:00.000000Z,2026-11-29T07:00:00.000000Z,"a,""b""",west-yard,west,response medic,2,planned\r\n',
    );
  });

  test("busy times are one component per unit or person; cancelled and absent shifts are free", () => {
    const later = { ...night, shift: 8, fromAt: night.untilAt, untilAt: night.untilAt + 36e8 };
    const list = [night, later, { ...night, name: "N1", state: "absent" as const }];
    const text = writeFreeBusy(list, "harbour", night.fromAt);
    assert.equal(text.match(/BEGIN:VFREEBUSY/g)?.length, 1);
    assert.match(text, /DTSTART:20261128T220000Z\r\nDTEND:20261129T080000Z\r\n/);
    assert.match(text, /FREEBUSY;FBTYPE=BUSY:20261128T220000Z\/20261129T070000Z\r\nFREEBUSY/);
  });
});
