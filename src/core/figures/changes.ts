/** What is published of a period, as changes: only how far each step has come is kept; the figures are in the log. */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type { FiguresCommitted, FiguresOpened, FiguresPublished } from "./figures-events.ts";

type Facts<E> = Omit<E, "type" | "at" | "entered" | "by">;

/** Answers the period's number. */
export function commitFigures(
  state: RegionState,
  at: Instant,
  facts: Omit<Facts<FiguresCommitted>, "period">,
): number {
  advance(state, at);
  const { head } = state.columns;
  head.figuresCommitted[0] += 1;
  head.figuresUntil[0] = facts.untilAt;
  const period = head.figuresCommitted[0];
  if (state.sink.open)
    state.sink.put({
      type: "figures.committed",
      at,
      entered: state.enteredAt,
      by: state.by,
      period,
      ...facts,
    });
  return period;
}

export function publishFigures(
  state: RegionState,
  at: Instant,
  facts: Facts<FiguresPublished>,
): void {
  advance(state, at);
  state.columns.head.figuresPublished[0] = facts.period;
  if (state.sink.open)
    state.sink.put({
      type: "figures.published",
      at,
      entered: state.enteredAt,
      by: state.by,
      ...facts,
    });
}

export function openFigures(state: RegionState, at: Instant, facts: Facts<FiguresOpened>): void {
  advance(state, at);
  state.columns.head.figuresOpened[0] = facts.period;
  if (state.sink.open)
    state.sink.put({
      type: "figures.opened",
      at,
      entered: state.enteredAt,
      by: state.by,
      ...facts,
    });
}
