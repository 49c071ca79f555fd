/**
 * What a plan takes from a demand model: its calls, and incident types that the preset does not have. Not here: reading the
 * model (cli/fit), and what its parts mean for a plan (sim/rehearsal/model-demand).
 */
import { assert } from "../../base/assert.ts";
import { limits } from "../../core/limits.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { DemandModel } from "../../sim/demand-model/demand-model.ts";
import { planDemandOf } from "../../sim/rehearsal/model-demand.ts";
import type { PlanDemand } from "../../sim/rehearsal/plan.ts";
import { CliFault } from "../fault.ts";
import type { PlanText, VariantText } from "./plan-schema.ts";

/** The configuration with the model's incident types; their response plans are the standard ones of the grade. */
export function addModelTypes(config: RegionConfig, model: DemandModel | undefined): RegionConfig {
  if (model === undefined) return config;
  const known = new Set(config.incidentTypes.map(({ code }) => code));
  const added = model.kinds.flatMap(({ type, name, group, grade }) => {
    if (known.has(type)) return [];
    known.add(type);
    return { code: type, name, group, grade, words: [] };
  });
  if (known.size > limits.incidentTypes)
    throw new CliFault(
      "rehearse.wrong-plan",
      `the demand model brings ${added.length} incident types, a region takes ${limits.incidentTypes} with the preset's`,
    );
  return { ...config, incidentTypes: [...config.incidentTypes, ...added] };
}

export function demandFromModel(
  model: DemandModel | undefined,
  { demand, start }: PlanText,
  { demandFactor = 1, sceneFactor = 1 }: VariantText,
): PlanDemand {
  assert(model !== undefined && "model" in demand, "a plan's demand model was not opened");
  return planDemandOf(model, start, {
    demandFactor,
    sceneFactor,
    patienceMinutes: demand.patienceMinutes,
  });
}
