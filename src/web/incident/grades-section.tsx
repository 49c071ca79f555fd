/**
 * Clocks and grades: time since the answer, time left to the target, the "no unit" clock with its cause; assessed and
 * served grade side by side, each changed apart and with a reason. A changed assessment keeps the served grade when
 * the two were set apart, so a downgrade for lack of units never looks like a low-risk call.
 */

import { useState } from "react";
import { getPolicy } from "../../core/state/region-state.ts";
import { thriveHeadings, type Grade, type Thrive } from "../../core/vocabulary.ts";
import { GradeField } from "../contact/grade-field.tsx";
import { suggestGrade } from "../contact/suggest-grade.ts";
import { ThriveField } from "../contact/thrive-field.tsx";
import { TypeField } from "../contact/type-field.tsx";
import type { IncidentRow } from "../live/incident-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { clockText, gradeText, sentenceCase, shortTimeText } from "../view/format.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonForm } from "./reason-form.tsx";

type Editing = "nothing" | "assessed" | "served" | "type";

export function GradesSection({ row, detail }: IncidentPartProps) {
  const [editing, setEditing] = useState<Editing>("nothing");
  const mayAssess = useMay("incident.assess");
  const mayServe = useMay("incident.serve");
  const mayRetype = useMay("incident.retype");
  const isOpen = row.state !== "closed";
  const done = (): void => setEditing("nothing");
  return (
    <section className="section stack" aria-label="Grade and clock">
      <IncidentClocks row={row} />
      {row.summary !== "" && <p className="incident-summary">{row.summary}</p>}
      <dl className="facts">
        <dt>Assessed</dt>
        <dd className="grade-line">
          {gradeText(row.assessed)}{" "}
          <ThriveWords thrive={detail.thrive} words={detail.thriveWords} />
        </dd>
        <dt>Served</dt>
        <dd className={row.served === row.assessed ? "" : "soon"}>
          {gradeText(row.served)}
          {row.served !== row.assessed && " – not as assessed"}
        </dd>
      </dl>
      {isOpen && editing === "nothing" && (
        <div className="row wrap">
          <button
            type="button"
            className="button small"
            disabled={!mayAssess}
            onClick={() => setEditing("assessed")}
          >
            Assess again…
          </button>
          <button
            type="button"
            className="button small"
            disabled={!mayServe}
            title={mayServe ? "" : "Only a supervisor sets the served grade apart"}
            onClick={() => setEditing("served")}
          >
            Serve as…
          </button>
          <button
            type="button"
            className="button small"
            disabled={!mayRetype}
            onClick={() => setEditing("type")}
          >
            Change type…
          </button>
        </div>
      )}
      {editing === "assessed" && <AssessForm row={row} thrive={detail.thrive} onDone={done} />}
      {editing === "served" && <ServeForm row={row} onDone={done} />}
      {editing === "type" && <TypeForm row={row} onDone={done} />}
    </section>
  );
}

function ThriveWords({ thrive, words }: { readonly thrive: Thrive; readonly words: string }) {
  const answered = thriveHeadings.filter((heading) => thrive[heading] !== undefined);
  const text = answered.map((heading) => `${heading} ${thrive[heading]}`).join(", ");
  return (
    <span className="soft">
      {answered.length === 0 ? "THRIVE not asked" : sentenceCase(text)}
      {words !== "" && ` – ${words}`}
    </span>
  );
}

function IncidentClocks({ row }: { readonly row: IncidentRow }) {
  const now = useNow();
  const left = row.targetAt - now;
  const hasArrived = row.firstAtSceneAt > 0;
  // Whoever was there was taken away before it was done.
  const isOwedAgain = hasArrived && row.state === "waiting";
  return (
    <div className="incident-clocks" role="group" aria-label="Clocks">
      <div className="clock-box">
        <span className="clock-value">
          {clockText(Math.max(0, (row.closedAt || now) - row.clockAt))}
        </span>
        <span className="label">since the answer, {shortTimeText(row.clockAt)}</span>
      </div>
      {hasArrived && (
        <div className="clock-box">
          <span className="clock-value">{clockText(row.firstAtSceneAt - row.clockAt)}</span>
          <span className="label">
            to the first unit at the scene{isOwedAgain ? ", nobody is there now" : ""}
          </span>
        </div>
      )}
      {(!hasArrived || isOwedAgain) && row.targetAt > 0 && row.state !== "closed" && (
        <div className={`clock-box ${left < 0 ? "is-late" : left < 120e6 ? "is-soon" : ""}`}>
          <span className="clock-value">{left < 0 ? `+${clockText(-left)}` : clockText(left)}</span>
          <span className="label">{left < 0 ? "past the target" : "left to the target"}</span>
        </div>
      )}
      {row.noUnitAt > 0 && (
        <div className="clock-box is-late" role="status">
          <span className="clock-value">{clockText(Math.max(0, now - row.noUnitAt))}</span>
          <span className="label">no unit free: {row.noUnitCause}</span>
        </div>
      )}
    </div>
  );
}

interface FormProps {
  readonly row: IncidentRow;
  readonly onDone: () => void;
}

function AssessForm({ row, thrive: before, onDone }: FormProps & { readonly thrive: Thrive }) {
  const config = useRegion((view) => getPolicy(view.state).config);
  const [grade, setGrade] = useState<Grade | "">("");
  const [thrive, setThrive] = useState(before);
  const runner = useCommand();
  const type = config.incidentTypes.find((known) => known.code === row.typeCode);
  const suggestion = suggestGrade(type, thrive);
  const chosen = grade === "" ? suggestion?.grade : grade;
  const save = async (reason: string): Promise<void> => {
    if (chosen === undefined) return;
    const answer = await runner.run({
      type: "incident.assess",
      incident: row.number,
      grade: chosen,
      thrive,
      reason,
    });
    if (answer !== undefined) onDone();
  };
  return (
    <ReasonForm
      verb={`Assess as ${chosen === undefined ? "…" : gradeText(chosen)}`}
      onSave={save}
      onCancel={onDone}
    >
      <ThriveField thrive={thrive} onChange={setThrive} />
      <GradeField
        value={grade}
        suggestion={suggestion}
        rules={config.gradeRules}
        onChange={setGrade}
        label="Assessed grade"
      />
      <CommandFault runner={runner} />
    </ReasonForm>
  );
}

function ServeForm({ row, onDone }: FormProps) {
  const config = useRegion((view) => getPolicy(view.state).config);
  const [grade, setGrade] = useState<Grade | "">(row.served);
  const runner = useCommand();
  const save = async (reason: string): Promise<void> => {
    if (grade === "") return;
    const answer = await runner.run({
      type: "incident.serve",
      incident: row.number,
      grade,
      reason,
    });
    if (answer !== undefined) onDone();
  };
  return (
    <ReasonForm verb="Set the served grade" onSave={save} onCancel={onDone}>
      <GradeField
        value={grade}
        suggestion={undefined}
        rules={config.gradeRules}
        onChange={setGrade}
        label="Served grade"
      />
      <CommandFault runner={runner} />
    </ReasonForm>
  );
}

function TypeForm({ row, onDone }: FormProps) {
  const config = useRegion((view) => getPolicy(view.state).config);
  const [code, setCode] = useState(row.typeCode);
  const runner = useCommand();
  const save = async (): Promise<void> => {
    const answer = await runner.run({
      type: "incident.retype",
      incident: row.number,
      incidentType: code,
    });
    if (answer !== undefined) onDone();
  };
  return (
    <div className="edit-form stack">
      <TypeField
        types={config.incidentTypes}
        value={code}
        heard={row.summary}
        onChange={setCode}
        inputId="incident-type"
      />
      <CommandFault runner={runner} />
      <div className="row">
        <button
          type="button"
          className="button small primary"
          disabled={code === "" || code === row.typeCode}
          onClick={() => void save()}
        >
          Change the type
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </div>
  );
}
