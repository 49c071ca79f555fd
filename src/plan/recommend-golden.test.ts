/**
 * Recommendations of many rooms from a seed, word for word, as one fingerprint: whoever makes the choosing faster must
 * not change an answer. A change of the rules or of the words changes it, and says so in its commit.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../base/random.ts";
import { hashText } from "../core/state/hash.ts";
import { handReasons } from "../core/unit/hand-reasons.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  placeAt,
  roomConfig,
  waitSeconds,
  type Room,
} from "../testing/control-room.ts";
import type { PositionOverlay } from "./positions.ts";
import { recommend } from "./recommend.ts";
import { makeStraightLine } from "./straight-line.ts";

const rooms = 400;
const golden = "ad9572a2d7fc5544";

const skillSets = [["response"], ["response", "traffic"], ["firearms", "command"], ["taser"]];
const types = ["burglary", "collision-injury", "weapon", "firearm", "robbery"];

function placeUnit(room: Room, random: RandomStream): void {
  const unit = addUnit(room, {
    // Some stand on one spot, some within a metre of another: ties and near ties.
    north: random.pick([100, 100, 101, random.between(-15_000, 15_000)]),
    east: random.pick([0, random.between(-15_000, 15_000)]),
    area: random.pick(["north", "south"]),
    skills: random.pick(skillSets),
    bookedOn: random.chance(0.9),
  });
  const fate = random.below(12);
  if (room.state.columns.units.status[unit] === 0) return;
  if (fate === 0) act(room, { type: "unit.set-status", unit, status: "committed deployable" });
  if (fate === 1) act(room, { type: "unit.set-status", unit, status: "committed" });
  if (fate === 2) act(room, { type: "unit.raise-emergency", unit });
  if (fate === 3) {
    const reason = random.pick(handReasons);
    act(room, { type: "unit.set-status", unit, status: "unavailable", reason });
  }
  if (fate < 4 || fate > 7) return;
  const grade = random.pick(["priority", "scheduled"] as const);
  const incident = addIncident(room, { north: random.between(0, 5_000), grade });
  act(room, { type: "unit.send", units: [unit], incident });
  if (fate > 5) act(room, { type: "unit.progress", unit, status: "at scene" });
}

function overlayOf(room: Room, random: RandomStream): PositionOverlay | undefined {
  if (random.chance(0.5)) return undefined;
  const units = random.below(room.state.columns.head.units[0] + 1);
  const places = Array.from({ length: units }, () => placeAt(random.between(-9_000, 9_000)));
  return {
    latE7: Int32Array.from(places, ({ latE7 }) => latE7),
    lonE7: Int32Array.from(places, ({ lonE7 }) => lonE7),
    at: Float64Array.from(places, () => room.now - random.below(2_000) * 1_000_000),
  };
}

function answersOf(seed: number): string {
  const random = new RandomStream(seed, "golden room");
  const config = roomConfig();
  const [north, south] = config.areas;
  const room = makeRoom({
    ...config,
    areas: [{ ...north, reach: random.chance(0.3) ? ["north"] : [] }, south],
    gradeRules: {
      ...config.gradeRules,
      immediate: { ...config.gradeRules.immediate, rangeSeconds: random.pick([null, 300, 900]) },
    },
  });
  const units = random.below(40);
  for (let count = 0; count < units; count += 1) placeUnit(room, random);
  waitSeconds(room, random.pick([0, 30, 300, 5_000]));
  const incident = addIncident(room, {
    type: random.pick(types),
    grade: random.pick(["immediate", "priority"] as const),
    north: random.below(2_000),
  });
  const ask = (limit: number | undefined, positions: PositionOverlay | undefined) =>
    recommend(room.state, {
      id: "golden",
      incident,
      now: room.now,
      travel: makeStraightLine(),
      positions,
      limit,
    });
  const first = ask(20, overlayOf(room, random));
  const [option] = first.options;
  // With somebody there already, the plan asks for less.
  if (option?.chosen === true) act(room, { type: "unit.send", incident, units: [option.unit] });
  // Without the source's own words about itself, and without how long the log is: neither is part of the choice.
  return JSON.stringify([first, ask(undefined, overlayOf(room, random))], (key, value: unknown) =>
    key === "travel" || key === "position" ? undefined : value,
  );
}

test("the answers of many rooms are, word for word, what they were", () => {
  const answers = Array.from({ length: rooms }, (_, seed) => answersOf(seed));
  assert.ok(answers.filter((answer) => answer.includes("DIVERT")).length > rooms / 10);
  assert.ok(answers.filter((answer) => answer.includes('shortfalls":[{')).length > rooms / 10);
  assert.equal(hashText(answers.join("\n")), golden);
});
