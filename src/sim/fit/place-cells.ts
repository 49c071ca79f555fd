/**
 * Places as squares with enough calls in them: the smallest squares that have them stay, what is left over goes into squares
 * twice as wide, and so on. A model thus says where calls come from, as finely as there are calls, and never whose door it
 * was. Each area of the records has its own squares, so that a call drawn from one belongs where the records said.
 */
import type { ModelCell, ModelPlaces } from "../demand-model/demand-model.ts";

export interface PlacedCall {
  readonly latE7: number;
  readonly lonE7: number;
  readonly area: string;
}

export const placeRule = {
  /** Widths in metres, each twice the one before. */
  smallestM: 250,
  largestM: 16_000,
  fewestCalls: 5,
  fewestPoints: 3,
  cells: 20_000,
} as const;

/** E7 degrees of latitude in a metre. */
const latE7PerMetre = 89.932;

/** `calls`: at least one. */
export function makeCells(calls: readonly PlacedCall[]): ModelPlaces {
  const { smallestM, largestM, fewestCalls, fewestPoints } = placeRule;
  const middle = calls.reduce((sum, { latE7 }) => sum + latE7, 0) / calls.length / 1e7;
  const lonE7PerMetre = latE7PerMetre / Math.cos((middle * Math.PI) / 180);
  const cells: ModelCell[] = [];
  let rest = [...calls];
  for (let sideM = smallestM; sideM <= largestM && rest.length > 0; sideM *= 2) {
    const high = sideM * latE7PerMetre;
    const wide = sideM * lonE7PerMetre;
    const groups = Map.groupBy(rest, ({ latE7, lonE7, area }) =>
      JSON.stringify([Math.floor(latE7 / high), Math.floor(lonE7 / wide), area]),
    );
    rest = [];
    for (const [key, group] of groups) {
      const points = new Set(group.map(({ latE7, lonE7 }) => `${latE7} ${lonE7}`));
      if (group.length < fewestCalls || points.size < fewestPoints) {
        rest.push(...group);
        continue;
      }
      const [row, column, area] = JSON.parse(key) as [number, number, string];
      const lat = ((row + 0.5) * high) / 1e7;
      const lon = ((column + 0.5) * wide) / 1e7;
      cells.push([round(lat), round(lon), sideM, group.length, area]);
    }
  }
  cells.sort((a, b) => b[3] - a[3] || a[0] - b[0] || a[1] - b[1] || (a[4] < b[4] ? -1 : 1));
  const kept = cells.slice(0, placeRule.cells);
  const placed = kept.reduce((sum, cell) => sum + cell[3], 0);
  return { fewestCalls, fewestPoints, unplaced: calls.length - placed, cells: kept };
}

/** Six decimals of a degree: a tenth of a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
