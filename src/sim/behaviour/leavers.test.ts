/** Who leaves unannounced: one share over crews and heads, drawn from the seed and from nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { instantFromMillis, microsPerDay, microsPerMinute } from "../../base/instant.ts";
import { drawLeave } from "./leavers.ts";
import type { Forces, Scenario } from "./scenario.ts";
import { listDuties } from "./town-crews.ts";

const startAt = instantFromMillis(Date.parse("2027-03-05T20:30:00Z"));
const forces: Forces = {
  regions: [{ id: "a", name: "A", officers: 1_000 }],
  officersPerHead: 1,
  officersPerUnit: 10,
  aid: [],
  leaves: { share: 0.083, fromMinute: 4, minutes: 100 },
  arrives: 0.9,
  days: 3,
};
const shift = { lengthMinutes: 570, arrives: 0.92, arrivesOnDay: new Map(), staysOnShare: 0.25, staysOnMinutes: 150 }; // prettier-ignore
const scenario: Scenario = {
  name: "leavers",
  title: "",
  summary: "",
  town: { seed: 7, units: 40, scale: 1 },
  startAt,
  shifts: [
    { ...shift, startMinute: 390 },
    { ...shift, startMinute: 840 },
    { ...shift, startMinute: 1_320 },
  ],
  demandFactor: 1,
  surges: [],
  staged: [],
  travelFactor: 1,
  emergenciesPerDay: 0,
  closures: [],
  requests: [],
  forces,
  tour: [],
};
const until = startAt + 2 * microsPerDay;
const [first, last] = [startAt + 4 * microsPerMinute, startAt + 104 * microsPerMinute];

/** Crews of the running shift by seed and unit: until when each is on duty. */
function endsOf(of: Scenario, seeds: number): Map<string, number> {
  const ends = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed += 1)
    for (let unit = 0; unit < 60; unit += 1) {
      const [duty] = listDuties(of, unit, 1, until, seed);
      if (duty !== undefined && duty.from < startAt + microsPerMinute)
        ends.set(`${seed} ${unit}`, duty.until);
    }
  return ends;
}

function leaversIn(ends: ReadonlyMap<string, number>): string[] {
  return [...ends].filter(([, end]) => end <= last).map(([who]) => who);
}

test("over many seeds 8.3 % of the crews on duty leave within the scenario's minutes, most of them early", () => {
  const ends = endsOf(scenario, 200);
  const leavers = leaversIn(ends);
  const share = leavers.length / ends.size;
  assert.ok(Math.abs(share - 0.083) < 0.004, `${leavers.length} of ${ends.size}`);
  const times = leavers.map((who) => ends.get(who) ?? 0);
  assert.ok(times.every((at) => at >= first));
  const early = times.filter((at) => at < startAt + 29 * microsPerMinute).length;
  assert.ok(early / times.length > 0.42 && early / times.length < 0.58, `${early} of ${times.length} in the first quarter`); // prettier-ignore
});

test("the same crews leave, at the same times, whatever else of the scenario changes", () => {
  const before = endsOf(scenario, 20);
  const changed: Scenario = {
    ...scenario,
    demandFactor: 3,
    travelFactor: 2,
    shifts: [scenario.shifts[0], { ...scenario.shifts[1], arrives: 1, staysOnShare: 0 }, scenario.shifts[2]], // prettier-ignore
    forces: { ...forces, arrives: 0.2, regions: [...forces.regions, ...forces.regions] },
  };
  const after = endsOf(changed, 20);
  const leavers = leaversIn(before);
  assert.ok(leavers.length > 50);
  for (const who of leavers) assert.equal(after.get(who), before.get(who), who);
  // More leave at a greater share, and whoever left at the smaller one leaves still.
  const more = leaversIn(endsOf({ ...scenario, forces: { ...forces, leaves: { ...forces.leaves, share: 0.2 } } }, 20)); // prettier-ignore
  assert.ok(more.length > leavers.length * 1.8);
  assert.ok(leavers.every((who) => more.includes(who)));
});

test("nobody leaves where no forces are, and who comes on a later turn works it", () => {
  assert.deepEqual(leaversIn(endsOf({ ...scenario, forces: undefined }, 20)), []);
  const all: Scenario = { ...scenario, forces: { ...forces, leaves: { ...forces.leaves, share: 1 } } }; // prettier-ignore
  for (let unit = 0; unit < 40; unit += 1)
    for (const duty of listDuties(all, unit, 1, until, 3).slice(1))
      assert.ok(duty.until >= startAt + microsPerDay);
  for (const duty of listDuties(all, 5, 2, until, 3)) assert.ok(duty.until - duty.from > 400 * microsPerMinute); // prettier-ignore
});

test("of any line so many leave as the share says, up to two, and each place of it is as likely as the next", () => {
  const byPlace = new Int32Array(60);
  for (let seed = 0; seed < 2_000; seed += 1) {
    const leavers = [...byPlace.keys()].filter((place) =>
      drawLeave(scenario, seed, "people", place),
    );
    assert.ok(Math.abs(leavers.length - 60 * 0.083) < 2, `seed ${seed}: ${leavers.length} of 60`);
    for (const place of leavers) byPlace[place] += 1;
  }
  // 166 expected of 2,000 draws each; four standard deviations are 50.
  for (const count of byPlace) assert.ok(count > 116 && count < 216, `got ${count}`);
});
