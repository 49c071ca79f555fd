/**
 * Who is on it: units with their progress and times, the next step of each, and standing down. Units of a command
 * whose log position has not come back are dashed and marked pending; nothing is shown as done before it is.
 */

import { useState } from "react";
import type { Command } from "../../core/commands.ts";
import type { AllocationState } from "../../core/vocabulary.ts";
import { pendingUnits } from "../live/pending.ts";
import type { UnitShape } from "../live/unit-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand, type CommandRunner } from "../live/use-command.ts";
import { usePending, useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { StatusShape } from "../parts/status-shape.tsx";
import { UnitChip } from "../parts/unit-chip.tsx";
import { sentenceCase, shortTimeText } from "../view/format.ts";
import { openUnit } from "../view/view-state.ts";
import type { AllocationRow } from "./incident-detail.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonForm } from "./reason-form.tsx";

const shapes: { readonly [K in AllocationState]: UnitShape } = {
  none: "unavailable",
  stacked: "unavailable",
  assigned: "en-route",
  "en route": "en-route",
  "at scene": "at-scene",
  transporting: "at-scene",
  ended: "unavailable",
};

/** The step after a state, and the words of its button. */
const steps: Partial<Record<AllocationState, readonly ["en route" | "at scene", string]>> = {
  assigned: ["en route", "En route"],
  "en route": ["at scene", "At scene"],
};

export function AllocationsSection({ row, detail }: IncidentPartProps) {
  const pending = pendingUnits(usePending());
  const runner = useCommand();
  const live = detail.allocations.filter((allocation) => allocation.endedAt === 0);
  const past = detail.allocations.filter((allocation) => allocation.endedAt > 0);
  const waiting = [...pending]
    .filter(
      ([unit, incident]) => incident === row.number && live.every((known) => known.unit !== unit),
    )
    .map(([unit]) => unit);
  return (
    <section className="section stack" aria-label="Units">
      <h3>Units</h3>
      {live.length === 0 && waiting.length === 0 && (
        <p className={detail.owed ? "soon" : "soft"}>
          {detail.owed ? "Nobody is coming yet." : "Nobody is on it."}
        </p>
      )}
      <ul className="allocations">
        {live.map((allocation) => (
          <AllocationLine
            key={allocation.key}
            incident={row.number}
            allocation={allocation}
            runner={runner}
          />
        ))}
        {waiting.map((unit) => (
          <li key={unit} className="allocation">
            <PendingName unit={unit} />
            <span className="soft">sent, not yet in the log</span>
          </li>
        ))}
      </ul>
      <CommandFault runner={runner} />
      {past.length > 0 && (
        <p className="faint">
          Were on it:{" "}
          {past.map((allocation) => `${allocation.callSign} (${allocation.end})`).join(", ")}
        </p>
      )}
    </section>
  );
}

function PendingName({ unit }: { readonly unit: number }) {
  const callSign = useRegion((view) => view.state.text?.callSigns[unit] ?? String(unit));
  return <UnitChip callSign={callSign} shape="unavailable" words="pending" isPending />;
}

interface AllocationLineProps {
  readonly incident: number;
  readonly allocation: AllocationRow;
  readonly runner: CommandRunner;
}

function timesText(allocation: AllocationRow): string {
  const times = [
    ["sent", allocation.allocatedAt],
    ["en route", allocation.enRouteAt],
    ["at scene", allocation.atSceneAt],
  ] as const;
  return times
    .filter(([, at]) => at > 0)
    .map(([name, at]) => `${name} ${shortTimeText(at)}`)
    .join(", ");
}

function AllocationLine({ incident, allocation, runner }: AllocationLineProps) {
  const { unit, state, callSign } = allocation;
  const mayProgress = useMay("unit.progress");
  const mayStandDown = useMay("unit.stand-down");
  const [isStanding, setIsStanding] = useState(false);
  const step = steps[state];
  const isThere = state === "at scene" || state === "transporting";
  const act = (command: Command): void => void runner.run(command);
  const standDown = async (reason: string): Promise<void> => {
    const answer = await runner.run({ type: "unit.stand-down", unit, incident, reason });
    if (answer !== undefined) setIsStanding(false);
  };
  return (
    <li className="allocation">
      <button type="button" className="button small quiet" onClick={() => openUnit(unit)}>
        <StatusShape shape={allocation.emergency ? "emergency" : shapes[state]} /> <b>{callSign}</b>
      </button>
      <span className="allocation-state">
        {sentenceCase(state)} <span className="allocation-times">{timesText(allocation)}</span>
      </span>
      <span className="row allocation-acts">
        {step !== undefined && (
          <button
            type="button"
            className="button small"
            disabled={!mayProgress}
            onClick={() => act({ type: "unit.progress", unit, status: step[0] })}
          >
            {step[1]}
            <span className="only-read-aloud">: {callSign}</span>
          </button>
        )}
        {isThere && (
          <button
            type="button"
            className="button small"
            disabled={!mayProgress}
            onClick={() => act({ type: "unit.clear", unit })}
          >
            Clear<span className="only-read-aloud"> {callSign}</span>
          </button>
        )}
        <button
          type="button"
          className="button small quiet"
          aria-expanded={isStanding}
          disabled={!mayStandDown}
          onClick={() => setIsStanding(!isStanding)}
        >
          Stand down<span className="only-read-aloud"> {callSign}</span>
        </button>
      </span>
      {isStanding && (
        <ReasonForm
          verb={`Stand ${callSign} down`}
          onSave={standDown}
          onCancel={() => setIsStanding(false)}
          label="Why"
        />
      )}
    </li>
  );
}
