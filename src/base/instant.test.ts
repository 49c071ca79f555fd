import assert from "node:assert/strict";
import * as fc from "fast-check";
import { test } from "node:test";
import {
  findInstant,
  instantFromMillis,
  microsFromSeconds,
  microsPerDay,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  millisFromInstant,
  rfc3339FromInstant,
  secondsFromMicros,
} from "./instant.ts";

const start = 1_483_228_800_000_000;

test("known instants, both ways", () => {
  assert.equal(rfc3339FromInstant(start), "2017-01-01T00:00:00.000000Z");
  assert.equal(rfc3339FromInstant(start + 1), "2017-01-01T00:00:00.000001Z");
  assert.equal(rfc3339FromInstant(-1), "1969-12-31T23:59:59.999999Z");
  const known: readonly [string, number][] = [
    ["2017-01-01T00:00:00Z", start],
    ["2017-01-01t01:00:00+01:00", start],
    ["2016-12-31T19:00:00.5-05:00", start + 500_000],
    ["2017-01-01 00:00:00.123456789z", start + 123_456],
    ["2016-02-29T00:00:00Z", 1_456_704_000_000_000],
    ["1970-01-01T00:00:00Z", 0],
  ];
  for (const [text, at] of known) assert.equal(findInstant(text), at, text);
});

test("what is no instant is none", () => {
  for (const text of [
    "",
    "2017-01-01",
    "2017-01-01T00:00:00",
    "2017-13-01T00:00:00Z",
    "2017-02-29T00:00:00Z",
    "2017-04-31T00:00:00Z",
    "2017-01-01T24:00:00Z",
    "2016-12-31T23:59:60Z",
    "2017-01-01T25:00:00Z",
    "17-1-1T0:0:0Z",
    "2017-01-01T00:00:00.Z",
    " 2017-01-01T00:00:00Z",
    "2017-01-01T00:00:00Zx",
  ])
    assert.equal(findInstant(text), undefined, text);
});

test("to the microsecond, any instant of the years 1970 to 2200 comes back through its text", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 230 * 365 }),
      fc.integer({ min: 0, max: microsPerDay - 1 }),
      (day, micros) => {
        const at = day * microsPerDay + micros;
        const text = rfc3339FromInstant(at);
        assert.equal(text.length, 27);
        assert.equal(findInstant(text), at);
        assert.equal(instantFromMillis(millisFromInstant(at)), at - (at % 1000));
      },
    ),
  );
});

test("units", () => {
  assert.equal(microsFromSeconds(1.5), 1_500_000);
  assert.equal(secondsFromMicros(microsPerMinute), 60);
  assert.equal(microsPerDay, 24 * microsPerHour);
  assert.equal(microsPerHour, 3_600 * microsPerSecond);
});
