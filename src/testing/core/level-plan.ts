/**
 * A level plan for tests of the core: short round times, triggers that a handful of units and incidents reach. Not a
 * preset: no force works like this.
 */

import type { LevelConfig, LevelPlan } from "../../core/level/level-plan.ts";
import type { ServiceLevel } from "../../core/vocabulary.ts";

const asAssessed: LevelConfig["served"] = {
  immediate: "immediate",
  priority: "priority",
  scheduled: "scheduled",
  resolution: "resolution",
};

/** What callers of deferred incidents are told at every level of the plan. */
export const toldText = "we ring you back within the hour";

function level(name: ServiceLevel, changes: Partial<LevelConfig>): LevelConfig {
  return {
    level: name,
    authority: ["supervisor"],
    triggers: [],
    holdSeconds: 120,
    exitSeconds: 600,
    reviewSeconds: 3600,
    served: asAssessed,
    callBackSeconds: 1800,
    told: toldText,
    script: `script of ${name}`,
    partnerMessage: `to partners: ${name}`,
    publicMessage: `to the public: ${name}`,
    ...changes,
  };
}

/** `strained` serves scheduled as resolution; `priority only` defers scheduled, `life only` priority as well. */
export const testLevelPlan: LevelPlan = [
  level("normal", { reviewSeconds: 0, authority: ["dispatcher", "supervisor"] }),
  level("strained", {
    authority: ["dispatcher", "supervisor"],
    served: { ...asAssessed, scheduled: "resolution" },
    triggers: [
      { measure: "free units", grade: "immediate", begins: 25, ends: 50 },
      { measure: "targets missed", grade: "priority", begins: 2, ends: 0 },
      {
        measure: "forecast no unit",
        grade: "immediate",
        withinMinutes: 60,
        begins: 50,
        ends: 20,
      },
    ],
  }),
  level("priority only", {
    served: { ...asAssessed, scheduled: "deferred" },
    triggers: [{ measure: "zero-unit minutes", grade: "immediate", begins: 10, ends: 0 }],
  }),
  level("life only", {
    served: { ...asAssessed, priority: "deferred", scheduled: "deferred" },
    triggers: [{ measure: "zero-unit minutes", grade: "immediate", begins: 30, ends: 0 }],
  }),
  level("not staffed", {
    served: { ...asAssessed, priority: "deferred", scheduled: "deferred" },
    triggers: [{ measure: "units booked on", grade: null, begins: 0, ends: 1 }],
  }),
];
