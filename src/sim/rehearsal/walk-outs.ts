/**
 * Walk-outs of a plan: which of the units on duty leave together, and who is back when. Those who left do not begin a
 * shift while they are away, and are back only where a shift of theirs still runs. Not here: what a unit does with the
 * work it leaves (room/unit-work.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import type { Instant } from "../../base/instant.ts";
import type { Duty } from "../room/calls.ts";
import { purposes, type RehearsalPlan, type WalkOut } from "./plan.ts";

export const walkOutLimits = { perPlan: 200 } as const;

/** The duties as the walk-outs leave them, in no order. Whether a unit leaves is drawn by its number and the walk-out's. */
export function leaveTogether(
  { walkOuts }: RehearsalPlan,
  units: readonly { readonly area: string }[],
  duties: readonly Duty[],
  random: CallRandom,
  replication: number,
): Duty[] {
  if (walkOuts.length === 0) return [...duties];
  const byUnit = units.map((): Duty[] => []);
  for (const duty of duties) byUnit[duty.unit].push(duty);
  for (const [index, walkOut] of walkOuts.entries())
    for (const [unit, { area }] of units.entries()) {
      if (walkOut.area !== undefined && walkOut.area !== area) continue;
      const draw = random.seek(replication, unit * 4_096 + index, purposes.walksOut);
      if (draw.uniform() < walkOut.share) byUnit[unit] = leave(byUnit[unit], unit, walkOut);
    }
  return byUnit.flat();
}

/** Of one unit, by time. */
function leave(duties: readonly Duty[], unit: number, { at, backAt, handsOver }: WalkOut): Duty[] {
  if (!isOnDuty(duties, at)) return [...duties];
  const away = backAt ?? Infinity;
  const left: Duty[] = duties.filter((duty) => duty.at <= at);
  left.push({ at, unit, begins: false, handsOver });
  if (backAt !== undefined && isOnDuty(duties, backAt))
    left.push({ at: backAt, unit, begins: true });
  left.push(...duties.filter((duty) => duty.at > away));
  return left;
}

function isOnDuty(duties: readonly Duty[], at: Instant): boolean {
  return duties.findLast((duty) => duty.at <= at)?.begins === true;
}
