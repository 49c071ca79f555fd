/**
 * Closures as GeoJSON (RFC 7946), for other programs and for the map of another room: geometry in degrees, times as RFC
 * 3339 text, everything else by the words of the glossary. What is written reads back as the same closure.
 */

import type { FeatureCollection, LineString, Polygon, Position } from "geojson";
import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import type { Closure } from "../../core/closure/read.ts";
import type { ClosureShape } from "../../core/events.ts";

/** What a closure's feature says besides its geometry; a time that is not there is null. */
export interface ClosureProperties {
  readonly closure: number;
  readonly state: Closure["state"];
  readonly kind: ClosureShape["kind"];
  readonly direction: Closure["direction"];
  readonly bearingDegrees: number | null;
  readonly classes: readonly string[];
  readonly source: Closure["source"];
  readonly sourceGrade: Closure["sourceGrade"];
  readonly contentGrade: Closure["contentGrade"];
  readonly reported: string;
  readonly since: string;
  readonly confirmed: string | null;
  readonly review: string;
  readonly expires: string;
  readonly ended: string | null;
  readonly description: string;
}

export type ClosureCollection = FeatureCollection<LineString | Polygon, ClosureProperties>;

function textOrNull(at: Instant): string | null {
  return at === 0 ? null : rfc3339FromInstant(at);
}

function degreesOf([lonE7, latE7]: readonly [number, number]): Position {
  return [lonE7 / 1e7, latE7 / 1e7];
}

function geometryOf({ kind, points }: ClosureShape): LineString | Polygon {
  const coordinates = points.map(degreesOf);
  if (kind !== "area") return { type: "LineString", coordinates };
  return { type: "Polygon", coordinates: [[...coordinates, coordinates[0]]] };
}

export function writeClosures(
  closures: readonly { readonly closure: Closure; readonly description: string }[],
): ClosureCollection {
  return {
    type: "FeatureCollection",
    features: closures.map(({ closure, description }) => ({
      type: "Feature",
      id: closure.closure,
      geometry: geometryOf(closure.shape),
      properties: {
        closure: closure.closure,
        state: closure.state,
        kind: closure.shape.kind,
        direction: closure.direction,
        bearingDegrees: closure.bearingDegrees,
        classes: closure.classes,
        source: closure.source,
        sourceGrade: closure.sourceGrade,
        contentGrade: closure.contentGrade,
        reported: rfc3339FromInstant(closure.reportedAt),
        since: rfc3339FromInstant(closure.sinceAt),
        confirmed: textOrNull(closure.confirmedAt),
        review: rfc3339FromInstant(closure.reviewAt),
        expires: rfc3339FromInstant(closure.expiresAt),
        ended: textOrNull(closure.endedAt),
        description,
      },
    })),
  };
}
