/**
 * Alarms: raised ones on top, then what somebody has seen, then what is shelved with its reason and time of return.
 * An alarm is acknowledged ("I have it") or shelved (with a reason, for a time); it can't be deleted and ends only
 * when its cause does. A shelved one comes back by itself. What stands for owed work can't be acknowledged, only done
 * or shelved, so that button is not offered there.
 */

import { useState } from "react";
import { microsPerMinute } from "../../base/instant.ts";
import { alarmsOfOwedWork } from "../../core/alarm/decide.ts";
import type { AlarmKind } from "../../core/vocabulary.ts";
import { listAlarmRows, type AlarmRow } from "../live/alarm-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { printManualPack } from "../manual-pack/print-manual-pack.ts";
import { useConsole, useNow, useRegion, type ConsoleContext } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { clockText, countText, shortTimeText } from "../view/format.ts";
import { openContact, openIncident, openPanel, openUnit } from "../view/view-state.ts";
import "./alarms.css";
import { FaultNote } from "../parts/fault-note.tsx";

/** More rows than this are only counted; the most urgent are first. */
const rowsMost = 100;

const kindTexts: { readonly [K in AlarmKind]: string } = {
  "contact not answered": "Contact not answered",
  "call-back due": "Call-back due",
  "contact still open": "Answered, and nothing made of it",
  "target missed": "Target missed",
  welfare: "Welfare: no word from the crew",
  emergency: "Emergency button",
  "no unit": "No unit",
  "closure to renew": "Closure to renew",
  "promise missed": "Promised call-back missed",
  "level proposed": "Service level proposed",
  "level to review": "Service level to review",
  "many missing": "Many missing from the muster",
  "request overdue": "Request overdue",
  "warning not acknowledged": "Warning not acknowledged",
  "hospital surge": "Surge of arrivals at a hospital",
  "claim returned": "Work came back to the pool",
  "directive to renew": "Directive to renew",
  "place hazard to renew": "Hazard of a place to renew",
  "items not handed in": "Items not handed in",
  "lent below floor": "Units are lent and too few are left",
  "aid recalled": "Another region wants its units back",
  "nobody left to ask": "Units are lacking and nobody is left to ask",
  "link silent": "A neighbour is not heard: what is told to it waits",
  "hand-in surge": "Many hand in at once",
  "demand rose": "Demand rose",
  "vehicle to recover": "Vehicle to recover",
  "recall overdue": "Recall overdue",
  "duty too long": "On duty for longer than the hours rules say",
  "manual pack not written": "The manual pack can not be written: the paper grows old",
  "record behind": "The record is not kept up: what happens now is in no signed checkpoint",
  "cosignatures missing": "The record lacks cosignatures of its witnesses",
  "gap in the log": "Muster was away: enter what is on paper",
};

export function alarmText(row: AlarmRow): string {
  return `${kindTexts[row.kind]}, ${row.subjectName}`;
}

export function AlarmPanel({ onClose }: { readonly onClose: () => void }) {
  const rows = useRegion(listAlarmRows);
  return (
    <Panel
      label="alarms"
      title="Alarms"
      tools={<span className="soft">{countText(rows.length, "alarm")}</span>}
      onClose={onClose}
    >
      {rows.length === 0 && <p className="empty">No alarm is raised, acknowledged or shelved.</p>}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <AlarmLine key={row.number} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">
          {countText(rows.length - rowsMost, "more alarm")}, less urgent, are not listed.
        </p>
      )}
    </Panel>
  );
}

function openSubject(row: AlarmRow, { region, session }: ConsoleContext): void {
  if (row.about === "aid" || row.about === "link" || row.kind === "aid recalled") openPanel("aid");
  else if (row.about === "incident") openIncident(row.subject);
  else if (row.about === "contact") openContact(row.subject);
  else if (row.about === "closure") openPanel("closures");
  else if (row.about === "person" || row.about === "custody") openPanel("custody");
  else if (row.about === "level") openPanel("level");
  else if (row.about === "muster") openPanel("muster");
  else if (row.about === "request" || row.about === "hospital") openPanel("requests");
  else if (row.about === "warning" || row.about === "place hazard") openPanel("warnings");
  else if (row.about === "claim") openPanel("reduced-crew");
  else if (row.about === "directive") openPanel("directives");
  else if (row.about === "demand") openPanel("forecast");
  else if (row.about === "gap") openPanel("gaps");
  // What it is about stands in the banner and in the row of ages; there is nothing else to open.
  else if (row.about === "record") openPanel("alarms");
  else if (row.about === "manual pack") printManualPack(region, session.account.role);
  else openUnit(row.subject);
}

function AlarmLine({ row }: { readonly row: AlarmRow }) {
  const context = useConsole();
  const act = useAct();
  const mayAcknowledge = useMay("alarm.acknowledge");
  const mayShelve = useMay("alarm.shelve");
  const [isShelving, setIsShelving] = useState(false);
  return (
    <li className={`alarm-line ${row.state}`}>
      <div className="row spread">
        <span className="row">
          <AlarmMark state={row.state} />
          <strong>{kindTexts[row.kind]}</strong>
        </span>
        <AlarmClock row={row} />
      </div>
      {row.state === "shelved" && (
        <p className="soft">
          Shelved until {shortTimeText(row.returnsAt)} by {row.by}: {row.reason}
        </p>
      )}
      {row.state === "acknowledged" && (
        <p className="soft">Acknowledged{row.by === "" ? "" : ` by ${row.by}`}</p>
      )}
      <div className="row wrap">
        <button type="button" className="button small" onClick={() => openSubject(row, context)}>
          Open {row.subjectName}
        </button>
        {row.state === "raised" && !alarmsOfOwedWork.includes(row.kind) && (
          <button
            type="button"
            className="button small"
            disabled={!mayAcknowledge || act.isBusy}
            onClick={() => void act.run({ type: "alarm.acknowledge", alarm: row.number })}
          >
            Acknowledge<span className="only-read-aloud"> {alarmText(row)}</span>
          </button>
        )}
        {row.state !== "shelved" && (
          <button
            type="button"
            className="button small quiet"
            disabled={!mayShelve}
            aria-expanded={isShelving}
            onClick={() => setIsShelving(!isShelving)}
          >
            Shelve…
          </button>
        )}
      </div>
      {isShelving && <ShelveForm row={row} onDone={() => setIsShelving(false)} />}
      <FaultNote text={act.fault} />
    </li>
  );
}

function AlarmMark({ state }: { readonly state: AlarmRow["state"] }) {
  return <span className={`chip small-chip ${state === "raised" ? "solid" : ""}`}>{state}</span>;
}

function AlarmClock({ row }: { readonly row: AlarmRow }) {
  const now = useNow();
  return (
    <span className={row.state === "raised" ? "late" : "soft"}>
      {clockText(Math.max(0, now - row.raisedAt))}
    </span>
  );
}

const shelveMinutes = [5, 10, 15, 30, 60, 120, 240] as const;

function ShelveForm({ row, onDone }: { readonly row: AlarmRow; readonly onDone: () => void }) {
  const { source } = useConsole();
  const act = useAct();
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState(10);
  const submit = async (): Promise<void> => {
    const until = source.now() + minutes * microsPerMinute;
    if ((await act.run({ type: "alarm.shelve", alarm: row.number, until, reason })) !== undefined)
      onDone();
  };
  return (
    <form
      className="stack shelve-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="field">
        <label htmlFor={`shelve-reason-${row.number}`}>Reason</label>
        <input
          id={`shelve-reason-${row.number}`}
          className="input"
          value={reason}
          required
          maxLength={500}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className="row">
        <label className="row soft" htmlFor={`shelve-for-${row.number}`}>
          For
        </label>
        <select
          id={`shelve-for-${row.number}`}
          className="input shelve-for"
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value))}
        >
          {shelveMinutes.map((choice) => (
            <option key={choice} value={choice}>
              {choice < 60 ? `${choice} minutes` : countText(choice / 60, "hour")}
            </option>
          ))}
        </select>
        <button className="button primary" disabled={act.isBusy}>
          Shelve
        </button>
      </div>
      <FaultNote text={act.fault} />
    </form>
  );
}
