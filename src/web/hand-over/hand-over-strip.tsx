/** A line across the screen while a hand-over of the room is not finished, with the way to its page. Those of crews are on the page. */

import { listHandOvers } from "../../core/hand-over/read.ts";
import type { HandOverCause } from "../../core/vocabulary.ts";
import { useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { changeView } from "../view/view-state.ts";
import "../warnings/warnings.css";

const causeText: { readonly [C in HandOverCause]: string } = {
  person: "",
  "signed out": ", signed out without one",
  "booked off": ", booked off without one",
};

export function HandOverStrip() {
  const open = useRegion(({ state }) =>
    listHandOvers(state).filter((each) => each.state === "begun" && each.unit === null),
  );
  if (open.length === 0) return null;
  return (
    <section className="warning-strip" aria-label="Unfinished hand-overs">
      <strong>Hand-over not finished</strong>
      <span>
        {open
          .map(
            ({ account, begunAt, cause }) =>
              `${account}, since ${shortTimeText(begunAt)}${causeText[cause]}`,
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
