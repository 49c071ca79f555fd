/** What each event of figures-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade } from "../state/logged-rows.ts";
import { commitFigures, openFigures, publishFigures } from "./changes.ts";
import type { FiguresEvent } from "./figures-events.ts";

export const figuresFolds: FoldsOf<FiguresEvent> = {
  "figures.committed": (state, event) => {
    const { fromAt, untilAt, commitment, text } = event;
    const period = commitFigures(state, event.at, { fromAt, untilAt, commitment, text });
    checkMade(period, "period", event.period);
  },
  "figures.published": (state, { at, period, fromAt, untilAt, figures }) =>
    publishFigures(state, at, { period, fromAt, untilAt, figures }),
  "figures.opened": (state, { at, period, fromAt, untilAt, salt, exact }) =>
    openFigures(state, at, { period, fromAt, untilAt, salt, exact }),
};
