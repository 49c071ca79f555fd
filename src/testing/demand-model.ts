/** A small demand model for tests; what a test is about it says itself. */
import {
  demandModelSchema,
  type DemandModel,
  type ModelDuration,
} from "../sim/demand-model/demand-model.ts";

export interface GivenModel extends Partial<Omit<DemandModel, "rate">> {
  readonly perHour?: readonly (readonly number[])[];
}

export const recordedScene: ModelDuration = {
  law: "lognormal",
  median: 1_800,
  sigma: 0.5,
  times: 400,
  from: "records",
  fitP: 0.4,
};

export function makeDemandModel({ perHour, ...given }: GivenModel = {}): DemandModel {
  const week = perHour ?? Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 6));
  const callsPerDay = week.flat().reduce((sum, each) => sum + each, 0) / 7;
  return {
    schema: demandModelSchema,
    name: "test",
    attribution: "made up",
    timeZone: "UTC",
    sources: [],
    period: { from: "2026-01-05", to: "2026-03-01", days: 56, leftOut: [] },
    rate: { callsPerDay, halfLifeDays: null, perHour: week },
    spread: { hourVarianceToMean: 1, levels: [], windows: [] },
    kinds: [
      {
        type: "violence",
        name: "Violence",
        group: "crime",
        grade: "immediate",
        share: 1,
        calls: 1_000,
        scene: recordedScene,
      },
    ],
    places: {
      fewestCalls: 5,
      fewestPoints: 3,
      unplaced: 0,
      cells: [[54, 0.3, 1_000, 1_000, "north"]],
    },
    times: { handling: {}, turnout: {} },
    travel: {},
    fit: {
      judgedBy: "day ahead",
      days: 14,
      windows: [],
      pitTenths: Array.from({ length: 10 }, () => 0.1),
      pitP: 1,
      kindsByHourP: null,
    },
    ...given,
  };
}
