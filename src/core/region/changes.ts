/**
 * A new configuration: the policy is compiled anew and what was derived from the old one (skill fits, counts of who is
 * free, welfare timers, when a duty is too long, the need a no-unit clock is about) is derived again. Codes that units and incidents rest on
 * keep their index because lists only grow at the end; the decider refuses anything else. Targets already running
 * stay: they are what the caller was owed under the policy of that time.
 */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import { scheduleCustody } from "../custody/changes.ts";
import { goneNeed } from "../no-unit/changes.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { startWelfare } from "../unit/changes.ts";
import { countAllUnits } from "../unit/free.ts";
import { knownRuleFlags, type RegionConfig } from "./config.ts";
import { compilePolicy, servesMask, type Policy } from "./policy.ts";

/** Throws BugError when the log was written under a rule that this program does not know. */
export function configureRegion(state: RegionState, at: Instant, config: RegionConfig): void {
  const flag = config.ruleFlags.find((each) => !knownRuleFlags.includes(each));
  assert(
    flag === undefined,
    `the log was written under rule flag ${flag}, which this Muster does not know; use a newer one`,
  );
  advance(state, at);
  const { head, units, people } = state.columns;
  const before = state.policy;
  head.policy[0] += 1;
  const policy = compilePolicy(config, head.policy[0]);
  state.policy = policy;
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    units.serves[unit] = servesMask(policy, units.skills[unit], units.vehicle[unit]);
    if (before !== undefined) restartWelfare(state, at, unit, before, policy);
  }
  for (let person = 0; person < head.people[0]; person += 1)
    if (people.onDutyAt[person] > 0) scheduleCustody(state, at, person);
  countAllUnits(state);
  if (state.columns.level.level[0] !== 0) state.toReview |= toReview.level;
  else state.toReview &= ~toReview.level;
  if (before !== undefined) {
    renumberNeeds(state, before, policy);
    renumberRules(state, before, policy);
  }
  if (state.sink.open)
    state.sink.put({
      type: "region.configured",
      at,
      entered: state.enteredAt,
      by: state.by,
      config,
    });
}

/** What was overridden names hours rules by their place in the set: in another order, or without some, by their new place. */
function renumberRules(state: RegionState, before: Policy, policy: Policy): void {
  const codes = before.config.hoursRules?.rules.map(({ code }) => code) ?? [];
  const rules = policy.config.hoursRules?.rules ?? [];
  const places = codes.map((code) => rules.findIndex((rule) => rule.code === code));
  if (places.every((place, index) => place === index)) return;
  const { shifts, people, head } = state.columns;
  const renumber = (column: Int32Array, rows: number): void => {
    for (let row = 0; row < rows; row += 1) {
      if (column[row] === 0) continue;
      let bits = 0;
      places.forEach((place, index) => {
        if (place >= 0 && (column[row] >> index) & 1) bits |= 1 << place;
      });
      column[row] = bits;
    }
  };
  renumber(shifts.overridden, head.shiftRows[0]);
  renumber(people.recallOverridden, head.people[0]);
}

/** A unit whose status has another welfare rule now is timed by it from now on; an open alarm stays. */
function restartWelfare(
  state: RegionState,
  at: Instant,
  unit: number,
  before: Policy,
  policy: Policy,
): void {
  const { status, welfareAlarm } = state.columns.units;
  const same =
    before.welfareWarn[status[unit]] === policy.welfareWarn[status[unit]] &&
    before.welfareAlarm[status[unit]] === policy.welfareAlarm[status[unit]];
  if (!same && welfareAlarm[unit] < 0) startWelfare(state, at, unit);
}

/** Running clocks name their need by index: it moves with the need, or says that the need is gone. */
function renumberNeeds(state: RegionState, before: Policy, policy: Policy): void {
  const { incidents, head } = state.columns;
  const moved = before.needs.map(({ skillMask, vehicleMask }) => {
    const index = policy.needs.findIndex(
      (need) => need.skillMask === skillMask && need.vehicleMask === vehicleMask,
    );
    return index < 0 ? goneNeed : index;
  });
  for (let row = 0; row < head.incidentRows[0]; row += 1)
    if (incidents.noUnitAt[row] > 0)
      incidents.noUnitNeed[row] = moved[incidents.noUnitNeed[row]] ?? goneNeed;
}
