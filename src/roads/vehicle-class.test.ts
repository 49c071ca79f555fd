import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHandNetwork } from "../testing/roads/hand-network.ts";
import { arcRules, noWay, type RoadNetwork } from "./network.ts";
import {
  allowingOneWays,
  journeySeconds,
  metricOf,
  vehicleClassNames,
  vehicleProfiles,
} from "./vehicle-class.ts";

/** One road of about 1,112 m, limit 36 km/h, whose two arcs have these rules. */
function withRules(forward: number, backward: number): RoadNetwork {
  const { network } = makeHandNetwork(
    [
      [0, 0],
      [100_000, 0],
    ],
    [{ from: 0, to: 1 }],
  );
  return { ...network, arcRules: Uint16Array.of(forward, backward) };
}

const car = vehicleProfiles["patrol car"];

test("an open road takes its length at a share of the limit, and the calibration's factor scales it", () => {
  const network = withRules(0, 0);
  const kmh = 36 * car.shareOfLimit[network.roadClass[0]];
  const expected = Math.round((network.lengthDm[0] * 360) / kmh);
  assert.deepEqual([...metricOf(network, car)], [expected, expected]);
  const [doubled] = metricOf(network, car, 2);
  assert.ok(Math.abs(doubled - 2 * expected) <= 1);
});

test("a rule that a class may not ignore shuts the arc; one that it may costs time", () => {
  for (const name of vehicleClassNames) {
    const profile = vehicleProfiles[name];
    const [free] = metricOf(withRules(0, 0), profile);
    for (const [rule, bit] of Object.entries(arcRules)) {
      const [shut, open] = metricOf(withRules(bit, 0), profile);
      assert.equal(open, free, `${name}, ${rule}`);
      if ((profile.ignores & bit) === 0) assert.equal(shut, noWay, `${name}, ${rule}`);
      else assert.ok(shut >= free && shut < noWay, `${name}, ${rule}`);
    }
  }
});

test("nobody goes through bollards in a vehicle; against a one-way street only where the force allows it", () => {
  for (const name of ["patrol car", "ambulance", "fire appliance"] as const) {
    const profile = vehicleProfiles[name];
    assert.equal(metricOf(withRules(arcRules.bollard, 0), profile)[0], noWay);
    assert.equal(metricOf(withRules(arcRules.oneWay, 0), profile)[0], noWay);
    const [against] = metricOf(withRules(arcRules.oneWay, 0), allowingOneWays(profile));
    assert.ok(against < noWay);
  }
});

test("on foot five kilometres an hour, whatever the road", () => {
  const network = withRules(arcRules.noBicycle, 0);
  const [millis] = metricOf(network, vehicleProfiles.foot);
  assert.ok(Math.abs(millis - (network.lengthDm[0] / 10 / 5_000) * 3_600_000) <= 1);
});

test("every journey has the calibration's base, however short", () => {
  const calibration = { version: "test", baseSeconds: 60, factor: 1, errorSeconds: 40 };
  assert.equal(journeySeconds(0, calibration), 60);
  assert.equal(journeySeconds(90_500, calibration), 150.5);
});
