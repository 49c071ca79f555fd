/**
 * Drawn musters: when the heads of a shift book on, by the curve and shares of a rule. For tests and the bench of absence;
 * it draws what the model assumes, so what is measured with it holds as far as the model does.
 */

import {
  arrivedShare,
  standardAbsenceRule,
  type AbsenceRule,
} from "../../core/absence/absence-model.ts";
import { microsPerMinute } from "../../base/instant.ts";

export interface MusterHead {
  readonly team: number;
  /** Minutes after the planned beginning; Infinity = does not come. */
  readonly minute: number;
}

export interface MusterOptions {
  readonly heads: number;
  readonly teams: number;
  /** Share that does not come. */
  readonly away: number;
  /** Index of a team that is late as a whole; -1 = none. */
  readonly lateTeam: number;
  readonly lateMinutes: number;
}

export function makeMuster(uniform: () => number, options: MusterOptions): MusterHead[] {
  const { heads, teams, away, lateTeam, lateMinutes } = options;
  return Array.from({ length: heads }, (_, head) => {
    const team = head % teams;
    const isAway = uniform() < away;
    const minute = arrivalMinute(uniform()) + (team === lateTeam ? lateMinutes : 0);
    return { team, minute: isAway ? Infinity : minute };
  });
}

/** The curve turned round, by halving: the minute by which this share of those who come has done it. */
export function arrivalMinute(
  share: number,
  rule: Pick<AbsenceRule, "curve"> = standardAbsenceRule,
): number {
  let [low, high] = [-60, 120];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (arrivedShare(rule, middle * microsPerMinute) < share) low = middle;
    else high = middle;
  }
  return high;
}
