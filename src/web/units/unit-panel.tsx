/**
 * One unit: what it is, what it does, what is stacked behind, and everything a dispatcher may do to it. Only acts
 * that its status allows are offered; the server decides, and its refusal is shown here.
 */

import { useState, type ReactNode } from "react";
import { findUnit, type UnitRow } from "../live/unit-rows.ts";
import { useAct, useMay, type Act } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { shortTimeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import { UnitActs } from "./unit-acts.tsx";
import { UnitCrew } from "./unit-crew.tsx";
import { doingText, loanText, PositionAge, UnitStatusCell } from "./unit-table.tsx";
import "./units.css";
import { FaultNote } from "../parts/fault-note.tsx";

export function UnitPanel({
  unit,
  onClose,
}: {
  readonly unit: number;
  readonly onClose: () => void;
}) {
  const row = useRegion((view) => findUnit(view, unit));
  const act = useAct();
  if (row === undefined)
    return (
      <Panel label="unit" title="Unit" onClose={onClose}>
        <p className="empty">There is no such unit in this region.</p>
      </Panel>
    );
  return (
    <Panel
      label={`unit ${row.callSign}`}
      title={`Unit ${row.callSign}`}
      tools={<UnitStatusCell row={row} />}
      onClose={onClose}
    >
      {row.emergencyAt > 0 && <EmergencySection row={row} act={act} />}
      <UnitFacts row={row} />
      <UnitCrew unit={row.unit} />
      <UnitStack row={row} act={act} />
      <UnitActs row={row} act={act} />
      <FaultNote text={act.fault} />
    </Panel>
  );
}

function EmergencySection({ row, act }: { readonly row: UnitRow; readonly act: Act }) {
  const [reason, setReason] = useState("");
  const mayEnd = useMay("unit.end-emergency");
  return (
    <form
      className="section stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act.run({ type: "unit.end-emergency", unit: row.unit, reason });
      }}
    >
      <p className="fault" role="alert">
        Emergency since {shortTimeText(row.emergencyAt)}. It ends only by a person, with a reason.
      </p>
      <div className="field">
        <label htmlFor="emergency-reason">Reason for ending it</label>
        <input
          id="emergency-reason"
          className="input"
          value={reason}
          required
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <button className="button danger" disabled={!mayEnd || act.isBusy}>
        End the emergency
      </button>
    </form>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function UnitFacts({ row }: { readonly row: UnitRow }) {
  return (
    <dl className="section facts">
      <Fact name="Doing">{doingText(row)}</Fact>
      <Fact name="Since">{row.statusAt === 0 ? "–" : shortTimeText(row.statusAt)}</Fact>
      <Fact name="Position">
        <PositionAge unit={row.unit} />
      </Fact>
      <Fact name="Vehicle">{row.vehicle}</Fact>
      <Fact name="Crew">{row.crew === 0 ? "none booked on" : row.crew}</Fact>
      <Fact name="Skills">{row.skills.length === 0 ? "none" : row.skills.join(", ")}</Fact>
      <Fact name="Home area">{row.areaName}</Fact>
      <Fact name="Welfare">{row.welfare}</Fact>
      {row.guestOf !== "" && (
        <Fact name="Guest of">
          {row.guestOf}: {loanText(row).toLowerCase()}
        </Fact>
      )}
    </dl>
  );
}

function UnitStack({ row, act }: { readonly row: UnitRow; readonly act: Act }) {
  const mayStandDown = useMay("unit.stand-down");
  const numbers = row.incident > 0 ? [row.incident, ...row.stacked] : row.stacked;
  if (numbers.length === 0) return null;
  return (
    <div className="section">
      <h3>Incidents, the active one first</h3>
      <ol className="unit-stack">
        {numbers.map((incident, index) => (
          <li key={incident}>
            <button type="button" className="button small" onClick={() => openIncident(incident)}>
              {incident}
            </button>
            <span className="cut soft">
              {index === 0 && row.incident > 0 ? row.incidentType : "stacked behind"}
            </span>
            <button
              type="button"
              className="button small quiet"
              disabled={!mayStandDown || act.isBusy}
              onClick={() => void act.run({ type: "unit.stand-down", unit: row.unit, incident })}
            >
              Stand down<span className="only-read-aloud"> from {incident}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
