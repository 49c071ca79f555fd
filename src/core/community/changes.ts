/** What can happen by the community: a report is graded, a refuge opens or closes, somebody was checked on. */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  checkResults,
  contentGrades,
  refugeOpenings,
  sourceGrades,
  type CheckResult,
  type ContentGrade,
  type RefugeOpening,
  type SourceGrade,
} from "../vocabulary.ts";

export function gradeContact(
  state: RegionState,
  at: Instant,
  row: number,
  sourceGrade: SourceGrade,
  contentGrade: ContentGrade,
): void {
  advance(state, at);
  const { contacts } = state.columns;
  contacts.sourceGrade[row] = sourceGrades.code[sourceGrade];
  contacts.contentGrade[row] = contentGrades.code[contentGrade];
  const contact = contacts.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "contact.graded",
      at,
      entered: state.enteredAt,
      by: state.by,
      contact,
      sourceGrade,
      contentGrade,
    });
}

export function setRefuge(
  state: RegionState,
  at: Instant,
  refuge: number,
  opening: RefugeOpening,
  places: number | null,
): void {
  advance(state, at);
  const { refuges } = state.columns;
  refuges.changedAt[refuge] = at;
  refuges.opening[refuge] = refugeOpenings.code[opening];
  refuges.places[refuge] = places ?? -1;
  if (state.sink.open)
    state.sink.put({
      type: "refuge.set",
      at,
      entered: state.enteredAt,
      by: state.by,
      refuge: getPolicy(state).refuges[refuge].code,
      opening,
      places,
    });
}

/** Row of the count of an area's check-ons with this result. */
export function checkOnRow(area: number, result: CheckResult): number {
  return area * checkResults.names.length + checkResults.code[result];
}

export function makeCheckOn(
  state: RegionState,
  at: Instant,
  area: number,
  result: CheckResult,
  contact: number | null,
): void {
  advance(state, at);
  state.columns.checkOns.count[checkOnRow(area, result)] += 1;
  if (state.sink.open)
    state.sink.put({
      type: "check-on.made",
      at,
      entered: state.enteredAt,
      by: state.by,
      area: getPolicy(state).config.areas[area].code,
      result,
      contact,
    });
}
