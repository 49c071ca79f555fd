/** A line across the screen while a hand-over is not finished, with the way to its page. */

import { listHandOvers } from "../../core/hand-over/read.ts";
import { useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { changeView } from "../view/view-state.ts";
import "../warnings/warnings.css";

export function HandOverStrip() {
  const open = useRegion(({ state }) =>
    listHandOvers(state).filter((each) => each.state === "begun"),
  );
  if (open.length === 0) return null;
  return (
    <section className="warning-strip" aria-label="Unfinished hand-overs">
      <strong>Hand-over not finished</strong>
      <span>
        {open
          .map(
            ({ account, begunAt, cause }) =>
              `${account}, since ${shortTimeText(begunAt)}${cause === "person" ? "" : ", signed out without one"}`,
          )
          .join("; ")}
      </span>
      <button
        type="button"
        className="button small"
        onClick={() => changeView({ page: "hand-over" }, true)}
      >
        Take over…
      </button>
    </section>
  );
}
