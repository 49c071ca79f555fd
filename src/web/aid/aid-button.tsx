/** The way to mutual aid in the top bar, where the region has neighbours: who is here and away, and whether a link is silent. */

import { countAid } from "../live/aid-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";
import { useLinks } from "./use-links.ts";

const askMillis = 5_000;

export function AidButton() {
  const { neighbours, lent, guests } = useRegion(countAid);
  const { panel } = useViewState();
  const { links } = useLinks(askMillis, neighbours > 0);
  if (neighbours === 0) return null;
  const silent = links.filter(({ link, silentSince }) => link !== "none" && silentSince !== null);
  const isShown = panel === "aid";
  const counts = [
    ...(guests > 0 ? [countText(guests, "guest")] : []),
    ...(lent > 0 ? [`${lent} lent`] : []),
  ].join(", ");
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("aid"))}
    >
      Aid{counts === "" ? "" : ` ${counts}`}
      {silent.length > 0 && (
        <span className="late"> {countText(silent.length, "link")} silent</span>
      )}
    </button>
  );
}
