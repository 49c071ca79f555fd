/**
 * The configuration of the region that a recorded day is played in: its areas, skills and vehicles as the records
 * name them, the types, plans and targets of the mapping. Areas have no polygons; calls name their area.
 */
import type { Need, NamedCode, RegionConfig } from "../../core/region/config.ts";
import type { Mapping } from "./mapping.ts";
import type { RecordedCall, RecordedUnitLine } from "./recorded-day.ts";

type NamedLists = Pick<RegionConfig, "areas" | "skills" | "vehicles" | "incidentTypes">;

function named(list: Iterable<string>): NamedCode[] {
  return [...new Set(list)].sort().map((code) => ({ code, name: code }));
}

function listNames(
  mapping: Mapping,
  calls: readonly RecordedCall[],
  units: readonly RecordedUnitLine[],
): NamedLists {
  const needs = mapping.plans.flatMap((plan) => plan.needs);
  const areas = named([...calls, ...units].map((item) => item.area));
  const skills = named([...units, ...needs].flatMap((item) => item.skills));
  const vehicles = named([
    ...units.map((unit) => unit.vehicle),
    ...needs.flatMap((need) => need.vehicles),
  ]);
  const mapped = [
    ...Object.values(mapping.types),
    ...(mapping.otherType === undefined ? [] : [mapping.otherType]),
  ];
  // Several words of the source may stand for one type; the last one names it.
  const types = new Map(mapped.map((type) => [type.code, type]));
  return {
    areas: areas.map((area) => ({ ...area, ring: [], reach: [] })),
    skills: skills.length > 0 ? skills : [{ code: "general", name: "General" }],
    vehicles,
    incidentTypes: [...types.values()].map(({ code, name, group, grade }) => {
      return { code, name, group, grade, words: [] };
    }),
  };
}

const anyUnit: Need = { skills: [], vehicles: [], count: 1 };

export function makeRecordedRegion(
  mapping: Mapping,
  calls: readonly RecordedCall[],
  units: readonly RecordedUnitLine[],
  centre: RegionConfig["centre"],
): RegionConfig {
  const { immediateSeconds, prioritySeconds } = mapping.targets;
  return {
    ...listNames(mapping, calls, units),
    id: mapping.region.id,
    name: mapping.region.name,
    centre,
    hazards: [{ code: "other", name: "Other" }],
    results: [
      { code: "resolved", name: "Resolved" },
      { code: "cancelled", name: "Cancelled, no response needed" },
    ],
    gradeRules: {
      immediate: { label: "Immediate", targetSeconds: immediateSeconds, rangeSeconds: null },
      priority: { label: "Priority", targetSeconds: prioritySeconds, rangeSeconds: null },
      scheduled: { label: "Scheduled", targetSeconds: null, rangeSeconds: null },
      resolution: { label: "No deployment", targetSeconds: null, rangeSeconds: null },
    },
    standardNeeds: { immediate: anyUnit, priority: anyUnit, scheduled: null, resolution: null },
    responsePlans: mapping.plans,
    statusLabels: [],
    welfare: [],
    doubleBooking: "refuse",
    answerTargetSeconds: 15,
    callBackSeconds: 300,
    traceSeconds: 900,
    retireSeconds: 86_400,
    positionStaleSeconds: 600,
    ruleFlags: [],
  };
}
