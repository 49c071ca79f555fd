/** Refuges with their opening state, and how many were checked on in each area, as values. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  checkResults,
  refugeOpenings,
  type CheckResult,
  type RefugeOpening,
} from "../vocabulary.ts";
import { checkOnRow } from "./changes.ts";

export interface Refuge {
  readonly code: string;
  readonly name: string;
  readonly latE7: number;
  readonly lonE7: number;
  readonly opening: RefugeOpening;
  /** Free places; null = not said. */
  readonly places: number | null;
  /** 0 = nobody ever said. */
  readonly changedAt: Instant;
}

export function listRefuges(state: RegionState): Refuge[] {
  const { refuges } = state.columns;
  return getPolicy(state).refuges.map(({ code, name, latE7, lonE7 }, index) => ({
    code,
    name,
    latE7,
    lonE7,
    opening: refugeOpenings.names[refuges.opening[index]],
    places:
      refuges.changedAt[index] === 0 || refuges.places[index] < 0 ? null : refuges.places[index],
    changedAt: refuges.changedAt[index],
  }));
}

export type CheckOnCounts = { readonly area: string } & { readonly [R in CheckResult]: number };

/** Of areas where anybody was checked on, since the log began. */
export function listCheckOns(state: RegionState): CheckOnCounts[] {
  const { count } = state.columns.checkOns;
  return getPolicy(state)
    .config.areas.map(({ code }, area) => {
      const counts = Object.fromEntries(
        checkResults.names.map((result) => [result, count[checkOnRow(area, result)]]),
      ) as { readonly [R in CheckResult]: number };
      return { area: code, ...counts };
    })
    .filter((each) => checkResults.names.some((result) => each[result] > 0));
}
