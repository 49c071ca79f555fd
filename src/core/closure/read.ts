/**
 * A closure as a value, read from its row: for lists, exports and whoever works out which roads it shuts. Which ones
 * travel must keep off, and which ones a way may only pass with a word about it, is decided here and nowhere else.
 */

import type { Instant } from "../../base/instant.ts";
import { BugError } from "../../base/assert.ts";
import type { ClosureShape } from "../events.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  closureDirections,
  closureSources,
  closureStates,
  contentGrades,
  renewalStates,
  sourceGrades,
  type ClosureDirection,
  type ClosureSource,
  type ClosureState,
  type ContentGrade,
  type RenewalState,
  type SourceGrade,
} from "../vocabulary.ts";
import { isOpenClosure, isShut } from "./schedule.ts";

export interface Closure {
  readonly closure: number;
  readonly state: ClosureState;
  /** False = planned. */
  readonly hasBegun: boolean;
  readonly renewal: RenewalState;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  /** Traffic towards this bearing is stopped, 0 = north; null unless the direction is a bearing. */
  readonly bearingDegrees: number | null;
  /** Bit set of the policy's vehicle classes, and their codes. */
  readonly classMask: number;
  readonly classes: readonly string[];
  readonly source: ClosureSource;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly reportedAt: Instant;
  readonly sinceAt: Instant;
  readonly reviewAt: Instant;
  readonly expiresAt: Instant;
  /** 0 = never. */
  readonly confirmedAt: Instant;
  /** 0 = it has not ended. */
  readonly endedAt: Instant;
  /** Number of the incident it belongs to, or null. */
  readonly incident: number | null;
}

/** `row` must be in use. */
export function getClosure(state: RegionState, row: number): Closure {
  const { closures } = state.columns;
  const shape = state.closureShapes[row];
  if (shape === undefined) throw new BugError(`closure row ${row} has no shape`);
  const bearing = closures.bearingDegrees[row];
  return {
    closure: closures.number[row],
    state: closureStates.names[closures.state[row]],
    hasBegun: closures.begun[row] === 1,
    renewal: renewalStates.names[closures.renewal[row]],
    shape,
    direction: closureDirections.names[closures.direction[row]],
    bearingDegrees: bearing < 0 ? null : bearing,
    classMask: closures.classes[row],
    classes: classCodes(state, closures.classes[row]),
    source: closureSources.names[closures.source[row]],
    sourceGrade: sourceGrades.names[closures.sourceGrade[row]],
    contentGrade: contentGrades.names[closures.contentGrade[row]],
    reportedAt: closures.reportedAt[row],
    sinceAt: closures.sinceAt[row],
    reviewAt: closures.reviewAt[row],
    expiresAt: closures.expiresAt[row],
    confirmedAt: closures.confirmedAt[row],
    endedAt: closures.endedAt[row],
    incident: closures.incident[row] === 0 ? null : closures.incident[row],
  };
}

/** The codes of a bit set of vehicle classes. */
export function classCodes(state: RegionState, bits: number): string[] {
  return getPolicy(state)
    .vehicleClasses.filter((_, index) => (bits & (1 << index)) !== 0)
    .map(({ code }) => code);
}

/** Rows in use for which `isWanted`, by number. */
export function listClosureRows(
  state: RegionState,
  isWanted: (state: RegionState, row: number) => boolean = () => true,
): number[] {
  const { closures, head } = state.columns;
  const rows: number[] = [];
  for (let row = 0; row < head.closureRows[0]; row += 1)
    if (closures.state[row] !== closureStates.code.none && isWanted(state, row)) rows.push(row);
  return rows.sort((a, b) => closures.number[a] - closures.number[b]);
}

/** What travel must keep off, by number: the set that `closuresVersion` is the version of. */
export function listShutClosures(state: RegionState): Closure[] {
  return listClosureRows(state, isShut).map((row) => getClosure(state, row));
}

/** What somebody reported and nobody confirmed, as far as it has begun: a way that passes it says so. */
export function listReportedClosures(state: RegionState): Closure[] {
  return listClosureRows(state, isReported).map((row) => getClosure(state, row));
}

function isReported(state: RegionState, row: number): boolean {
  const { closures } = state.columns;
  return isOpenClosure(state, row) && closures.begun[row] === 1 && !isShut(state, row);
}

/** Position of the last event that changed what `listShutClosures` gives; 0 = none did. */
export function closuresVersionOf({ columns }: RegionState): number {
  return columns.head.closuresVersion[0];
}
