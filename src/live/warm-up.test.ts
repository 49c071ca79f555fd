import assert from "node:assert/strict";
import { test } from "node:test";
import { hashState } from "../core/state/hash.ts";
import { makeRegionState } from "../core/state/region-state.ts";
import { noOverlay } from "../plan/positions.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import { given, onDuty } from "../testing/core/scenario.ts";
import { warmUp, warmUpLimits, type WarmRegion } from "./warm-up.ts";

function regionOf(state: WarmRegion["state"], now: number): WarmRegion & { measured: number } {
  const region = {
    state,
    measured: 0,
    now: () => now,
    telemetry: { overlay: noOverlay },
    withTravel: <Value>(
      _: unknown,
      work: (travel: ReturnType<typeof makeStraightLine>) => Value,
    ) => {
      region.measured += 1;
      return work(makeStraightLine());
    },
  };
  return region;
}

test("a warm-up asks for recommendations and leaves the state as it was", () => {
  const { state, twin } = given(...onDuty("A1", "A2"));
  const before = hashState(state);
  const region = regionOf(state, twin.now);
  const asked = warmUp(region);
  assert.ok(asked > 1 && asked <= warmUpLimits.questions);
  assert.equal(region.measured, asked);
  assert.equal(hashState(state), before);
});

test("without units or a configuration there is nothing to ask", () => {
  assert.equal(warmUp(regionOf(makeRegionState(), 1)), 0);
  const { state, twin } = given();
  assert.equal(warmUp(regionOf(state, twin.now)), 0);
});
