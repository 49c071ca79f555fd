/** A vehicle that nobody is with: where it stands since when, who owns the task, and the two ways it ends. */

import { useState } from "react";
import { ReasonForm } from "../incident/reason-form.tsx";
import type { RecoveryRow } from "../live/recovery-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { openUnit } from "../view/view-state.ts";
import { FaultNote } from "../parts/fault-note.tsx";

type Asked = "" | "recovered" | "stood down" | "take";

export function RecoveryLine({ row }: { readonly row: RecoveryRow }) {
  const act = useAct();
  const mayAct = useMay("recovery.end");
  const { session } = useConsole();
  const [asked, setAsked] = useState<Asked>("");
  const { recovery, owner, callSign } = row;
  const save = async (reason: string): Promise<void> => {
    const done =
      asked === "take"
        ? await act.run({ type: "recovery.assign", recovery, owner: { kind: "account", name: session.account.name }, reason }) // prettier-ignore
        : asked === ""
          ? undefined
          : await act.run({ type: "recovery.end", recovery, end: asked, reason });
    if (done !== undefined) setAsked("");
  };
  const choices = [["take", "Take…"], ["recovered", "Recovered…"], ["stood down", "Stand down…"]] as const; // prettier-ignore
  return (
    <li className="custody-line asks" aria-label={`Recovery of ${callSign}`}>
      <div className="row spread">
        <span className="row wrap">
          <button type="button" className="button quiet small" onClick={() => openUnit(row.unit)}>
            {callSign}
          </button>
          <span className="late">
            stands at {(row.latE7 / 1e7).toFixed(4)}, {(row.lonE7 / 1e7).toFixed(4)} without a crew
          </span>
        </span>
        <span className="soft">since {shortTimeText(row.sinceAt)}</span>
      </div>
      <p className="soft">
        owner: {owner.kind} {owner.name}
      </p>
      <div className="row wrap">
        {choices.map(([what, name]) => (
          <button
            key={what}
            type="button"
            className="button small"
            disabled={!mayAct}
            aria-expanded={asked === what}
            onClick={() => setAsked(asked === what ? "" : what)}
          >
            {name}
            <span className="only-read-aloud"> {callSign}</span>
          </button>
        ))}
      </div>
      {asked !== "" && (
        <ReasonForm
          key={asked}
          verb={
            asked === "take"
              ? "I take it"
              : asked === "recovered"
                ? "It is recovered"
                : "Stand it down"
          }
          onSave={save}
          onCancel={() => setAsked("")}
        />
      )}
      <FaultNote text={act.fault} />
    </li>
  );
}
