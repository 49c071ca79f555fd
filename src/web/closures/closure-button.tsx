/** The way to the closures in the top bar; it is there while a road is said to be shut, and says when one asks to be renewed. */

import { countClosures } from "../live/closure-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";

export function ClosureButton() {
  const counts = useRegion(countClosures);
  const { panel } = useViewState();
  const mayReport = useMay("closure.report");
  if (counts.open + counts.asks === 0 && !mayReport) return null;
  const isShown = panel === "closures";
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("closures"))}
    >
      {counts.open === 0 ? "Closures" : countText(counts.open, "closure")}
      {counts.asks > 0 && <span className="late"> {counts.asks} to renew</span>}
    </button>
  );
}
