/** All warnings in the side panel: who has acknowledged and who has not, how far each has escalated, and a form to issue one. */

import { useId, useState } from "react";
import { limits } from "../../core/limits.ts";
import { warnedRoles } from "../../core/warning/decide.ts";
import type { Role } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { listWarningRows, type WarningRow } from "../live/warning-rows.ts";
import { useAct, useMay, type Act } from "../live/use-act.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText, shortTimeText } from "../view/format.ts";
import { AllPlaceHazards } from "./place-hazards.tsx";
import "./warnings.css";
import { FaultNote } from "../parts/fault-note.tsx";

/** More rows than this are only counted; those that miss somebody are first. */
const rowsMost = 100;

export function WarningPanel({ onClose }: { readonly onClose: () => void }) {
  const rows = useRegion(listWarningRows);
  const open = rows.filter(({ state }) => state !== "ended").length;
  return (
    <Panel
      label="warnings"
      title="Warnings"
      tools={<span className="soft">{countText(open, "open warning")}</span>}
      onClose={onClose}
    >
      <Issue />
      <AllPlaceHazards />
      {rows.length === 0 && <p className="empty">Nobody has warned of anything.</p>}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <Line key={row.warning} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">{countText(rows.length - rowsMost, "more warning")} are not listed.</p>
      )}
    </Panel>
  );
}

function Line({ row }: { readonly row: WarningRow }) {
  const act = useAct();
  const { warning, missing } = row;
  const name = `Warning ${warning}`;
  return (
    <li className={`warning-line ${missing.length > 0 ? "asks" : ""}`} aria-label={name}>
      <span className="row wrap">
        <span className="chip small-chip">{row.state}</span>
        <strong>{name}</strong>
        <span className="soft">
          to {row.roles.join(", ")}, {shortTimeText(row.issuedAt)}
          {row.by !== "" && `, by ${row.by}`}
        </span>
      </span>
      <p className="warning-words">{row.words}</p>
      {missing.length > 0 && (
        <p className="late">
          not acknowledged by {missing.join(", ")}
          {row.escalatedTo !== null && `; step ${row.step}: ${row.escalatedTo}`}
        </p>
      )}
      {row.state === "ended" && <p className="soft">ended: {row.reason}</p>}
      <Acts row={row} act={act} />
      <FaultNote text={act.fault} />
    </li>
  );
}

function Acts({ row, act }: { readonly row: WarningRow; readonly act: Act }) {
  const { session } = useConsole();
  const mayAcknowledge = useMay("warning.acknowledge");
  const mayEnd = useMay("warning.end");
  const [isEnding, setIsEnding] = useState(false);
  const { warning, missing } = row;
  const { role } = session.account;
  const isSubstitute = role === "supervisor" || role === "overseer";
  const mine = missing.filter((each) => each === role || isSubstitute);
  return (
    <>
      <div className="row wrap">
        {mine.map((each) => (
          <button
            key={each}
            type="button"
            className="button small primary"
            disabled={!mayAcknowledge || act.isBusy}
            onClick={() => void act.run({ type: "warning.acknowledge", warning, role: each })}
          >
            Acknowledge{each === role ? "" : ` for ${each}`}
            <span className="only-read-aloud"> warning {warning}</span>
          </button>
        ))}
        {row.state === "acknowledged" && (
          <button
            type="button"
            className="button small"
            disabled={!mayEnd || act.isBusy}
            aria-expanded={isEnding}
            onClick={() => setIsEnding(!isEnding)}
          >
            End…<span className="only-read-aloud"> warning {warning}</span>
          </button>
        )}
      </div>
      {isEnding && (
        <ReasonForm
          verb="End"
          label="Why it is over"
          onCancel={() => setIsEnding(false)}
          onSave={async (reason) => {
            if ((await act.run({ type: "warning.end", warning, reason })) !== undefined)
              setIsEnding(false);
          }}
        />
      )}
    </>
  );
}

function Issue() {
  const id = useId();
  const act = useAct();
  const mayIssue = useMay("warning.issue");
  const [named, setNamed] = useState<readonly Role[]>([]);
  const [words, setWords] = useState("");
  if (!mayIssue) return null;
  const toggle = (role: Role): void =>
    setNamed(named.includes(role) ? named.filter((each) => each !== role) : [...named, role]);
  const issue = async (): Promise<void> => {
    if ((await act.run({ type: "warning.issue", roles: named, words })) !== undefined) setWords("");
  };
  return (
    <details className="ask-fold">
      <summary>Warn somebody</summary>
      <form
        className="warn-form"
        onSubmit={(event) => {
          event.preventDefault();
          void issue();
        }}
      >
        <fieldset className="row wrap">
          <legend>Who must acknowledge it</legend>
          {warnedRoles.map((role) => (
            <label key={role} className="row">
              <input type="checkbox" checked={named.includes(role)} onChange={() => toggle(role)} />
              {role}
            </label>
          ))}
        </fieldset>
        <label htmlFor={id}>What to warn of</label>
        <textarea
          id={id}
          className="input"
          rows={2}
          required
          maxLength={limits.noteLength}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button
          type="submit"
          className="button primary"
          disabled={act.isBusy || named.length === 0}
        >
          Warn
        </button>
        <FaultNote text={act.fault} />
      </form>
    </details>
  );
}
