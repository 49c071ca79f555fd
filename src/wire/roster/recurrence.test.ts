import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { findInstant } from "../../base/instant.ts";
import { limits } from "../../core/limits.ts";
import { readCalendar } from "./read-ical.ts";

function shifts(lines: readonly string[], zone?: string, now = 0): readonly string[] {
  const text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", ...lines, "SUMMARY:A1", "END:VEVENT", "END:VCALENDAR"]; // prettier-ignore
  const { rows, faults } = readCalendar(text.join("\r\n"), zone, now);
  assert.deepEqual(faults, []);
  return rows.map(({ cells }) => `${cells.from?.slice(0, 16)} ${cells.until?.slice(0, 16)}`);
}

const london = "DTSTART;TZID=Europe/London:20261019T220000";

test("every second Monday and Wednesday, by the calendar as clocks change, less a day", () => {
  // Summer time ends on 2026-10-25: 22:00 is 21:00 UTC before and 22:00 UTC after.
  const rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5";
  assert.deepEqual(shifts([london, "DURATION:PT8H", rule, "EXDATE;TZID=Europe/London:20261104T220000"]), [
    "2026-10-19T21:00 2026-10-20T05:00",
    "2026-10-21T21:00 2026-10-22T05:00",
    "2026-11-02T22:00 2026-11-03T06:00",
    "2026-11-16T22:00 2026-11-17T06:00",
  ]); // prettier-ignore
});

test("every day until a time, a day, and a time of the zone", () => {
  const times = ["DTSTART:20261128T220000Z", "DTEND:20261129T060000Z"];
  for (const until of ["20261130T220000Z", "20261130"])
    assert.deepEqual(shifts([...times, `RRULE:FREQ=DAILY;UNTIL=${until}`]).length, 3, until);
  assert.equal(shifts([...times, "RRULE:FREQ=DAILY;UNTIL=20261130T215959Z"]).length, 2);
  // 20:59:59 UTC is 21:59:59 in London in summer: before the third.
  assert.equal(shifts([london, "DURATION:PT8H", "RRULE:FREQ=DAILY;UNTIL=20261021T205959Z"]).length, 2); // prettier-ignore
  assert.equal(shifts([london, "DURATION:PT8H", "RRULE:FREQ=DAILY;UNTIL=20261021T210000Z"]).length, 3); // prettier-ignore
});

test("a week begins where WKST says", () => {
  // RFC 5545 section 3.8.5.3: FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU with another WKST.
  const rule = (start: string) => ["DTSTART:19970805T090000Z", "DURATION:PT1H", `RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${start}`]; // prettier-ignore
  const days = (start: string) => shifts(rule(start)).map((each) => each.slice(5, 10));
  assert.deepEqual(days("MO"), ["08-05", "08-10", "08-19", "08-24"]);
  assert.deepEqual(days("SU"), ["08-05", "08-17", "08-19", "08-31"]);
});

test("times that are over are left out of what repeats, and of nothing else", () => {
  const now = findInstant("2026-11-30T07:00:00Z") ?? 0;
  const times = ["DTSTART:20261128T220000Z", "DTEND:20261129T060000Z"];
  assert.equal(shifts([...times, "RRULE:FREQ=DAILY;COUNT=3"], undefined, now).length, 1);
  assert.equal(shifts(times, undefined, now).length, 1);
});

test("property: days rise, fit the rule, and are as many as it says", () => {
  const rules = fc.record({
    weekly: fc.boolean(),
    interval: fc.integer({ min: 1, max: 52 }),
    count: fc.integer({ min: 1, max: limits.shiftsOfOne }),
  });
  fc.assert(
    fc.property(rules, ({ weekly, interval, count }) => {
      const rule = `RRULE:FREQ=${weekly ? "WEEKLY" : "DAILY"};INTERVAL=${interval};COUNT=${count}`;
      const days = shifts(["DTSTART:20261128T220000Z", "DURATION:PT8H", rule]);
      assert.equal(days.length, count);
      const first = findInstant(`${days[0].slice(0, 16)}:00Z`) ?? 0;
      days.forEach((day, index) => {
        const at = findInstant(`${day.slice(0, 16)}:00Z`) ?? 0;
        assert.equal((at - first) / 86_400_000_000, index * interval * (weekly ? 7 : 1));
      });
    }),
    { numRuns: 40 },
  );
});
