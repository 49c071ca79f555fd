import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { findInstant, microsPerHour, rfc3339FromInstant } from "../../base/instant.ts";
import { listConfigFaults } from "../../core/region/config-fault.ts";
import { regionConfigSchema } from "../region-config-schema.ts";
import { makeTimeReader } from "./clock-time.ts";
import { gatherDay } from "./gather.ts";
import { type Mapping, mappingSchema } from "./mapping.ts";
import { recordedCallSchema, recordedUnitSchema } from "./recorded-day.ts";
import { type CsvRow, type RecordedRow, RowReader } from "./row.ts";

const mapping: Mapping = mappingSchema.parse({
  name: "Test",
  attribution: "Made up",
  region: { id: "test", name: "Test" },
  timeZone: "America/Los_Angeles",
  columns: {
    call: "id",
    receivedAt: "rung",
    answeredAt: "entered",
    type: ["group", "kind"],
    grade: "priority",
    lat: "lat",
    lon: "lon",
    area: "district",
    unit: "unit",
    unitKind: "unit kind",
    dispatchedAt: "sent",
    respondingAt: "moving",
    onSceneAt: "there",
    availableAt: "free",
  },
  types: { "Fire / House": { code: "house-fire", name: "House fire", grade: "immediate" } },
  grades: { "1": "immediate", "2": "priority" },
  unitKinds: { E: { vehicle: "engine", skills: ["fire"] }, M: { vehicle: "medic", skills: ["care"], prefix: "M", duty: "seen" } },
  plans: [{ types: ["house-fire"], grades: ["immediate"], needs: [{ vehicles: ["engine"], count: 2 }] }],
  leaveOut: [{ column: "district", is: ["Abroad"], reason: "not ours" }],
}); // prettier-ignore

const good: CsvRow = {
  id: "7",
  rung: "2017-01-01T10:00:00-08:00",
  entered: "2017-01-01T10:01:00-08:00",
  group: "Fire",
  kind: "House",
  priority: "2",
  lat: "37.78",
  lon: "-122.42",
  district: "North 1",
  unit: "31",
  "unit kind": "M",
  sent: "2017-01-01T10:02:00-08:00",
  moving: "2017-01-01T10:03:00-08:00",
  there: "2017-01-01T10:09:00-08:00",
  free: "2017-01-01T10:40:00-08:00",
};

test("a row is read by the mapping: joined type words, grade, prefixed unit, times", () => {
  const reading = new RowReader(mapping).read(good, 2);
  assert.ok("row" in reading);
  assert.deepEqual(reading.notes, []);
  const { row } = reading;
  assert.equal(row.type.code, "house-fire");
  assert.equal(row.grade, "priority");
  assert.equal(row.unit?.name, "M31");
  assert.equal(row.latE7, 377_800_000);
  assert.equal(rfc3339FromInstant(row.receivedAt), "2017-01-01T18:00:00.000000Z");
});

const leftOut: readonly [name: string, change: Partial<Record<string, string>>, reason: RegExp][] =
  [
    ["no call number", { id: " " }, /id is blank/],
    ["no time", { rung: "" }, /rung: got "", expected a time like/],
    ["a time that is none", { rung: "yesterday" }, /rung: got "yesterday"/],
    ["a place in words", { lat: "north" }, /lat: got "north", expected degrees/],
    ["a place off the globe", { lon: "-222.1" }, /lon: got "-222.1"/],
    ["the place 0, 0", { lat: "0", lon: "0" }, /the place is 0, 0/],
    ["an unknown type", { kind: "Boat" }, /the type "Fire \/ Boat" is not in the mapping/],
    ["an unknown unit kind", { "unit kind": "X" }, /the unit kind "X" is not in the mapping/],
    ["no unit", { unit: "" }, /unit is blank/],
    ["a word to leave out", { district: "Abroad" }, /district is "Abroad": not ours/],
  ];

for (const [name, change, reason] of leftOut) {
  test(`a row with ${name} is left out with the reason`, () => {
    const reading = new RowReader(mapping).read({ ...good, ...change } as CsvRow, 2);
    assert.ok("reason" in reading);
    assert.match(reading.reason, reason);
  });
}

test("what contradicts an earlier time is dropped with a note, and the rest of the row is kept", () => {
  const reading = new RowReader(mapping).read(
    { ...good, there: "2017-01-01T10:02:30-08:00", priority: "9", entered: "soon" },
    2,
  );
  assert.ok("row" in reading);
  assert.equal(reading.row.unit?.times.onSceneAt, undefined);
  assert.ok(reading.row.unit?.times.availableAt !== undefined);
  assert.equal(reading.row.grade, "immediate");
  assert.deepEqual(reading.notes, [
    'entered is left out: got "soon", expected a time like 2017-01-01T00:00:00-08:00',
    "there is left out: it lies before moving",
    'the grade "9" is not in the mapping; took immediate',
  ]);
});

test("any cells at all give a row or a reason, never a failure", () => {
  const reader = new RowReader(mapping);
  const keys = Object.keys(good);
  const change = fc.dictionary(
    fc.constantFrom(...keys),
    fc.string({ unit: "grapheme", maxLength: 30 }),
  );
  fc.assert(
    fc.property(change, (cells) => {
      const reading = reader.read({ ...good, ...cells }, 2);
      assert.ok("row" in reading || reading.reason.length > 0);
    }),
  );
});

const times: readonly [format: string, zone: string, text: string, expected: string | RegExp][] = [
  ["iso", "UTC", "2017-01-01T00:00:00Z", "2017-01-01T00:00:00.000000Z"],
  ["iso", "America/Los_Angeles", "2017-01-01 00:00:00", "2017-01-01T08:00:00.000000Z"],
  ["iso", "Europe/London", "2017-07-01T12:00", "2017-07-01T11:00:00.000000Z"],
  [
    "MM/dd/yyyy hh:mm:ss a",
    "America/Los_Angeles",
    "07/04/2017 12:05:06 AM",
    "2017-07-04T07:05:06.000000Z",
  ],
  ["MM/dd/yyyy hh:mm:ss a", "UTC", "7/4/2017 1:05:06 pm", "2017-07-04T13:05:06.000000Z"],
  ["dd.MM.yyyy HH:mm", "Europe/Berlin", "31.12.2016 23:59", "2016-12-31T22:59:00.000000Z"],
  // The repeated hour of 29 October 2017 in London: the first pass is taken.
  ["iso", "Europe/London", "2017-10-29T01:30:00", "2017-10-29T00:30:00.000000Z"],
  ["iso", "Europe/London", "2017-03-26T01:30:00", /does not exist in Europe\/London/],
  ["iso", "UTC", "2017-02-30T00:00:00", /expected a time like/],
  ["MM/dd/yyyy hh:mm:ss a", "UTC", "07/04/2017 13:05:06 PM", /expected a time like MM/],
  ["dd.MM.yyyy HH:mm", "UTC", "31.12.2016 24:00", /expected a time like dd/],
];

for (const [format, zone, text, expected] of times) {
  test(`${text} as ${format} in ${zone}`, () => {
    const read = makeTimeReader(format, zone).read(text);
    if (typeof expected === "string") {
      assert.equal(typeof read === "number" ? rfc3339FromInstant(read) : read, expected);
    } else assert.match(String(read), expected);
  });
}

function rowOf(change: Partial<Record<string, string>>): RecordedRow {
  const reading = new RowReader(mapping).read({ ...good, ...change } as CsvRow, 2);
  assert.ok("row" in reading, JSON.stringify(reading));
  return reading.row;
}

test("rows of one call become one call, and everything fits its schema and the core's rules", () => {
  const rows = [
    rowOf({ id: "8", rung: "2017-01-01T12:00:00-08:00", sent: "2017-01-01T12:02:00-08:00", moving: "", there: "", free: "2017-01-01T12:30:00-08:00", entered: "" }),
    rowOf({}),
    rowOf({ unit: "12", "unit kind": "E" }),
  ]; // prettier-ignore
  const day = gatherDay(mapping, rows);
  assert.deepEqual(
    day.calls.map((call) => [call.call, call.responses.map((one) => one.unit)]),
    [
      ["7", ["M31", "12"]],
      ["8", ["M31"]],
    ],
  );
  for (const call of day.calls) recordedCallSchema.parse(call);
  for (const unit of day.units) recordedUnitSchema.parse(unit);
  regionConfigSchema.parse(day.region);
  assert.deepEqual(listConfigFaults(day.region), []);
  assert.deepEqual(day.region.areas.map((area) => area.code), ["north-1"]); // prettier-ignore
});

test("a unit that is always on has one duty; a seen one has its own, joined over short gaps", () => {
  const at = (hour: number): Partial<Record<string, string>> => ({
    id: `c${hour}`,
    rung: `2017-01-01T${String(hour).padStart(2, "0")}:00:00-08:00`,
    entered: "",
    sent: `2017-01-01T${String(hour).padStart(2, "0")}:01:00-08:00`,
    moving: "",
    there: "",
    free: `2017-01-01T${String(hour).padStart(2, "0")}:40:00-08:00`,
  });
  const rows = [0, 3, 20].flatMap((hour) => [
    rowOf(at(hour)),
    rowOf({ ...at(hour), unit: "E1", "unit kind": "E" }),
  ]);
  const { units } = gatherDay(mapping, rows);
  const medic = units.find((unit) => unit.callSign === "M31");
  const engine = units.find((unit) => unit.callSign === "E1");
  assert.equal(engine?.duties.length, 1);
  assert.equal(medic?.duties.length, 2);
  const [first, second] = medic.duties;
  assert.equal(second[0] - (findInstant("2017-01-01T20:01:00-08:00") ?? 0), -microsPerHour / 2);
  assert.ok(first[1] < second[0]);
});

test("records without units get as many as the mapping asks for, by the areas' shares of the calls", () => {
  const { unit: _unit, unitKind: _kind, area: _area, ...columns } = mapping.columns;
  const made = mappingSchema.parse({
    ...mapping,
    columns,
    madeUnits: { count: 10, areas: 2, vehicle: "car", skills: ["patrol"] },
    plans: [],
  });
  const reader = new RowReader(made);
  const rows = Array.from({ length: 40 }, (_, index): RecordedRow => {
    const south = index % 4 === 0;
    const reading = reader.read(
      { ...good, id: `c${index}`, lat: south ? "37.70" : "37.80" },
      index,
    );
    assert.ok("row" in reading);
    return reading.row;
  });
  const day = gatherDay(made, rows);
  assert.equal(day.units.length, 10);
  assert.equal(new Set(day.units.map((unit) => unit.callSign)).size, 10);
  const inNorth = day.units.filter((unit) => unit.base.latE7 > 377_500_000).length;
  assert.ok(
    inNorth >= 7 && inNorth <= 8,
    `got ${inNorth} of 10 in the area with three quarters of the calls`,
  );
  assert.deepEqual(listConfigFaults(day.region), []);
});
