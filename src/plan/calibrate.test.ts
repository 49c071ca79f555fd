import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  calibrate,
  calibrationMethods,
  type Calibration,
  type CalibrationMethod,
  type Journey,
} from "./calibrate.ts";

function getCalibration(
  journeys: readonly Journey[],
  method: CalibrationMethod = "least-squares",
): Calibration {
  const found = calibrate(journeys, method);
  if (typeof found === "string") throw new Error(found);
  return found;
}

function lineJourneys(baseSeconds: number, secondsPerMetre: number, count: number): Journey[] {
  return Array.from({ length: count }, (_, index) => {
    const metres = 100 + ((index * 7919) % 5000);
    return { metres, seconds: baseSeconds + secondsPerMetre * metres };
  });
}

test("calibrate: gives back the line that the journeys were made from, with no error", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 600, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.constantFrom(...calibrationMethods),
      (base, perMetre, method) => {
        const got = getCalibration(lineJourneys(base, perMetre, 60), method);
        assert.ok(Math.abs(got.baseSeconds - base) < 1e-6 * (1 + base));
        assert.ok(Math.abs(got.secondsPerMetre - perMetre) < 1e-9);
        assert.ok(got.heldOut.p90AbsoluteSeconds < 1e-6);
      },
    ),
  );
});

test("calibrate: the error is of journeys that were held out", () => {
  // The last fifth is 100 s slower than the rest: a line that had seen it would be off by less than 100 s there.
  const journeys = lineJourneys(100, 0.1, 100).map((journey, index) =>
    index < 80 ? journey : { ...journey, seconds: journey.seconds + 100 },
  );
  const got = getCalibration(journeys);
  assert.ok(got.heldOut.p90AbsoluteSeconds > 99.9, `got ${got.heldOut.p90AbsoluteSeconds}`);
});

test("calibrate: least-absolute is not moved by wild outliers, least-squares is", () => {
  const journeys = lineJourneys(100, 0.1, 200).map((journey, index) =>
    index % 20 === 0 ? { ...journey, seconds: 20_000 } : journey,
  );
  const robust = getCalibration(journeys, "least-absolute");
  assert.ok(Math.abs(robust.baseSeconds - 100) < 2, `got ${robust.baseSeconds}`);
  const squares = calibrate(journeys);
  assert.ok(typeof squares === "string" || Math.abs(squares.baseSeconds - 100) > 100);
});

test("calibrate: says what was got and what was expected", () => {
  const cases: [string, Journey[], RegExp][] = [
    ["too few", lineJourneys(100, 0.1, 49), /got 49 usable journeys, expected at least 50/],
    [
      "all of one length",
      Array.from({ length: 60 }, (_, i) => ({ metres: 500, seconds: 100 + i })),
      /all of one length/,
    ],
    [
      "falling",
      lineJourneys(900, 0.1, 60).map(({ metres, seconds }) => ({
        metres,
        seconds: 2000 - seconds,
      })),
      /expected more than 0/,
    ],
    [
      "negative base",
      lineJourneys(0, 0.1, 60).map(({ metres, seconds }) => ({ metres: metres + 500, seconds })),
      /expected 0 or more/,
    ],
  ];
  for (const [name, journeys, expected] of cases) {
    const got = calibrate(journeys);
    assert.ok(typeof got === "string", `${name}: expected a sentence`);
    assert.match(got, expected, name);
  }
});
