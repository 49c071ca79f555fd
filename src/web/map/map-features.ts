/**
 * What the map shows of a region, as GeoJSON: units with their shape, incidents with their grade, lines from the open
 * incident to its units, the circle of an approximate location, the pin. Made anew from the view; the map itself
 * knows no state. Off-duty units and units nobody ever saw are left to the table.
 */

import type { Feature, FeatureCollection, Position } from "geojson";
import type { Instant } from "../../base/instant.ts";
import { listIncidentRows, type IncidentRow } from "../live/incident-rows.ts";
import type { RegionView } from "../live/region-view.ts";
import { positionOf } from "../live/telemetry.ts";
import { listUnitRows, type UnitRow } from "../live/unit-rows.ts";
import { gradeLetter } from "../view/format.ts";

const toDegrees = 1e-7;
const metresPerDegree = 111_320;

export function positionFrom(latE7: number, lonE7: number): Position {
  return [lonE7 * toDegrees, latE7 * toDegrees];
}

export function pointFeature(coordinates: Position, properties: Record<string, unknown>): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties };
}

function collect(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

/** Short, for a label: its region stands before the call sign of a guest already. */
function markOf({ guestOf, lentTo }: UnitRow): string {
  if (guestOf !== "") return " (guest)";
  return lentTo === "" ? "" : " (lent)";
}

export function unitFeatures(view: RegionView, now: Instant, openUnit: number): FeatureCollection {
  const staleMicros = (view.state.policy?.config.positionStaleSeconds ?? 60) * 1_000_000;
  const features: Feature[] = [];
  for (const row of listUnitRows(view)) {
    if (row.status === "off" && row.emergencyAt === 0) continue;
    const { latE7, lonE7, at } = positionOf(view.state, view.telemetry, row.unit);
    const age = at > 0 && now - at <= staleMicros ? "fresh" : "stale";
    features.push(
      pointFeature(positionFrom(latE7, lonE7), {
        unit: row.unit,
        icon: `unit|${row.shape}|${age}|${row.unit === openUnit ? "open" : ""}`,
        name: `${row.callSign}${markOf(row)}`,
        longName: `${row.callSign} ${row.letters}${markOf(row)}`,
        // Emergencies above all, then whoever is on the way or there, then the free ones.
        order:
          row.shape === "emergency"
            ? 9
            : row.shape === "unavailable"
              ? 1
              : row.shape === "available"
                ? 2
                : 3,
      }),
    );
  }
  return collect(features);
}

/** Nobody asked where it is: then it has no place on the map (it is in the queue). */
function hasPlace(row: IncidentRow): boolean {
  return row.locationState !== "not asked" || row.latE7 !== 0 || row.lonE7 !== 0;
}

export function incidentFeatures(
  view: RegionView,
  now: Instant,
  openIncident: number,
): FeatureCollection {
  const features: Feature[] = [];
  for (const row of listIncidentRows(view)) {
    if (!hasPlace(row)) continue;
    const isAttended = row.state === "attended" || row.state === "awaiting result";
    const isLate = !isAttended && row.targetAt > 0 && row.targetAt < now;
    const tone = isLate ? "late" : isAttended ? "attended" : "waiting";
    features.push(
      pointFeature(positionFrom(row.latE7, row.lonE7), {
        incident: row.number,
        icon: `incident|${gradeLetter(row.served)}|${tone}|${row.number === openIncident ? "open" : ""}`,
        name: String(row.number),
        longName: `${row.number} ${row.type}`,
        order:
          (isLate ? 10 : isAttended ? 0 : 5) +
          (4 - ["immediate", "priority", "scheduled", "resolution"].indexOf(row.served)),
      }),
    );
  }
  return collect(features);
}

function circle(row: IncidentRow): Feature {
  const [lon, lat] = positionFrom(row.latE7, row.lonE7);
  const ring: Position[] = [];
  for (let step = 0; step <= 48; step += 1) {
    const angle = (step / 48) * 2 * Math.PI;
    const north = (Math.sin(angle) * row.radiusM) / metresPerDegree;
    const east =
      (Math.cos(angle) * row.radiusM) / (metresPerDegree * Math.cos((lat * Math.PI) / 180));
    ring.push([lon + east, lat + north]);
  }
  return { type: "Feature", geometry: { type: "LineString", coordinates: ring }, properties: {} };
}

/** Lines from the open incident to its units, and the circle of an approximate location. */
export function openIncidentFeatures(view: RegionView, openIncident: number): FeatureCollection {
  const row = listIncidentRows(view).find((listed) => listed.number === openIncident);
  if (row === undefined || !hasPlace(row)) return collect([]);
  const lines: Feature[] = row.units
    .filter((unit) => unit.state !== "stacked")
    .map(({ unit }) => {
      const from = positionOf(view.state, view.telemetry, unit);
      const coordinates = [
        positionFrom(from.latE7, from.lonE7),
        positionFrom(row.latE7, row.lonE7),
      ];
      return { type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} };
    });
  return collect(row.radiusM > 0 ? [...lines, circle(row)] : lines);
}

export function pinFeatures(
  point: { readonly latE7: number; readonly lonE7: number } | undefined,
): FeatureCollection {
  return collect(
    point === undefined ? [] : [pointFeature(positionFrom(point.latE7, point.lonE7), {})],
  );
}
