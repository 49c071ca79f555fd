/**
 * Reads a region's log through for the report of gradings (core/grading). It begins three days before the period, so that what was
 * opened before it is known, and goes on as long after it as a late entry may come. In chunks, so that commands come between.
 */

import { limits } from "../core/limits.ts";
import type { CoreEvent } from "../core/events.ts";
import {
  GradeFold,
  targetsOf,
  type GradeQuestion,
  type GradeReport,
} from "../core/grading/grade-fold.ts";
import { getPolicy } from "../core/state/region-state.ts";
import { parseArray, readChunks } from "../store/chunks.ts";
import type { EventStore } from "../store/port.ts";
import { findEntered } from "./entered.ts";
import type { RegionRuntime } from "./region-runtime.ts";

/** Events read for one report; a longer stretch is read from its beginning, and said to be incomplete. */
export const gradeEventsMost = 1_000_000;

export interface ReadGradeReport extends GradeReport {
  /** Of the log, up to which it was read. */
  readonly position: number;
  readonly isComplete: boolean;
}

export async function readGradeReport(
  store: EventStore,
  region: Pick<RegionRuntime, "id" | "state" | "durablePosition">,
  question: Omit<GradeQuestion, "targets">,
): Promise<ReadGradeReport> {
  const { gradeRules } = getPolicy(region.state).config;
  const fold = new GradeFold({ ...question, targets: targetsOf(gradeRules) });
  const head = region.durablePosition;
  const start = await findEntered(store, region.id, head, question.from - limits.lateEntryMicros);
  const lastEntry = question.until + limits.lateEntryMicros;
  const most = Math.min(head, start + gradeEventsMost);
  let position = start;
  let isPast = false;
  for await (const { first, factsArray } of readChunks(store, region.id, start)) {
    const events = parseArray(factsArray) as CoreEvent[];
    for (const [index, event] of events.entries()) {
      isPast = event.entered > lastEntry;
      if (isPast || first + index > most) break;
      fold.take(event);
      position = first + index;
    }
    if (isPast || position >= most) break;
  }
  const report = fold.report();
  const isComplete = !report.isCut && (isPast || position >= head);
  return { ...report, position, isComplete };
}
