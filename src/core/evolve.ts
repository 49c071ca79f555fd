/**
 * An event in, a changed state out: the fold of the log. Every case calls the very change function that the deciders
 * call, so reading the log back can not mean anything else than living it did. The sink is not touched: the caller
 * folds with a closed one.
 */

import { BugError } from "../base/assert.ts";
import { NameTable } from "../base/name-table.ts";
import { absenceFolds } from "./absence/folds.ts";
import { forecastFolds } from "./forecast/folds.ts";
import { aidFolds } from "./aid/folds.ts";
import { alarmFolds } from "./alarm/folds.ts";
import { allocationFolds } from "./allocation/folds.ts";
import { closureFolds } from "./closure/folds.ts";
import { custodyFolds } from "./custody/folds.ts";
import { contactFolds } from "./contact/folds.ts";
import { deferralFolds } from "./deferral/folds.ts";
import { incidentFolds } from "./incident/folds.ts";
import { manualPackFolds } from "./manual-pack/folds.ts";
import { figuresFolds } from "./figures/folds.ts";
import { gapFolds } from "./gap/folds.ts";
import { demandFolds } from "./demand/folds.ts";
import { levelFolds } from "./level/folds.ts";
import { noUnitFolds } from "./no-unit/folds.ts";
import { requestFolds } from "./request/folds.ts";
import { recordFolds } from "./record/folds.ts";
import { statementFolds } from "./statement/folds.ts";
import { queuePlanFolds } from "./queue-plan/folds.ts";
import { recallFolds } from "./hours/recall-folds.ts";
import { rosterFolds } from "./roster/folds.ts";
import { unitFolds } from "./unit/folds.ts";
import { placeHazardFolds } from "./place-hazard/folds.ts";
import { directiveFolds } from "./directive/folds.ts";
import { claimFolds } from "./claim/folds.ts";
import { handOverFolds } from "./hand-over/folds.ts";
import { communityFolds } from "./community/folds.ts";
import { hospitalFolds } from "./hospital/folds.ts";
import { warningFolds } from "./warning/folds.ts";
import type { CoreEvent, EventType } from "./events.ts";
import type { Fold, FoldsOf } from "./fold.ts";
import { configureRegion } from "./region/changes.ts";
import type { RegionState } from "./state/region-state.ts";

/** Folds one event. Mutates `state`; throws BugError when the event does not follow from the log before it. */
export function evolve(state: RegionState, event: CoreEvent): void {
  const { type } = event;
  const fold = foldOfType.get(type);
  if (fold === undefined) throw new BugError(`the log holds an event of unknown type ${type}`);
  state.by = event.by;
  state.enteredAt = event.entered;
  fold(state, event);
}

const folds: FoldsOf<CoreEvent> = {
  "region.configured": (state, event) => {
    configureRegion(state, event.at, event.config);
  },
  ...contactFolds,
  ...incidentFolds,
  ...unitFolds,
  ...allocationFolds,
  ...noUnitFolds,
  ...closureFolds,
  ...rosterFolds,
  ...recallFolds,
  ...alarmFolds,
  ...deferralFolds,
  ...levelFolds,
  ...absenceFolds,
  ...aidFolds,
  ...forecastFolds,
  ...requestFolds,
  ...warningFolds,
  ...hospitalFolds,
  ...communityFolds,
  ...placeHazardFolds,
  ...directiveFolds,
  ...claimFolds,
  ...handOverFolds,
  ...custodyFolds,
  ...queuePlanFolds,
  ...recordFolds,
  ...statementFolds,
  ...demandFolds,
  ...gapFolds,
  ...manualPackFolds,
  ...figuresFolds,
};

const foldOfType = new NameTable<Fold<EventType>>(
  Object.entries(folds) as [EventType, Fold<EventType>][],
);
