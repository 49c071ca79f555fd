/** What is said of statements is counted in the log and changes no column: verdicts never reach what is dispatched. */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type {
  NormalDefined,
  NormalPublished,
  StatementChecked,
  StatementCorrected,
} from "./statement-events.ts";

type Facts<E> = Omit<E, "type" | "at" | "entered" | "by">;

export function recordCheck(state: RegionState, at: Instant, facts: Facts<StatementChecked>): void {
  advance(state, at);
  if (state.sink.open)
    state.sink.put({
      type: "statement.checked",
      at,
      entered: state.enteredAt,
      by: state.by,
      askedBy: facts.askedBy,
      madeAt: facts.madeAt,
      metric: facts.metric,
      comparator: facts.comparator,
      saidUnit: facts.saidUnit,
      verdict: facts.verdict,
      because: facts.because,
      figures: facts.figures,
      text: facts.text,
    });
}

export function recordCorrection(
  state: RegionState,
  at: Instant,
  facts: Facts<StatementCorrected>,
): void {
  advance(state, at);
  const { corrects, askedBy, madeAt, metric, comparator, saidUnit } = facts;
  const { verdict, because, figures, text } = facts;
  const base = { at, entered: state.enteredAt, by: state.by, corrects, askedBy, madeAt, metric };
  if (state.sink.open)
    state.sink.put({
      type: "statement.corrected",
      ...base,
      comparator,
      saidUnit,
      verdict,
      because,
      figures,
      text,
    });
}

export function defineNormal(state: RegionState, at: Instant, facts: Facts<NormalDefined>): void {
  advance(state, at);
  if (state.sink.open)
    state.sink.put({
      type: "normal.defined",
      at,
      entered: state.enteredAt,
      by: state.by,
      askedBy: facts.askedBy,
      conditions: facts.conditions,
      text: facts.text,
    });
}

export function publishNormal(
  state: RegionState,
  at: Instant,
  { definition, checkpoint }: Facts<NormalPublished>,
): void {
  advance(state, at);
  const { enteredAt: entered, by, sink } = state;
  if (sink.open) sink.put({ type: "normal.published", at, entered, by, definition, checkpoint });
}
