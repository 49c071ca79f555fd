/** Gaps of the log beside what is counted over time: a button that says how many, and marks on the time bar. */

import type { Instant } from "../../base/instant.ts";
import { gapText } from "../../core/gap/gap-text.ts";
import { listGapRows } from "../live/gap-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";

export function GapNote() {
  const gaps = useRegion(listGapRows);
  if (gaps.length === 0) return null;
  const open = gaps.filter(({ isSettled }) => !isSettled).length;
  return (
    <button type="button" className="button small quiet" onClick={() => openPanel("gaps")}>
      {countText(gaps.length, "gap")} in the log
      {open > 0 && <span className="late"> {open} not settled</span>}
    </button>
  );
}

/** Where in the log Muster took nothing. The same is in the panel, in words. */
export function GapMarks({
  startAt,
  endAt,
}: {
  readonly startAt: Instant;
  readonly endAt: Instant;
}) {
  const gaps = useRegion(listGapRows);
  const length = endAt - startAt;
  if (startAt === 0 || length <= 0) return null;
  const percent = (at: Instant): number =>
    Math.min(100, Math.max(0, (100 * (at - startAt)) / length));
  return (
    <span aria-hidden>
      {gaps
        .filter(({ beforeAt, afterAt }) => afterAt > beforeAt)
        .map((gap) => (
          <span
            key={gap.gap}
            className="gap-mark"
            title={gapText(gap)}
            style={{
              left: `${percent(gap.beforeAt)}%`,
              right: `${100 - percent(gap.afterAt)}%`,
            }}
          />
        ))}
    </span>
  );
}
