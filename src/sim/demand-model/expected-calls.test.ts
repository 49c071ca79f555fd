import assert from "node:assert/strict";
import { test } from "node:test";
import { findInstant } from "../../base/instant.ts";
import { hourOfWeek, ZoneOffsets } from "../../base/zone-offsets.ts";
import { makeDemandModel } from "../../testing/demand-model.ts";
import { ExpectedCalls } from "./expected-calls.ts";

function at(text: string): number {
  const instant = findInstant(text);
  assert.ok(instant !== undefined, text);
  return instant;
}

/** Each hour of the week has its own number: 1 for Monday 00:00 to 168. */
const perHour = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (__, hour) => day * 24 + hour + 1),
);

test("the week is laid over the calendar by local time, in summer and in winter", () => {
  const expected = new ExpectedCalls(makeDemandModel({ timeZone: "Europe/London", perHour }));
  const table: [string, number][] = [
    ["2027-03-01T00:00:00Z", 1], // a Monday in winter: London is UTC
    ["2027-03-07T23:59:59Z", 168],
    ["2027-07-04T23:00:00Z", 1], // Monday midnight in summer is Sunday 23:00 UTC
    ["2027-07-05T00:00:00Z", 2],
    ["1969-12-29T00:30:00+01:00", 1], // before 1970, when London kept summer time all year
  ];
  for (const [text, hour] of table) assert.equal(expected.perHourAt(at(text)), hour, text);
});

test("the night of a change of clocks: an hour is skipped, an hour is repeated", () => {
  const expected = new ExpectedCalls(makeDemandModel({ timeZone: "Europe/London", perHour }));
  // Sunday hours begin at 145.
  assert.deepEqual([...expected.list(at("2027-03-28T00:00:00Z"), 3)], [145, 147, 148]);
  assert.deepEqual([...expected.list(at("2027-10-31T00:00:00Z"), 3)], [146, 146, 147]);
});

test("local clock times become instants: of a repeated hour the first, of a skipped one the hour after", () => {
  const zone = new ZoneOffsets("Europe/London");
  const table: [local: string, instant: string][] = [
    ["2027-01-04T12:00:00Z", "2027-01-04T12:00:00Z"],
    ["2027-07-05T00:00:00Z", "2027-07-04T23:00:00Z"],
    ["2027-10-31T01:30:00Z", "2027-10-31T00:30:00Z"],
    ["2027-03-28T01:30:00Z", "2027-03-28T01:30:00Z"],
  ];
  for (const [local, instant] of table)
    assert.equal(zone.instantOfLocal(at(local)), at(instant), local);
});

test("hours of the week never leave 0 to 167; a zone that is none is a RangeError", () => {
  for (const day of [-10, -1, 0, 4, 20_000])
    assert.ok(hourOfWeek(day * 86_400e6) >= 0 && hourOfWeek(day * 86_400e6) < 168);
  assert.throws(() => new ZoneOffsets("Europe/Nowhere"), RangeError);
});
