/**
 * A point written as numbers, in whichever system it is written: degrees, British or Irish grid, UTM, MGRS. Used by the
 * place search and, so that a point needs no server, by the contact form itself. A text that is not wholly a reference
 * is none: words are never searched for numbers. Not here: whether the point lies on the loaded map.
 */
import { findWrittenDegrees } from "./degrees.ts";
import { findBritishSquare, findIrishSquare } from "./national-grid.ts";
import { findMgrsPoint, findUtmPoint } from "./utm.ts";

export interface WrittenPoint {
  readonly latE7: number;
  readonly lonE7: number;
  /** By how far what was written may be off: half of its last digit, and the error of the transformation. */
  readonly radiusM: number;
  readonly system: "degrees" | "British grid" | "Irish grid" | "UTM" | "MGRS";
  readonly label: string;
}

export const writtenPointLimits = { length: 60 } as const;

export function findWrittenPoint(text: string): WrittenPoint | undefined {
  if (text.length > writtenPointLimits.length || !/\d/.test(text)) return undefined;
  const degrees = findWrittenDegrees(text);
  if (degrees !== undefined) {
    const { lat, lon, radiusM } = degrees;
    return { ...e7Of(lat, lon), radiusM, system: "degrees", label: text.trim() };
  }
  const read = [
    { system: "British grid", found: findBritishSquare(text) },
    { system: "Irish grid", found: findIrishSquare(text) },
    { system: "MGRS", found: findMgrsPoint(text) },
    { system: "UTM", found: findUtmPoint(text) },
  ] as const;
  for (const { system, found } of read) {
    if (found === undefined) continue;
    const { at, radiusM, label } = found;
    return { ...e7Of(at.lat, at.lon), radiusM, system, label };
  }
  return undefined;
}

function e7Of(lat: number, lon: number): { latE7: number; lonE7: number } {
  return { latE7: Math.round(lat * 1e7), lonE7: Math.round(lon * 1e7) };
}
