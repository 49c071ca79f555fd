/**
 * What a crew sees, as the server says it: its unit, and the incidents on its stack. Shapes of the JSON views of the
 * public API that this page reads, and the reading itself; only what is shown is named here.
 */

import type {
  AllocationState,
  Grade,
  LocationState,
  UnitStatus,
  WelfareState,
} from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";
import { isProblem } from "../api/problem.ts";

export interface CrewUnit {
  readonly unit: number;
  readonly callSign: string;
  readonly status: UnitStatus;
  readonly emergencyAt: number | null;
  readonly welfare: WelfareState;
  readonly crew: number;
  /** Active one first. */
  readonly incidents: readonly { readonly incident: number; readonly state: AllocationState }[];
  readonly position: number;
}

export interface CrewIncident {
  readonly incident: number;
  readonly incidentTypeName: string;
  readonly served: Grade;
  readonly location: {
    readonly state: LocationState;
    readonly latE7: number | null;
    readonly lonE7: number | null;
    readonly radiusM: number | null;
  };
  readonly place: string;
  readonly summary: string;
  readonly hazards: readonly string[];
  readonly clockAt: number | null;
  readonly units: readonly {
    readonly unit: number;
    readonly callSign: string;
    readonly state: AllocationState;
  }[];
  readonly notes: readonly {
    readonly note: number;
    readonly at: number;
    readonly text: string;
    readonly struck: { readonly reason: string } | null;
  }[];
}

export interface CrewView {
  readonly unit: CrewUnit;
  /** Active one first. */
  readonly incidents: readonly CrewIncident[];
  readonly position: number;
}

function regionPath(region: string, rest: string): string {
  return `/api/regions/${encodeURIComponent(region)}/${rest}`;
}

/** An incident that left the stack between two answers is left out: the next look has it right. */
async function findIncident(
  region: string,
  incident: number,
  signal: AbortSignal,
): Promise<CrewIncident | undefined> {
  try {
    return await readJson<CrewIncident>(regionPath(region, `incidents/${incident}`), { signal });
  } catch (thrown) {
    if (isProblem(thrown) && (thrown.status === 403 || thrown.status === 404)) return undefined;
    throw thrown;
  }
}

export async function readCrewView(
  region: string,
  unit: number,
  signal: AbortSignal,
): Promise<CrewView> {
  const row = await readJson<CrewUnit>(regionPath(region, `units/${unit}`), { signal });
  const found = await Promise.all(
    row.incidents.map(({ incident }) => findIncident(region, incident, signal)),
  );
  return { unit: row, incidents: found.filter((one) => one !== undefined), position: row.position };
}

/** Names of hazards by code. */
export async function readHazardNames(region: string): Promise<ReadonlyMap<string, string>> {
  const { config } = await readJson<{ config: { hazards: { code: string; name: string }[] } }>(
    regionPath(region, "config"),
  );
  return new Map(config.hazards.map(({ code, name }) => [code, name]));
}

export function streamPath(region: string, after: number): string {
  return regionPath(region, `stream?view=crew&after=${after}`);
}

export function commandPath(region: string): string {
  return regionPath(region, "commands");
}
