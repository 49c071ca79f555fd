/**
 * What a dispatcher may do to a unit's status: only the acts that its status allows are offered; the server decides,
 * and its refusal is shown by the panel around.
 */

import { useState } from "react";
import { handReasons } from "../../core/unit/hand-reasons.ts";
import type { UnitRow } from "../live/unit-rows.ts";
import { useMay, type Act } from "../live/use-act.ts";
import { openPanel } from "../view/view-state.ts";

/** The steps of an active incident, in order. */
const nextStep = {
  assigned: "en route",
  "en route": "at scene",
  "at scene": "transporting",
  transporting: undefined,
} as const;

export function UnitActs({ row, act }: { readonly row: UnitRow; readonly act: Act }) {
  const may = useMay("unit.set-status");
  const mayRaise = useMay("unit.raise-emergency");
  const isOff = !may || act.isBusy;
  const { unit, status } = row;
  const isAway = row.lentTo !== "" || (row.guestOf !== "" && row.loan !== "there");
  return (
    <div className="section stack">
      <h3>Status</h3>
      {(isAway || row.guestOf !== "") && <AidNote isAway={isAway} />}
      <div className="unit-actions">
        {isAway ? null : status === "off" ? (
          <BookOn row={row} act={act} isOff={isOff} />
        ) : row.incident > 0 ? (
          <ActiveActs row={row} act={act} isOff={isOff} />
        ) : (
          <IdleActs row={row} act={act} isOff={isOff} />
        )}
        {row.welfare !== "well" && (
          <ActButton
            act={act}
            isOff={isOff}
            name="Welfare confirmed"
            command={{ type: "unit.confirm-welfare", unit }}
          />
        )}
        {row.emergencyAt === 0 && status !== "off" && (
          <ActButton
            act={act}
            isOff={!mayRaise || act.isBusy}
            name="Emergency"
            command={{ type: "unit.raise-emergency", unit }}
            isDanger
          />
        )}
      </div>
    </div>
  );
}

function AidNote({ isAway }: { readonly isAway: boolean }) {
  return (
    <p className="soft">
      {isAway
        ? "Its status changes by the steps of mutual aid only. "
        : "It comes and leaves by the steps of mutual aid. "}
      <button type="button" className="button small" onClick={() => openPanel("aid")}>
        Mutual aid <kbd className="key">x</kbd>
      </button>
    </p>
  );
}

/** With an active incident: the next step, and clear once it was at the scene; before that it is stood down instead. */
function ActiveActs({ row, act, isOff }: PartProps) {
  const { unit, status } = row;
  const step = status in nextStep ? nextStep[status as keyof typeof nextStep] : undefined;
  return (
    <>
      {step !== undefined && (
        <ActButton
          act={act}
          isOff={isOff}
          name={`Set ${step}`}
          command={{ type: "unit.progress", unit, status: step }}
        />
      )}
      {(status === "at scene" || status === "transporting") && (
        <ActButton act={act} isOff={isOff} name="Clear" command={{ type: "unit.clear", unit }} />
      )}
    </>
  );
}

/** Booked on without an incident: any status a dispatcher may set, or book off. */
function IdleActs({ row, act, isOff }: PartProps) {
  const { unit, status } = row;
  return (
    <>
      {status !== "available" && (
        <ActButton
          act={act}
          isOff={isOff}
          name="Set available"
          command={{ type: "unit.set-status", unit, status: "available" }}
        />
      )}
      {status !== "unavailable" && <Unavailable row={row} act={act} isOff={isOff} />}
      {status !== "committed" && (
        <ActButton
          act={act}
          isOff={isOff}
          name="Set committed"
          command={{ type: "unit.set-status", unit, status: "committed" }}
        />
      )}
      {status !== "committed deployable" && (
        <ActButton
          act={act}
          isOff={isOff}
          name="Set committed, deployable"
          command={{ type: "unit.set-status", unit, status: "committed deployable" }}
        />
      )}
      {row.guestOf === "" && (
        <ActButton
          act={act}
          isOff={isOff}
          name="Book off"
          command={{ type: "unit.book-off", unit }}
        />
      )}
    </>
  );
}

interface ActButtonProps {
  readonly act: Act;
  readonly isOff: boolean;
  readonly name: string;
  readonly command: Parameters<Act["run"]>[0];
  readonly isDanger?: boolean;
}

function ActButton({ act, isOff, name, command, isDanger = false }: ActButtonProps) {
  return (
    <button
      type="button"
      className={`button ${isDanger ? "danger" : ""}`}
      disabled={isOff}
      onClick={() => void act.run(command)}
    >
      {name}
    </button>
  );
}

interface PartProps {
  readonly row: UnitRow;
  readonly act: Act;
  readonly isOff: boolean;
}

function Unavailable({ row, act, isOff }: PartProps) {
  const [reason, setReason] = useState<(typeof handReasons)[number]>("not given");
  return (
    <span className="row">
      <select
        className="input"
        aria-label="Reason for being unavailable"
        value={reason}
        onChange={(event) =>
          setReason(handReasons.find((known) => known === event.target.value) ?? "not given")
        }
      >
        {handReasons.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <ActButton
        act={act}
        isOff={isOff}
        name="Set unavailable"
        command={{ type: "unit.set-status", unit: row.unit, status: "unavailable", reason }}
      />
    </span>
  );
}

function BookOn({ row, act, isOff }: PartProps) {
  const [crew, setCrew] = useState(2);
  return (
    <span className="row">
      <label className="row soft">
        Crew
        <input
          className="input crew-count"
          type="number"
          min={1}
          max={12}
          value={crew}
          onChange={(event) => setCrew(Math.max(1, Math.min(12, Number(event.target.value))))}
        />
      </label>
      <ActButton
        act={act}
        isOff={isOff}
        name="Book on"
        command={{ type: "unit.book-on", unit: row.unit, crew }}
      />
    </span>
  );
}
