/**
 * What the rules could not live with in a configuration: a wrong shape (config-shape.ts), codes that name nothing, more
 * different needs than there are bits. Everything that is wrong is said at once, each with its path, so that a file is
 * mended in one go; what names another part is looked at once the shape is sound.
 */

import { limits } from "../limits.ts";
import { grades } from "../vocabulary.ts";
import type { Need, RegionConfig } from "./config.ts";
import {
  fault,
  listShapeFaults,
  type RegionConfigFault,
  type RegionConfigFaults,
} from "./config-shape.ts";

/** All faults as sentences that begin with a path, the first `limits.configFaults` of them; empty = it is sound. */
export function listConfigFaults(config: RegionConfig): readonly string[] {
  const faults: string[] = [];
  for (const { path, says } of listAll(config)) {
    if (faults.length === limits.configFaults) {
      faults.push("and more, which are said when these are mended");
      break;
    }
    faults.push(`${path}: ${says}`);
  }
  return faults;
}

function* listAll(config: RegionConfig): RegionConfigFaults {
  let isSound = true;
  for (const found of listShapeFaults(config)) {
    if (found.isStructural) isSound = false;
    yield found;
  }
  if (!isSound) return;
  yield* listNeedFaults(config);
  yield* listReferenceFaults(config);
}

function listNeeds({ standardNeeds, responsePlans }: RegionConfig): [string, Need][] {
  const standard = grades.names.flatMap((grade): [string, Need][] => {
    const need = standardNeeds[grade];
    return need === null ? [] : [[`standardNeeds.${grade}`, need]];
  });
  const planned = responsePlans.flatMap((plan, index) =>
    plan.needs.map((need, at): [string, Need] => [`responsePlans.${index}.needs.${at}`, need]),
  );
  return [...standard, ...planned];
}

function* listNeedFaults(config: RegionConfig): RegionConfigFaults {
  const needs = listNeeds(config);
  const distinct = new Set(
    needs.map(([, { skills, vehicles }]) =>
      JSON.stringify([skills.toSorted(), vehicles.toSorted()]),
    ),
  );
  if (distinct.size > limits.needs)
    yield fault("needs", `got ${distinct.size} different ones, expected at most ${limits.needs}`);
  for (const [path, { skills, vehicles }] of needs) {
    yield* listUnknown(`${path}.skills`, skills, config, "skills", "skill");
    yield* listUnknown(`${path}.vehicles`, vehicles, config, "vehicles", "vehicle");
  }
}

function* listReferenceFaults(config: RegionConfig): RegionConfigFaults {
  const { areas, responsePlans, vehicleClasses = [] } = config;
  for (const [index, { reach }] of areas.entries())
    yield* listUnknown(`areas.${index}.reach`, reach, config, "areas", "area");
  for (const [index, { area }] of (config.roster?.stations ?? []).entries())
    yield* listUnknown(`roster.stations.${index}.area`, area, config, "areas", "area");
  for (const [index, { area }] of (config.aidPlan?.floors ?? []).entries())
    if (area !== null)
      yield* listUnknown(`aidPlan.floors.${index}.area`, area, config, "areas", "area");
  for (const [index, { region }] of (config.aidPlan?.neighbours ?? []).entries())
    if (region === config.id)
      yield fault(`aidPlan.neighbours.${index}.region`, "a region is no neighbour of its own");
  for (const [index, { types }] of responsePlans.entries())
    yield* listUnknown(`responsePlans.${index}.types`, types, config, "incidentTypes", "type");
  const seen = new Set<string>();
  for (const [index, { vehicles }] of vehicleClasses.entries()) {
    const path = `vehicleClasses.${index}.vehicles`;
    yield* listUnknown(path, vehicles, config, "vehicles", "vehicle");
    for (const [at, vehicle] of vehicles.entries()) {
      if (seen.has(vehicle))
        yield fault(`${path}.${at}`, `the vehicle "${vehicle}" stands in two classes`);
      seen.add(vehicle);
    }
  }
}

/** A code, or those of a list, that no entry of a list of the configuration has. */
function* listUnknown(
  path: string,
  asked: string | readonly string[],
  config: RegionConfig,
  list: "areas" | "skills" | "vehicles" | "incidentTypes",
  what: string,
): Generator<RegionConfigFault, void> {
  // A lone code of another type than text is one that no entry has.
  const places: (readonly [string, string])[] = Array.isArray(asked)
    ? (asked as readonly string[]).map((code, index) => [`${path}.${index}`, code] as const)
    : [[path, asked as string]];
  for (const [place, code] of places)
    if (!config[list].some((entry) => entry.code === code))
      yield fault(place, `got the ${what} "${code}", expected a code of ${list}`);
}
