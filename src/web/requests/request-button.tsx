/** The way to the requests in the top bar: how many are open, and how many are late. */

import { countRequests } from "../live/request-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";

export function RequestButton() {
  const { open, late } = useRegion(countRequests);
  const { panel } = useViewState();
  const mayAsk = useMay("request.ask");
  if (open === 0 && !mayAsk) return null;
  const isShown = panel === "requests";
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("requests"))}
    >
      {open === 0 ? "Requests" : countText(open, "request")}
      {late > 0 && <span className="late"> {late} late</span>}
    </button>
  );
}
