/**
 * The closure ledger in the side panel: every road said to be shut, with its source and how good that is, its age, when
 * it ends, and what a dispatcher may do: confirm, renew until later with a reason, lift with a reason. What asks for
 * somebody stands first. Drawing one is draw-closure.tsx.
 */

import { useState } from "react";
import { microsPerMinute, microsPerSecond } from "../../base/instant.ts";
import { listClosureRows, asksForSomebody, isOpenRow, type ClosureRow } from "../live/closure-rows.ts"; // prettier-ignore
import { useAct, useMay, type Act } from "../live/use-act.ts";
import { useConsole, useNow, useRegion } from "../live/use-region.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { Panel } from "../parts/panel.tsx";
import { ageText, clockText, countText, sentenceCase, shortTimeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import { DrawClosure } from "./draw-closure.tsx";
import "./closures.css";
import { FaultNote } from "../parts/fault-note.tsx";

/** More rows than this are only counted; what asks for somebody is first. */
const rowsMost = 100;

export function ClosurePanel({ onClose }: { readonly onClose: () => void }) {
  const rows = useRegion(listClosureRows);
  const open = rows.filter(isOpenRow).length;
  return (
    <Panel
      label="closures"
      title="Closures"
      tools={<span className="soft">{countText(open, "open closure")}</span>}
      onClose={onClose}
    >
      <DrawClosure />
      {rows.length === 0 && <p className="empty">Nobody has said that a road is shut.</p>}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <ClosureLine key={row.closure} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">
          {countText(rows.length - rowsMost, "more closure")}, which ask for nobody, are not listed.
        </p>
      )}
    </Panel>
  );
}

function ClosureLine({ row }: { readonly row: ClosureRow }) {
  const act = useAct();
  const asks = asksForSomebody(row);
  const name = `Closure ${row.closure}`;
  return (
    <li className={`closure-line ${asks ? "asks" : ""}`} aria-label={name}>
      <div className="row spread">
        <span className="row">
          <span className="chip small-chip">
            {row.hasBegun || !isOpenRow(row) ? row.state : `${row.state}, planned`}
          </span>
          <strong>{name}</strong>
          <span>{drawingText(row)}</span>
        </span>
        <ClosureEnd row={row} />
      </div>
      {row.description !== "" && <p>{row.description}</p>}
      <ClosureFacts row={row} />
      {asks && <p className="late">{askText(row)}</p>}
      <ClosureActs row={row} act={act} />
      <FaultNote text={act.fault} />
    </li>
  );
}

function drawingText({ shape, direction, bearingDegrees }: ClosureRow): string {
  if (direction === "bearing") return `${shape.kind}, traffic towards ${bearingDegrees ?? 0}°`;
  return direction === "along" ? `${shape.kind}, one direction` : shape.kind;
}

function askText(row: ClosureRow): string {
  if (row.state === "expired") return "It expired and shuts nothing any more: renew it or lift it.";
  return row.state === "confirmed"
    ? "Nobody has looked for a while: renew it or lift it."
    : "Nobody has looked for a while: confirm it, renew it or lift it.";
}

/** Source and grades (3x5x2), who reported it and how long ago. */
function ClosureFacts({ row }: { readonly row: ClosureRow }) {
  const now = useNow();
  const ageSeconds = (now - row.reportedAt) / microsPerSecond;
  const grade = [row.sourceGrade, row.contentGrade].filter((each) => each !== "not graded");
  return (
    <p className="soft">
      {sentenceCase(row.source)}
      {", "}
      {grade.length === 0 ? "not graded" : `graded ${grade.join("")}`}
      {row.by === "" ? "" : `, reported by ${row.by}`}, {ageText(ageSeconds)} old
      {row.stops !== "" && `; stops ${row.stops}`}
      {row.changedBy !== "" && `; ${row.changedBy}: ${row.reason}`}
      {row.incident !== null && (
        <>
          {"; "}
          <button
            type="button"
            className="button quiet small"
            onClick={() => openIncident(row.incident ?? 0)}
          >
            incident {row.incident}
          </button>
        </>
      )}
    </p>
  );
}

function ClosureEnd({ row }: { readonly row: ClosureRow }) {
  const now = useNow();
  if (!isOpenRow(row)) return <span className="faint">ended {shortTimeText(row.endedAt)}</span>;
  if (!row.hasBegun) return <span className="soft">from {shortTimeText(row.sinceAt)}</span>;
  return (
    <span className={row.renewal === "current" ? "soft" : "late"}>
      ends in {clockText(Math.max(0, row.expiresAt - now))}
    </span>
  );
}

interface ActsProps {
  readonly row: ClosureRow;
  readonly act: Act;
}

function ClosureActs({ row, act }: ActsProps) {
  const [form, setForm] = useState<"" | "renew" | "lift">("");
  const mayConfirm = useMay("closure.confirm");
  const mayRenew = useMay("closure.renew");
  const mayLift = useMay("closure.lift");
  const { closure, state } = row;
  if (state === "lifted") return null;
  const toggle = (which: "renew" | "lift"): void => setForm(form === which ? "" : which);
  const readAloud = <span className="only-read-aloud"> closure {closure}</span>;
  const close = (): void => setForm("");
  return (
    <>
      <div className="row wrap">
        {state === "reported" && (
          <button
            type="button"
            className="button small primary"
            disabled={!mayConfirm || act.isBusy}
            onClick={() => void act.run({ type: "closure.confirm", closure })}
          >
            Confirm{readAloud}
          </button>
        )}
        <button
          type="button"
          className="button small"
          disabled={!mayRenew || act.isBusy}
          aria-expanded={form === "renew"}
          onClick={() => toggle("renew")}
        >
          Renew…{readAloud}
        </button>
        <button
          type="button"
          className="button small"
          disabled={!mayLift || act.isBusy}
          aria-expanded={form === "lift"}
          onClick={() => toggle("lift")}
        >
          Lift…{readAloud}
        </button>
      </div>
      {form === "renew" && <RenewForm row={row} act={act} onDone={close} />}
      {form === "lift" && (
        <ReasonForm
          verb="Lift"
          label="Why it is open again"
          onCancel={close}
          onSave={async (reason) => {
            if ((await act.run({ type: "closure.lift", closure, reason })) !== undefined) close();
          }}
        />
      )}
    </>
  );
}

const renewMinutes = [30, 60, 120, 240, 480, 1440] as const;

function RenewForm({ row, act, onDone }: ActsProps & { readonly onDone: () => void }) {
  const { source } = useConsole();
  const [minutes, setMinutes] = useState(120);
  const id = `renew-for-${row.closure}`;
  return (
    <ReasonForm
      verb="Renew"
      label="Who looked, and what stands there"
      onCancel={onDone}
      onSave={async (reason) => {
        const expiresAt = source.now() + minutes * microsPerMinute;
        const command = { type: "closure.renew", closure: row.closure, expiresAt, reason } as const;
        if ((await act.run(command)) !== undefined) onDone();
      }}
    >
      <div className="row">
        <label className="row soft" htmlFor={id}>
          Stands for
        </label>
        <select
          id={id}
          className="input renew-for"
          autoFocus
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value))}
        >
          {renewMinutes.map((each) => (
            <option key={each} value={each}>
              {each < 60 ? `${each} min` : `${each / 60} h`} more
            </option>
          ))}
        </select>
      </div>
    </ReasonForm>
  );
}
