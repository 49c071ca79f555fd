/**
 * The configuration that a trace is rehearsed under: one area whose every unit will do, three grades, and none of the
 * targets and timers that a trace says nothing about. It is an ordinary configuration; the rules know no other kind.
 */
import type { GradeRule, RegionConfig } from "../../core/region/config.ts";
import type { Grade } from "../../core/vocabulary.ts";

/** By the trace's number of the grade. */
export const gradeOfTrace: readonly Grade[] = ["immediate", "priority", "scheduled"];

export const traceCodes = { area: "town", type: "call", result: "done", vehicle: "car" } as const;

function ruleOf(label: string): GradeRule {
  return { label, targetSeconds: null, rangeSeconds: null };
}

export function traceConfig(): RegionConfig {
  const { area, type, result, vehicle } = traceCodes;
  return {
    id: "trace",
    name: "Recorded demand",
    centre: { latE7: 0, lonE7: 0 },
    areas: [{ code: area, name: "Town", ring: [], reach: [] }],
    skills: [{ code: "any", name: "Any" }],
    vehicles: [{ code: vehicle, name: "Car" }],
    hazards: [],
    results: [{ code: result, name: "Done" }],
    incidentTypes: [{ code: type, name: "Call", group: "call", grade: "priority", words: [] }],
    gradeRules: {
      immediate: ruleOf("0"),
      priority: ruleOf("1"),
      scheduled: ruleOf("2"),
      resolution: ruleOf("none"),
    },
    standardNeeds: { immediate: null, priority: null, scheduled: null, resolution: null },
    responsePlans: [],
    statusLabels: [],
    welfare: [],
    doubleBooking: "refuse",
    answerTargetSeconds: 0,
    callBackSeconds: 0,
    traceSeconds: 0,
    retireSeconds: 0,
    positionStaleSeconds: 0,
    ruleFlags: [],
  };
}
