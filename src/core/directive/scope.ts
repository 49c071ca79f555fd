/**
 * Whether an incident is within the scope of a directive, and what of it can never be: an Immediate, by its assessed or its served
 * grade, is an immediate risk to life, and no directive reaches it. docs/decisions/0019 says why it is the grade.
 */

import { getPolicy, type RegionState } from "../state/region-state.ts";
import { grades } from "../vocabulary.ts";

export function isImmediate({ columns: { incidents } }: RegionState, row: number): boolean {
  const { immediate } = grades.code;
  return incidents.assessed[row] === immediate || incidents.served[row] === immediate;
}

/** What keeps the incident out of the scope, in words; undefined = it is within. */
export function findOutOfScope(
  state: RegionState,
  row: number,
  directiveRow: number,
): string | undefined {
  const { incidents, directives } = state.columns;
  const { incidentTypes, areas } = getPolicy(state).config;
  const scope = state.facts.directives[directiveRow];
  const type = incidentTypes[incidents.type[row]]?.code ?? "";
  const area = areas[incidents.area[row]]?.code ?? "";
  const assessed = incidents.assessed[row];
  if (scope === undefined) return "its scope is not known";
  if (((directives.grades[directiveRow] >> assessed) & 1) === 0)
    return `it is assessed as ${grades.names[assessed]}`;
  if (scope.incidentTypes.length > 0 && !scope.incidentTypes.includes(type))
    return `its type is ${type === "" ? "not known" : type}`;
  if (scope.areas.length > 0 && !scope.areas.includes(area))
    return `it lies ${area === "" ? "outside every area" : `in ${area}`}`;
  return undefined;
}

/** Whether a unit may be sent to the incident as far as a directive is concerned. */
export function isBarred({ columns }: RegionState, row: number, unit: number): boolean {
  const barred = columns.incidents.barred[row];
  return barred === -1 || (columns.units.skills[unit] & barred) !== 0;
}
