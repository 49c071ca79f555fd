/**
 * The regions of a plan and how they help each other: every region is a neighbour of every other, in the order of the plan, with
 * the floors that the plan says. Not here: what a region is made of (plan-file.ts).
 */
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import type { AidPlan } from "../../core/aid/aid-plan.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { CliFault } from "../fault.ts";
import type { PlanText } from "./plan-schema.ts";

type AidText = NonNullable<PlanText["aid"]>;

/** Throws CliFault where the plan names what is not there. `aid` undefined: they are played side by side. */
export function withAid(
  text: PlanText,
  aid: AidText | undefined,
  plan: RehearsalPlan,
  neighbours: readonly RehearsalPlan[],
): RehearsalPlan {
  const all = [plan, ...neighbours];
  const ids = all.map(({ config }) => config.id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw wrong(`regions: the code "${twice}" stands there twice`);
  if (neighbours.length === 0) throw wrong("aid: there is nobody to help; say regions as well");
  checkFloors(text, all);
  if (aid === undefined) return { ...plan, neighbours };
  const [own, ...others] = all.map((each): RehearsalPlan => ({
    ...each,
    config: { ...each.config, aidPlan: aidPlanOf(aid, each.config.id, ids) },
  }));
  return {
    ...own,
    neighbours: others,
    aid: {
      grades: aid.grades,
      units: aid.units,
      loanMicros: Math.round(aid.hours * microsPerHour),
      answerMicros: Math.round(aid.answerMinutes * microsPerMinute),
      againMicros: Math.round(aid.againMinutes * microsPerMinute),
    },
  };
}

function aidPlanOf({ tier, floors }: AidText, id: string, ids: readonly string[]): AidPlan {
  return {
    neighbours: ids.filter((each) => each !== id).map((region) => ({ region, name: region, tier })),
    floors: floors
      .filter(({ region }) => region === id)
      .map(({ area = null, grade = null, units }) => ({ area, grade, units })),
  };
}

function checkFloors({ aid }: PlanText, all: readonly RehearsalPlan[]): void {
  for (const { region, area } of aid?.floors ?? []) {
    const found = all.find(({ config }) => config.id === region);
    if (found === undefined)
      throw wrong(
        `aid.floors: got the region "${region}", expected one of ${all.map(({ config }) => config.id).join(", ")}`,
      );
    if (area !== undefined && !found.areas.some(({ code }) => code === area))
      throw wrong(
        `aid.floors: got the area "${area}", expected one of ${found.areas.map(({ code }) => code).join(", ")}`,
      );
  }
}

function wrong(why: string): CliFault {
  return new CliFault("rehearse.wrong-plan", why);
}
