/** A room at one moment, in the figures that forecasts speak of: what a forecast begins with, and what it is judged by. */
import type { RoomFigures } from "../../core/forecast.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import { grades } from "../../core/vocabulary.ts";

export function figuresOf(state: RegionState): RoomFigures {
  const { head, waiting, cover } = state.columns;
  const { standardNeed, areaCount } = getPolicy(state);
  let free = 0;
  for (let unit = 0; unit < head.units[0]; unit += 1) if (isFree(state, unit)) free += 1;
  const isWithout = (grade: number): boolean => {
    for (let area = 0; area < areaCount; area += 1)
      if (cover.since[coverRow(area, grade)] !== 0) return true;
    return false;
  };
  const noUnit = grades.names.flatMap((grade, code) =>
    standardNeed[code] < 0 ? [] : [[grade, isWithout(code)] as const],
  );
  return {
    bookedOn: head.bookedOn[0],
    free,
    waiting: waiting.count.reduce((sum, count) => sum + count, 0),
    noUnit: Object.fromEntries(noUnit),
  };
}
