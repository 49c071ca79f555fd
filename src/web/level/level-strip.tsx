/**
 * The service level in the top bar, always; and one line across the screen while it is not normal or another is
 * proposed: until when it stands, and what call takers say.
 */

import { readLevel } from "../live/level-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { changeView, openPanel, useViewState } from "../view/view-state.ts";
import "./level.css";

export function LevelButton() {
  const reading = useRegion(readLevel);
  const { panel } = useViewState();
  if (reading === undefined) return null;
  const isShown = panel === "level";
  return (
    <button
      type="button"
      className="button"
      aria-pressed={isShown}
      onClick={() => (isShown ? changeView({ panel: "" }, true) : openPanel("level"))}
    >
      Level: {reading.level}
      {reading.isProposed && <span className="late"> {reading.points} proposed</span>}
      {reading.isReviewOverdue && <span className="late"> to review</span>}
    </button>
  );
}

export function LevelStrip() {
  const reading = useRegion(readLevel);
  if (reading === undefined || (reading.level === "normal" && !reading.isProposed)) return null;
  const { level, reviewAt, isReviewOverdue, isProposed, points, config } = reading;
  return (
    <section className="level-strip" aria-label="Service level now">
      <strong className={`level-now ${level === "normal" ? "" : "late"}`}>Level: {level}</strong>
      <span className="level-strip-words">
        {isProposed && <strong className="late">{points} is proposed. </strong>}
        {reviewAt > 0 && (
          <span className={isReviewOverdue ? "late" : "soft"}>
            {isReviewOverdue ? "Review was due at " : "Looked at again by "}
            {shortTimeText(reviewAt)}.{" "}
          </span>
        )}
        {level !== "normal" && config.script !== "" && <>Say: {config.script}</>}
      </span>
      <button type="button" className="button small" onClick={() => openPanel("level")}>
        {isProposed ? "Decide" : "Show"}
        <span className="only-read-aloud"> service level</span>
      </button>
    </section>
  );
}
