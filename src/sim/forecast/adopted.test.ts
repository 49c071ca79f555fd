/** What a forecast begins with of incidents that are open already: who is still missing is sent, who has done its part is not replaced. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { findIncidentRow, forkState } from "../../core/state/region-state.ts";
import { noOverlay } from "../../plan/positions.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { dueWork, given, onDuty, opened, progressed, sent as sentTo, wait, type Step } from "../../testing/core/scenario.ts"; // prettier-ignore
import { beginFuture } from "./future.ts";
import { gatherPresent } from "./forecast.ts";

const quiet = {
  addCall: () => undefined,
  addResponse: () => undefined,
  addGivenUp: () => undefined,
  addAdvised: () => undefined,
};

/** A fight asks for two units. */
const fight = opened("immediate", { incidentType: "fight" });

/** Calls to learn from, then a fight with these units at the scene for ten minutes, then what else is said. */
function heldAtBegin(sent: readonly number[], ...more: Step[]): number {
  const calls = Array.from({ length: 20 }, (_, call): Step[] => [
    wait(600),
    opened("priority"),
    { type: "incident.close", incident: call + 1, result: "done" },
    dueWork,
  ]).flat();
  const { twin } = given(
    ...onDuty("U1", "U2", "U3"),
    ...calls,
    fight,
    ...sent.map((unit) => sentTo(unit, 21)),
    ...sent.flatMap((unit) => [progressed(unit, "en route"), progressed(unit, "at scene")]),
    wait(600),
    ...more,
  );
  const state = twin.state;
  const present = gatherPresent({
    region: "test",
    state: forkState(state),
    now: twin.now,
    positions: noOverlay,
    travel: makeStraightLine(),
    futures: 1,
    horizonMicros: microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 1,
  });
  assert.ok(!("reason" in present), JSON.stringify(present));
  const { state: fork } = beginFuture(present, forkState(present.state), 0, quiet);
  return fork.columns.incidents.heldUnits[findIncidentRow(fork, 21)];
}

test("who never came is sent", () => {
  assert.equal(heldAtBegin([0]), 2);
});

test("who has cleared is not replaced, and neither is anybody where all are there", () => {
  assert.equal(heldAtBegin([0, 1]), 2);
  assert.equal(heldAtBegin([0, 1], { type: "unit.clear", unit: 1 }), 1);
});

test("who was taken off before it was done is replaced", () => {
  const off: Command = { type: "unit.stand-down", unit: 1 };
  assert.equal(heldAtBegin([0, 1], off), 2);
});
