/**
 * Where the units were at a moment of the past: the newest tracked position of each until then, in one answer of the
 * server. It is telemetry and no part of the log, so the replay shows the log at once and the positions as soon as they
 * are there; a moment whose positions can't be read keeps those of the log.
 */

import type { Instant } from "../../base/instant.ts";
import { readJson } from "../api/client.ts";
import { applyPositions, makeTelemetry, type Telemetry } from "../live/telemetry.ts";

interface PastPositions {
  readonly positions: readonly {
    readonly unit: number;
    readonly at: Instant;
    readonly latE7: number;
    readonly lonE7: number;
  }[];
}

/** Positions at the moment, as telemetry. */
export async function readPositionsAt(
  region: string,
  at: Instant,
  signal: AbortSignal,
): Promise<Telemetry> {
  const telemetry = makeTelemetry();
  const path = `/api/regions/${encodeURIComponent(region)}/positions?at=${at}`;
  const { positions } = await readJson<PastPositions>(path, { signal }).catch(
    (): PastPositions => ({ positions: [] }),
  );
  for (const position of positions)
    applyPositions(telemetry, {
      at: position.at,
      units: [position.unit],
      lat: [position.latE7],
      lon: [position.lonE7],
      ages: [0],
    });
  return telemetry;
}
