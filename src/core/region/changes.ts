/**
 * A new configuration: the policy is compiled anew and what was derived from the old one (skill fits, free counts) is
 * derived again. Codes that units and incidents rest on keep their index as long as lists only grow at the end; the
 * decider refuses anything else while the region has units.
 */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { isFree } from "../unit/changes.ts";
import { limits } from "../limits.ts";
import type { RegionConfig } from "./config.ts";
import { compilePolicy, servesMask } from "./policy.ts";

export function configureRegion(state: RegionState, at: Instant, config: RegionConfig): void {
  advance(state, at);
  const { head, units, free } = state.columns;
  head.policy[0] += 1;
  const policy = compilePolicy(config, head.policy[0]);
  state.policy = policy;
  free.count.fill(0);
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    units.serves[unit] = servesMask(policy, units.skills[unit], units.vehicle[unit]);
    if (!isFree(state, unit) || units.area[unit] < 0) continue;
    for (let need = 0; need < policy.needs.length; need += 1)
      if ((units.serves[unit] >> need) & 1) free.count[units.area[unit] * limits.needs + need] += 1;
  }
  state.coverDirty = true;
  if (state.sink.open)
    state.sink.put({ type: "region.configured", at, entered: state.enteredAt, by: state.by, config });
}
