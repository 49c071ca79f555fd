/** Recorded days beside played ones, on records that were themselves played by known laws. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { distanceM } from "../../base/distance.ts";
import { microsPerDay, microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { lognormalOf } from "../../base/samplers.ts";
import { RandomStream } from "../../base/random.ts";
import { simulateCounts } from "../../testing/simulated-counts.ts";
import { gatherDay } from "../../wire/recorded/gather.ts";
import { mappingSchema } from "../../wire/recorded/mapping.ts";
import type { RecordedRow } from "../../wire/recorded/row.ts";
import { compareDays, type ComparedDay } from "./compare-days.ts";
import { compareBusy, compareMeasures, comparisonText } from "./compare-text.ts";
import { modelOf } from "./fit-command.ts";
import { listFitCalls, listTypes, type FitMaterial } from "./read-fit-calls.ts";

const mapping = mappingSchema.parse({
  name: "Test",
  attribution: "made up",
  region: { id: "test", name: "Test" },
  columns: {
    call: "a",
    receivedAt: "b",
    type: "c",
    lat: "d",
    lon: "e",
    unit: "f",
    unitKind: "g",
    area: "h",
  },
  types: { Fall: { code: "fall", name: "Fall", grade: "immediate" } },
  unitKinds: { CAR: { vehicle: "car" } },
});
const [type] = Object.values(mapping.types);
const start = Date.parse("2023-01-02T00:00:00Z") * 1_000;

const middle = { latE7: 515_250_000, lonE7: -750_000 };

/** Six days; ways are a line over the distance from the middle, where all bases are, times a lognormal factor. */
function makeRows(hasUnits: boolean): RecordedRow[] {
  const random = new RandomStream(5, "compare");
  const counts = simulateCounts({
    seed: 6,
    days: 6,
    callsPerDay: 80,
    hourVarianceToMean: 1.2,
    blockVariance: 0,
    dayVariance: 0,
  });
  const rows: RecordedRow[] = [];
  for (const [hour, count] of counts.entries())
    for (let call = 0; call < count; call += 1) {
      const after = (from: Instant, median: number, sigma: number): Instant =>
        Math.round(from + lognormalOf(random.uniform(), median * 1e6, sigma));
      const receivedAt = Math.round(start + (hour + random.uniform()) * microsPerHour);
      const dispatchedAt = after(receivedAt, 90, 0.5);
      const respondingAt = after(dispatchedAt, 60, 0.3);
      const latE7 = middle.latE7 - 250_000 + random.below(500_000);
      const lonE7 = middle.lonE7 - 250_000 + random.below(500_000);
      const metres = distanceM(middle.latE7, middle.lonE7, latE7, lonE7);
      const onSceneAt = after(respondingAt, 150 + 0.1 * metres, 0.4);
      const availableAt = after(onSceneAt, 1_800, 0.6);
      const times = { dispatchedAt, respondingAt, onSceneAt, availableAt };
      rows.push({
        line: rows.length + 2,
        call: `c${rows.length}`,
        receivedAt,
        answeredAt: undefined,
        type,
        grade: type.grade,
        latE7,
        lonE7,
        place: "",
        area: "middle",
        unit: hasUnits
          ? {
              name: `U${rows.length % 30}`,
              kind: "CAR",
              times: { ...times, transportAt: undefined, handoverAt: undefined },
            }
          : undefined,
      });
    }
  return rows;
}

function materialOf(rows: readonly RecordedRow[]): FitMaterial {
  const day = gatherDay(mapping, rows);
  return {
    name: "test",
    attribution: "made up",
    timeZone: "UTC",
    sources: [],
    types: listTypes(mapping),
    calls: listFitCalls(day.calls, day.units),
    day,
    remarks: [],
  };
}

const material = materialOf(makeRows(true));
const days = compareDays(material, 6, () => undefined);

describe("played days", () => {
  test("records made by the model's own laws come back: response within a tenth, commitment too", () => {
    assert.equal(days.length, 6);
    const compared = compareMeasures(days);
    assert.equal(compared.length, 4);
    for (const { measure, share, recorded, played } of compared) {
      const mean = played.reduce((sum, each) => sum + each, 0) / played.length;
      // The played ways begin where the last call was, if that is nearer than the base.
      assert.ok(
        Math.abs(mean / recorded - 1) < 0.12,
        `${measure} ${share}: ${mean}, recorded ${recorded}`,
      );
    }
    const { recorded, played, moments } = compareBusy(days);
    assert.equal(moments, 6 * 144);
    assert.ok(Math.abs(played / recorded - 1) < 0.15, `${played}, recorded ${recorded}`);
  });

  test("units on a call are counted from sent to available, moment by moment", () => {
    const [{ recorded }] = days;
    const at = start + 75 * 10 * microsPerMinute;
    const busy = material.day.calls
      .flatMap(({ responses }) => responses)
      .filter(
        ({ dispatchedAt, availableAt }) => (dispatchedAt ?? 0) <= at && at < (availableAt ?? 0),
      );
    assert.equal(recorded.busy[75], busy.length);
    assert.ok(busy.length > 0);
    const own = material.day.calls.filter(({ receivedAt }) => receivedAt < start + microsPerDay);
    assert.equal(recorded.calls.length, own.length);
  });

  test("nobody is at the scene before being sent, and the same seed plays the same day", () => {
    for (const { sentSeconds, atSceneSeconds, units } of days.flatMap(
      (each) => each.played[0].calls,
    )) {
      if (atSceneSeconds === undefined) continue;
      assert.ok(sentSeconds !== undefined && units > 0 && atSceneSeconds > sentSeconds);
    }
    const again = compareDays(material, 2, () => undefined);
    assert.deepEqual(again[3].played[1], days[3].played[1]);
  });

  test("the text has figures for every grade and hour, and nothing that is no number", () => {
    const text = comparisonText(modelOf(material), days);
    for (const heading of ["Response", "Units sent", "Commitment", "Calls of a day"])
      assert.match(text, new RegExp(`^## ${heading}`, "m"));
    assert.match(
      text,
      /\| immediate \| received to first at scene \| p90 \| \d+ \(\d+\) \| \d+ \(\d+ to \d+\) \| \d\.\d\d \|/,
    );
    assert.match(text, /\| 20 to 24 \| \d+\.\d \| \d+\.\d \| \d\.\d\d \| \d+\.\d % \|/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  });
});

test("records without units have nothing to compare, which is said", () => {
  const calls = material.day.calls.map((call) => ({ ...call, responses: [] }));
  const bare: FitMaterial = { ...material, day: { ...material.day, calls } };
  assert.throws(() => compareDays(bare, 2, () => undefined), {
    code: "cli.asked-wrongly",
    message: /name the units sent/,
  });
});

test("the recorded middle 80 % is counted where it lies between the played tenths", () => {
  const flat = (value: number) => ({ calls: [], busy: Array.from({ length: 24 }, () => value) });
  const day = (recorded: number): ComparedDay => ({
    day: "2023-01-02",
    recorded: flat(recorded),
    played: Array.from({ length: 11 }, (_, at) => flat(at)),
    neverThere: 0,
  });
  const inside = [0, 1, 5, 9, 10].map((recorded) => compareBusy([day(recorded)]).inside80);
  assert.deepEqual(inside, [0, 1, 1, 1, 0]);
});
