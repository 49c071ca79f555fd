/** The way to custody in the top bar, where the region has items: how many are out, and how many are owed or missing. */

import { countItems } from "../live/custody-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";

export function CustodyButton() {
  const { items, issued, owed, missing } = useRegion(countItems);
  const { panel } = useViewState();
  if (items === 0) return null;
  const isShown = panel === "custody";
  const asks = owed + missing;
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("custody"))}
    >
      Custody {issued} out
      {asks > 0 && <span className="late"> {asks} owed or missing</span>}
    </button>
  );
}
