/**
 * One promise: when the caller is called back, what they were told, and what a person may do: say how the call-back went,
 * or take the incident up again. A missed one says so until somebody acts.
 */

import { useState } from "react";
import { callBackResults, type CallBackResult } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import type { PromiseRow } from "../live/level-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useNow } from "../live/use-region.ts";
import { clockText, shortTimeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import { FaultNote } from "../parts/fault-note.tsx";

export function PromiseLine({ row }: { readonly row: PromiseRow }) {
  return (
    <li className="promise-line stack" aria-label={`Promise of incident ${row.incident}`}>
      <div className="row spread">
        <button
          type="button"
          className="button quiet small"
          onClick={() => openIncident(row.incident)}
        >
          {row.incident} {row.type}
        </button>
        <CallBackClock row={row} />
      </div>
      <PromiseFacts row={row} />
      <PromiseActs row={row} />
    </li>
  );
}

export function CallBackClock({ row }: { readonly row: PromiseRow }) {
  const now = useNow();
  if (row.callBackAt === 0) return <span className="soft">no call-back owed</span>;
  if (row.isMissed)
    return <strong className="late">call-back missed, due {shortTimeText(row.callBackAt)}</strong>;
  if (now >= row.callBackAt) return <strong className="late">call back now</strong>;
  return <span className="soft">call back in {clockText(row.callBackAt - now)}</span>;
}

export function PromiseFacts({ row }: { readonly row: PromiseRow }) {
  const by =
    row.by === "none"
      ? "Units are sent for again; the call-back is still owed."
      : row.by === "level"
        ? "Deferred by the service level."
        : `Deferred by a person: ${row.reason}`;
  return (
    <p className="soft">
      {by}{" "}
      {row.isTold ? (
        <>Told: {row.told}</>
      ) : (
        <strong className="late">The caller is not told yet.</strong>
      )}
    </p>
  );
}

export function PromiseActs({ row }: { readonly row: PromiseRow }) {
  const act = useAct();
  const [form, setForm] = useState<"" | "call back" | "take up">("");
  const mayCall = useMay("incident.call-back");
  const mayTakeUp = useMay("incident.take-up");
  const { incident } = row;
  const close = (): void => setForm("");
  return (
    <>
      <div className="row wrap">
        {row.callBackAt > 0 && (
          <button
            type="button"
            className="button small"
            disabled={!mayCall || act.isBusy}
            aria-expanded={form === "call back"}
            onClick={() => setForm(form === "call back" ? "" : "call back")}
          >
            Called back…<span className="only-read-aloud"> incident {incident}</span>
          </button>
        )}
        {row.by !== "none" && (
          <button
            type="button"
            className="button small"
            disabled={!mayTakeUp || act.isBusy}
            aria-expanded={form === "take up"}
            onClick={() => setForm(form === "take up" ? "" : "take up")}
          >
            Take up…<span className="only-read-aloud"> incident {incident}</span>
          </button>
        )}
      </div>
      {form === "call back" && (
        <CallBackForm
          onCancel={close}
          onSave={async (result, told) => {
            const words = result === "reached" && told !== "" ? { told } : {};
            const command = { type: "incident.call-back", incident, result, ...words } as const;
            if ((await act.run(command)) !== undefined) close();
          }}
        />
      )}
      {form === "take up" && (
        <ReasonForm
          verb="Take up"
          label="Why units are sent for now"
          onCancel={close}
          onSave={async (reason) => {
            if ((await act.run({ type: "incident.take-up", incident, reason })) !== undefined)
              close();
          }}
        />
      )}
      <FaultNote text={act.fault} />
    </>
  );
}

interface CallBackFormProps {
  readonly onSave: (result: CallBackResult, told: string) => Promise<void>;
  readonly onCancel: () => void;
}

function CallBackForm({ onSave, onCancel }: CallBackFormProps) {
  const [result, setResult] = useState<CallBackResult>("reached");
  return (
    <ReasonForm
      verb="Note the call-back"
      label={result === "reached" ? "What the caller was told" : "What was heard"}
      onCancel={onCancel}
      onSave={(told) => onSave(result, told)}
    >
      <label className="row soft">
        Result
        <select
          className="input"
          autoFocus
          value={result}
          onChange={(event) => setResult(event.target.value as CallBackResult)}
        >
          {callBackResults.names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </ReasonForm>
  );
}
