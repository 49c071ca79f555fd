/** The way to the forecast in the top bar; it is always there, because the next hours are always to come. Not here: any of it. */

import { changeView, openPanel, useViewState } from "../view/view-state.ts";

export function ForecastButton() {
  const { panel } = useViewState();
  const isShown = panel === "forecast";
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("forecast"))}
    >
      Forecast <kbd className="key">f</kbd>
    </button>
  );
}
