/** What can happen to a suspicion that many heads are missing: it begins with its evidence, and it ends. */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type { AbsenceEnd } from "../vocabulary.ts";
import type { AbsenceEvidence } from "./absence-events.ts";

export function suspectAbsence(
  state: RegionState,
  at: Instant,
  evidence: AbsenceEvidence,
  pooled: readonly string[],
): void {
  advance(state, at);
  const { absence } = state.columns;
  absence.suspectedAt[0] = at;
  absence.fromAt[0] = evidence.fromAt;
  absence.toAt[0] = evidence.toAt;
  absence.untilAt[0] = evidence.untilAt;
  absence.planned[0] = evidence.planned;
  absence.arrived[0] = evidence.arrived;
  absence.suspicions[0] += 1;
  absence.pooled[0] = pooled.length > 0 ? 1 : 0;
  if (state.sink.open)
    state.sink.put({
      type: "absence.suspected",
      at,
      entered: state.enteredAt,
      by: state.by,
      evidence,
      pooled,
    });
}

export function endAbsence(state: RegionState, at: Instant, end: AbsenceEnd): void {
  advance(state, at);
  const { absence } = state.columns;
  absence.suspectedAt[0] = noInstant;
  if (state.sink.open)
    state.sink.put({ type: "absence.ended", at, entered: state.enteredAt, by: state.by, end });
}
