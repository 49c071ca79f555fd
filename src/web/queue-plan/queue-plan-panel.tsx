/**
 * The plan of the whole queue: asked for by a person, shown with what it is worth, sent visit by visit. Only the first
 * visit of a unit can be sent from here; what comes after it is planned anew by then. Not here: how it is made.
 */

import { useEffect, useState } from "react";
import type { QueuePlanView } from "../../wire/shown-queue-plan.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText, gradeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import "./queue-plan.css";
import { FaultNote } from "../parts/fault-note.tsx";

export function QueuePlanPanel({ onClose }: { readonly onClose: () => void }) {
  const { region } = useConsole();
  const may = useMay("unit.send");
  const [plan, setPlan] = useState<QueuePlanView | undefined>(undefined);
  const [fault, setFault] = useState("");
  const [asked, setAsked] = useState(0);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    if (asked === 0) return;
    const stop = new AbortController();
    const path = `/api/regions/${encodeURIComponent(region)}/queue-plan`;
    const ask = async (): Promise<void> => {
      setIsBusy(true);
      setFault("");
      try {
        setPlan(await readJson<QueuePlanView>(path, { method: "POST", signal: stop.signal }));
      } catch (thrown) {
        if (!stop.signal.aborted) setFault(messageOf(thrown));
      } finally {
        setIsBusy(false);
      }
    };
    void ask();
    return () => stop.abort();
  }, [asked, region]);
  return (
    <Panel label="plan of the queue" title="Plan of the queue" onClose={onClose}>
      <section className="section stack">
        <p className="soft">
          Over the whole queue, not call by call: risk times waiting, and nobody passed over for
          ever. It proposes; each unit is sent by you.
        </p>
        <div className="row">
          <button
            type="button"
            className="button primary"
            disabled={isBusy || !may}
            onClick={() => setAsked((before) => before + 1)}
          >
            {plan === undefined ? "Plan the queue" : "Plan anew"}
          </button>
          {isBusy && <span role="status">Planning…</span>}
        </div>
        {!may && (
          <p className="soft">A dispatcher or supervisor plans the queue, outside REPLAY.</p>
        )}
        <FaultNote text={fault} />
      </section>
      {plan !== undefined && <PlanBody plan={plan} />}
    </Panel>
  );
}

function PlanBody({ plan }: { readonly plan: QueuePlanView }) {
  const overdue = plan.units.flatMap(({ visits }) => visits).filter(({ starved }) => starved);
  return (
    <section className="section stack" aria-label="The plan">
      <p>{worthOf(plan)}</p>
      {plan.units.length === 0 && <p className="empty">No unit could go anywhere.</p>}
      <ol className="plan-units">
        {plan.units.map((unit) => (
          <PlannedUnit key={unit.unit} unit={unit} />
        ))}
      </ol>
      {overdue.length > 0 && (
        <p>
          Waiting beyond their bound when a unit comes:{" "}
          {overdue.map(({ incident }) => incident).join(", ")}.
        </p>
      )}
      {plan.unserved.length > 0 && (
        <p className="plan-unserved">No unit for all that is asked: {plan.unserved.join(", ")}.</p>
      )}
      {plan.leftOut > 0 && (
        <p className="soft">
          {countText(plan.leftOut, "waiting incident")} with less risk and waiting not looked at.
        </p>
      )}
    </section>
  );
}

function worthOf({ method, cost, callByCallCost, gapPercent }: QueuePlanView): string {
  const best = method === "proven" ? "no plan is better" : `at most ${gapPercent} % above the best`;
  return `${cost} risk minutes (${best}); call by call ${callByCallCost}.`;
}

function PlannedUnit({ unit }: { readonly unit: QueuePlanView["units"][number] }) {
  const act = useAct();
  const may = useMay("unit.send");
  const [isSent, setIsSent] = useState(false);
  const [first] = unit.visits;
  const send = async (): Promise<void> => {
    const answer = await act.run({
      type: "unit.send",
      incident: first.incident,
      units: [unit.unit],
    });
    if (answer !== undefined) setIsSent(true);
  };
  return (
    <li className="plan-unit">
      <div className="row">
        <strong>{unit.callSign}</strong>
        {may && first !== undefined && (
          <button
            type="button"
            className="button small"
            disabled={act.isBusy || isSent}
            onClick={() => void send()}
          >
            {isSent ? "Sent" : `Send to ${first.incident}`}
          </button>
        )}
      </div>
      <ol className="plan-visits">
        {unit.visits.map(({ incident, assessed, arrivesSeconds, starved }) => (
          <li key={incident}>
            <button
              type="button"
              className="button quiet small"
              onClick={() => openIncident(incident)}
            >
              {incident}
            </button>{" "}
            {gradeText(assessed)}, there in {Math.round(arrivesSeconds / 60)} min
            {starved && ", overdue"}
          </li>
        ))}
      </ol>
      <FaultNote text={act.fault} />
    </li>
  );
}
