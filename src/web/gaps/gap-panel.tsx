/**
 * Gaps of the log: when Muster took nothing, or its machine's clock jumped, and how much of what happened then is entered.
 * Whoever has entered all of it settles the gap; the log keeps it.
 */

import { gapText } from "../../core/gap/gap-text.ts";
import type { Gap } from "../../core/gap/read.ts";
import { listGapRows } from "../live/gap-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { clockText, countText, shortTimeText, sentenceCase } from "../view/format.ts";
import { FaultNote } from "../parts/fault-note.tsx";

export function GapPanel({ onClose }: { readonly onClose: () => void }) {
  const gaps = useRegion(listGapRows);
  return (
    <Panel label="gaps" title="Gaps in the log" onClose={onClose}>
      {gaps.length === 0 && <p className="empty">Muster was there all the time.</p>}
      <ul>
        {gaps.map((gap) => (
          <GapLine key={gap.gap} gap={gap} />
        ))}
      </ul>
    </Panel>
  );
}

function GapLine({ gap }: { readonly gap: Gap }) {
  const act = useAct();
  const maySettle = useMay("gap.settle");
  const { lateEntries, lastEntryAt, isSettled } = gap;
  return (
    <li className="alarm-line" aria-label={`Gap ${gap.gap}`}>
      <div className="row spread">
        <strong>{sentenceCase(gapText(gap))}</strong>
        <span className={isSettled ? "soft" : "late"}>
          {clockText(Math.abs(gap.afterAt - gap.beforeAt))}
        </span>
      </div>
      <p className="soft">
        {lastEntryAt === 0
          ? "Nothing that happened then has been entered."
          : `${countText(lateEntries, "event")} of then entered, the last at ${shortTimeText(lastEntryAt)}.`}
        {isSettled && " Settled."}
      </p>
      {!isSettled && (
        <button
          type="button"
          className="button small"
          disabled={!maySettle || act.isBusy}
          onClick={() => void act.run({ type: "gap.settle", gap: gap.gap })}
        >
          All of it is entered<span className="only-read-aloud">, gap {gap.gap}</span>
        </button>
      )}
      <FaultNote text={act.fault} />
    </li>
  );
}
