/** The way to the muster in the top bar: heads there of heads planned, and how many are late or absent. */

import { useCallback } from "react";
import { countForBar } from "../live/muster-rows.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import type { RegionView } from "../live/region-view.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";

export function MusterButton() {
  const now = useNow(30_000);
  const count = useRegion(useCallback((view: RegionView) => countForBar(view, now), [now]));
  const { panel } = useViewState();
  if (!count.hasPlan) return null;
  const isShown = panel === "muster";
  const missing = count.late + count.absent;
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("muster"))}
    >
      Muster {count.turnedUp} of {count.planned}
      {missing > 0 && <span className="late"> {missing} missing</span>}
    </button>
  );
}
