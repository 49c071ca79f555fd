/**
 * What must hold of "who could be sent" in every state: the counts, made again from the units; the clocks of areas,
 * which run exactly where those counts are zero; and that a review of the whole region finds nothing more to say.
 */

import { limits } from "../../core/limits.ts";
import { isReviewDue, reviewCover } from "../../core/no-unit/review.ts";
import { forkState, type RegionState } from "../../core/state/region-state.ts";
import { toReview } from "../../core/state/to-review.ts";
import { isFree, standingOf } from "../../core/unit/free.ts";
import { gradeCount, shortfallCauses, unitStatuses } from "../../core/vocabulary.ts";
import { equal, range, type Say } from "./fault-tools.ts";

export function checkCover(state: RegionState, say: Say): void {
  checkCounts(state, say);
  checkAreaClocks(state, say);
  checkReview(state, say);
  checkStanding(state, say);
}

/** What every decision looks at must not be passed over. */
function checkStanding({ columns, toReview: bits }: RegionState, say: Say): void {
  const { head, aid, forecast } = columns;
  const stands =
    head.claims[0] + head.noUnits[0] + aid.lent[0] + aid.brokenAt[0] + forecast.madeAt[0] > 0;
  if (stands && (bits & toReview.standing) === 0) say("something stands that no decision looks at");
}

function listNeeds(serves: number): number[] {
  return range(limits.needs).filter((need) => ((serves >> need) & 1) === 1);
}

function checkCounts(state: RegionState, say: Say): void {
  const { units, free, freeSet, causes, head } = state.columns;
  const expectedFree = new Int32Array(free.count.length);
  const expectedCauses = new Int32Array(causes.units.length);
  let booked = 0;
  for (const unit of range(head.units[0])) {
    const isNoted = ((freeSet.bits[unit >> 5] >> (unit & 31)) & 1) === 1;
    equal(say, `unit ${unit} noted as free`, isNoted, isFree(state, unit));
    if (units.status[unit] === unitStatuses.code.off) continue;
    booked += 1;
    for (const need of listNeeds(units.serves[unit])) {
      expectedCauses[need * shortfallCauses.names.length + standingOf(state, unit)] += 1;
      if (isFree(state, unit) && units.area[unit] >= 0)
        expectedFree[units.area[unit] * limits.needs + need] += 1;
    }
  }
  equal(say, "booked on", head.bookedOn[0], booked);
  const compare = (what: string, got: Int32Array, expected: Int32Array): void => {
    const row = expected.findIndex((count, index) => got[index] !== count);
    if (row >= 0) say(`${what} row ${row}: got ${got[row]}, expected ${expected[row]}`);
  };
  compare("free", free.count, expectedFree);
  compare("causes", causes.units, expectedCauses);
}

/** From home areas and the reach of the configuration, not from the classes that the state counts by. */
function countFree(state: RegionState, area: number, need: number): number {
  const config = state.policy?.config;
  if (config === undefined) return 0;
  const { code, reach } = config.areas[area];
  const homes = config.areas.map(
    (home) => reach.length === 0 || home.code === code || reach.includes(home.code),
  );
  const counts = range(config.areas.length).filter((home) => homes[home]);
  return counts.reduce(
    (sum, home) => sum + state.columns.free.count[home * limits.needs + need],
    0,
  );
}

function checkAreaClocks(state: RegionState, say: Say): void {
  const { policy } = state;
  if (policy === undefined || isReviewDue(state)) return;
  let running = 0;
  for (const area of range(policy.areaCount))
    for (const grade of range(gradeCount)) {
      const need = policy.standardNeed[grade];
      const none = need >= 0 && countFree(state, area, need) === 0;
      const clock = state.columns.cover.since[area * gradeCount + grade];
      equal(say, `no-unit clock of area ${area}, grade ${grade}`, clock > 0, none);
      if (clock > 0) running += 1;
    }
  equal(say, "running clocks of areas", state.columns.head.noUnits[0], running);
}

/** The hints that save a review, or a part of it, must never save a needed one. */
function checkReview(state: RegionState, say: Say): void {
  if (state.policy === undefined || isReviewDue(state)) return;
  if (state.reviewedPolicy === state.policy) {
    const { waiting, noUnitAt } = state.columns.incidents;
    const clockless = range(state.columns.head.incidentRows[0]).filter(
      (row) => waiting[row] === 1 && noUnitAt[row] === 0,
    );
    equal(say, "who waits without a clock", state.clockless, clockless.length);
  }
  const fork = forkState(state);
  fork.toReview |= toReview.cover;
  fork.reviewedPolicy = undefined;
  reviewCover(fork, state.columns.head.lastAt[0], limits.reviewEvents);
  const said = fork.columns.head.position[0] - state.columns.head.position[0];
  equal(say, "events that a further review would bring", said, 0);
}
