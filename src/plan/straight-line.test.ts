import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { findRealData, skipWithout } from "../testing/real-data.ts";
import { calibrate, type Calibration, type Journey } from "./calibrate.ts";
import { londonFireFit, makeStraightLine } from "./straight-line.ts";

const londonFile = "calls/lfb-travel-2020-2022.csv.gz";

function readLondonJourneys(from: string, to: string): Journey[] {
  const path = findRealData(londonFile);
  assert.ok(path !== undefined);
  const [header, ...lines] = gunzipSync(readFileSync(path)).toString("utf8").trimEnd().split("\n");
  assert.equal(header, "incident_date,hour_of_call,deployed_from_station,straight_line_m,travel_s");
  return lines
    .map((line) => line.split(","))
    .filter(([date]) => date >= from && date < to)
    .map(([, , , metres, seconds]) => ({ metres: Number(metres), seconds: Number(seconds) }));
}

function getCalibration(journeys: Journey[]): Calibration {
  const found = calibrate(journeys);
  if (typeof found === "string") throw new Error(found);
  return found;
}

test(
  "straight line: the shipped constants are the fit to the London records",
  {
    skip: skipWithout(londonFile),
  },
  () => {
    const journeys = readLondonJourneys("2020", "2023");
    assert.equal(journeys.length, 47_017);
    const got = getCalibration(journeys);
    assert.ok(Math.abs(got.baseSeconds - londonFireFit.baseSeconds) < 0.005, `${got.baseSeconds}`);
    assert.ok(Math.abs(got.secondsPerMetre - londonFireFit.secondsPerMetre) < 0.000005);
    assert.equal(Math.round(got.heldOut.medianAbsoluteSeconds), londonFireFit.errorSeconds);
    assert.equal(Math.round(got.heldOut.p90AbsoluteSeconds), 131);
    assert.ok(Math.abs(got.heldOut.biasSeconds) < 0.5, `${got.heldOut.biasSeconds}`);
  },
);

test(
  "straight line: a line of 2020 and 2021 predicts 2022 about as well",
  {
    skip: skipWithout(londonFile),
  },
  () => {
    const line = getCalibration(readLondonJourneys("2020", "2022"));
    const later = readLondonJourneys("2022", "2023");
    const errors = later.map((j) => line.baseSeconds + line.secondsPerMetre * j.metres - j.seconds);
    const absolute = errors.map(Math.abs).sort((a, b) => a - b);
    const bias = errors.reduce((sum, e) => sum + e, 0) / errors.length;
    assert.equal(Math.round(absolute[Math.floor(absolute.length * 0.5)]), 52);
    assert.equal(Math.round(absolute[Math.floor(absolute.length * 0.9)]), 133);
    assert.equal(Math.round(bias), -5);
  },
);

test("straight line: one and many answer alike, in whole micros, never below the base", () => {
  const e7 = (most: number): fc.Arbitrary<number> => fc.integer({ min: -most, max: most });
  const place = fc.tuple(e7(800_000_000), e7(1_800_000_000));
  const travel = makeStraightLine();
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), place, (starts, [lat, lon]) => {
      const out = new Float64Array(starts.length);
      const lats = Int32Array.from(starts, (start) => start[0]);
      const lons = Int32Array.from(starts, (start) => start[1]);
      const unit = new Int32Array(starts.length);
      const vehicleClass = new Uint8Array(starts.length);
      const many = { count: starts.length, unit, vehicleClass, latE7: lats, lonE7: lons };
      travel.manyMicros?.(many, lat, lon, out);
      starts.forEach(([latE7, lonE7], index) => {
        const one = travel.micros({ unit: 0, vehicleClass: 0, latE7, lonE7 }, lat, lon);
        assert.equal(out[index], one);
        assert.ok(Number.isInteger(one) && one >= londonFireFit.baseSeconds * 1e6);
      });
    }),
  );
});

test("straight line: a unit 1,000 m away needs the base and 1,000 times the slope", () => {
  const metres1000InLatE7 = Math.round((1000 / 111_195.08) * 1e7);
  const start = { unit: 0, vehicleClass: 0, latE7: 510_000_000, lonE7: 0 };
  const seconds = makeStraightLine().micros(start, start.latE7 + metres1000InLatE7, 0) / 1e6;
  assert.ok(Math.abs(seconds - 205.45) < 0.01, `got ${seconds} s`);
});
