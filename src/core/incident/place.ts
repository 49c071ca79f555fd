/**
 * What the deciders of incidents share: the open incident a command is about, and the area that a place belongs to.
 */

import type { CommandContext } from "../commands.ts";
import { checkCode, checkOpenIncident, checkOrder } from "../decision.ts";
import type { Location } from "../events.ts";
import type { Refusal } from "../refusal.ts";
import { findAreaIndex } from "../region/areas.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";

/** The area's code: as given, else the one that holds the place, else empty (outside every area). */
export function areaFor(state: RegionState, location: Location, area: string | undefined): string {
  if (area !== undefined) return area;
  if (location.state === "not asked") return "";
  const policy = getPolicy(state);
  const index = findAreaIndex(policy, location.latE7, location.lonE7);
  return index < 0 ? "" : policy.config.areas[index].code;
}

export function checkArea(state: RegionState, area: string | undefined): Refusal | undefined {
  return area === undefined ? undefined : checkCode("areas", getPolicy(state).areaIndex, area);
}

/** The row of an open incident, or the refusal. */
export function findOpenRow(
  state: RegionState,
  incident: number,
  context: CommandContext,
): number | Refusal {
  const fault = checkOpenIncident(state, incident);
  if (fault !== undefined) return fault;
  const row = findIncidentRow(state, incident);
  return checkOrder(context.at, state.columns.incidents.openedAt[row], "incident", incident) ?? row;
}
