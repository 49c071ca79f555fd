/**
 * Where the units were at a moment of the past: the newest tracked position of each unit on duty at that time, asked
 * from the server's trails. It is telemetry and no part of the log, so the replay shows the log at once and the
 * positions as soon as they are there.
 */

import type { Instant } from "../../base/instant.ts";
import { microsPerMinute } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { unitStatuses } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";
import { applyPositions, makeTelemetry, type Telemetry } from "../live/telemetry.ts";

/** Older than this, a position says nothing about the moment. */
const reachMicros = 30 * microsPerMinute;
/** With more units on duty, these are asked and the others keep the positions of the log. */
const unitsMost = 400;
const askedAtOnce = 6;

interface Trail {
  readonly trail: readonly {
    readonly at: Instant;
    readonly latE7: number;
    readonly lonE7: number;
  }[];
}

function listUnitsOnDuty(state: RegionState): number[] {
  const { units, head } = state.columns;
  const list: number[] = [];
  for (let unit = 0; unit < head.units[0] && list.length < unitsMost; unit += 1)
    if (units.known[unit] === 1 && units.status[unit] !== unitStatuses.code.off) list.push(unit);
  return list;
}

/** Positions at the moment, as telemetry. A unit whose trail can't be read is left out. */
export async function readPositionsAt(
  region: string,
  state: RegionState,
  at: Instant,
  signal: AbortSignal,
): Promise<Telemetry> {
  const telemetry = makeTelemetry();
  const units = listUnitsOnDuty(state);
  const askNext = async (): Promise<void> => {
    for (let unit = units.pop(); unit !== undefined && !signal.aborted; unit = units.pop()) {
      const query = `from=${Math.max(0, at - reachMicros)}&to=${at}&limit=1`;
      const path = `/api/regions/${encodeURIComponent(region)}/units/${unit}/trail?${query}`;
      const { trail } = await readJson<Trail>(path, { signal }).catch((): Trail => ({ trail: [] }));
      const last = trail.at(-1);
      if (last === undefined) continue;
      applyPositions(telemetry, {
        at: last.at,
        units: [unit],
        lat: [last.latE7],
        lon: [last.lonE7],
        ages: [0],
      });
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, askNext));
  return telemetry;
}
