/** Cells of an incident's row: time left, number, units (pending ones dashed), hazards, "no unit" with its clock. */

import type { AllocationState } from "../../core/vocabulary.ts";
import type { IncidentRow } from "../live/incident-rows.ts";
import { pendingUnits } from "../live/pending.ts";
import type { UnitShape } from "../live/unit-rows.ts";
import { useNow, usePending, useRegion } from "../live/use-region.ts";
import { UnitChip } from "../parts/unit-chip.tsx";
import { clockText } from "../view/format.ts";
import { useViewState } from "../view/view-state.ts";

/** Under this much time left, the clock stands out. */
const soonMicros = 120_000_000;

/** Counts down to the target; past it, up and red. Without a target: how long it has waited. */
export function TimeLeft({ row }: { readonly row: IncidentRow }) {
  const now = useNow();
  if (row.state === "attended") return <span className="faint">attended</span>;
  if (row.state === "awaiting result") return <span className="faint">result?</span>;
  if (row.targetAt === 0)
    return (
      <span className="faint" title="No arrival is owed; time since the answer">
        {clockText(Math.max(0, now - row.clockAt))}
      </span>
    );
  const left = row.targetAt - now;
  const tone = left < 0 ? "late" : left < soonMicros ? "soon" : "";
  return (
    <span className={`time-left ${tone}`}>
      {left < 0 ? `+${clockText(-left)}` : clockText(left)}
      <span className="only-read-aloud">{left < 0 ? " past target" : " left"}</span>
    </span>
  );
}

/** Also marks the row as open, so that the table can show which one the side panel has. */
export function IncidentNumber({ number }: { readonly number: number }) {
  const isOpen = useViewState().incident === number;
  return (
    <span className="incident-number" {...(isOpen ? { "data-open": "" } : {})}>
      {number}
      {isOpen && <span className="only-read-aloud">, open</span>}
    </span>
  );
}

const allocationShapes: { readonly [K in AllocationState]: UnitShape } = {
  none: "unavailable",
  stacked: "unavailable",
  assigned: "en-route",
  "en route": "en-route",
  "at scene": "at-scene",
  transporting: "at-scene",
  ended: "unavailable",
};

/** More chips than this are counted; the panel has them all. */
const chipsMost = 3;

/** Units allocated, and those of commands whose log position has not come back yet. */
export function UnitsCell({ row }: { readonly row: IncidentRow }) {
  const pending = pendingUnits(usePending());
  const waiting = [...pending].filter(
    ([unit, incident]) => incident === row.number && row.units.every((u) => u.unit !== unit),
  );
  return (
    <>
      {row.units.slice(0, row.units.length > chipsMost ? chipsMost - 1 : chipsMost).map((unit) => (
        <UnitChip
          key={unit.unit}
          callSign={unit.callSign}
          shape={unit.emergency ? "emergency" : allocationShapes[unit.state]}
          words={unit.emergency ? "emergency" : unit.state}
        />
      ))}
      {row.units.length > chipsMost && (
        <span className="chip small-chip" title={row.units.map((unit) => unit.callSign).join(", ")}>
          +{row.units.length - chipsMost + 1}
          <span className="only-read-aloud"> more units</span>
        </span>
      )}
      {waiting.map(([unit]) => (
        <PendingUnit key={unit} unit={unit} />
      ))}
    </>
  );
}

function PendingUnit({ unit }: { readonly unit: number }) {
  const callSign = useRegion((view) => view.state.text?.callSigns[unit] ?? String(unit));
  return <UnitChip callSign={callSign} shape="unavailable" words="pending" isPending />;
}

export function HazardMark({ hazards }: { readonly hazards: readonly string[] }) {
  if (hazards.length === 0) return null;
  return (
    <span className="chip small-chip hazard" title={`Hazards: ${hazards.join(", ")}`}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        <path
          d="M6 .8L11.6 11H.4zM6 4.4v3.2M6 8.6v1"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
        />
      </svg>
      {hazards.length}
      <span className="only-read-aloud"> hazards: {hazards.join(", ")}</span>
    </span>
  );
}

/** "No unit" is a fact with a cause and a clock, shown where the incident is. */
export function NoUnitMark({ row }: { readonly row: IncidentRow }) {
  if (row.noUnitAt === 0) return null;
  return (
    <span className="chip small-chip raised" title={`No suitable unit is free: ${row.noUnitCause}`}>
      {row.noUnitCause === "withheld by directive" ? "withheld" : "no unit"}{" "}
      <NoUnitClock since={row.noUnitAt} />
    </span>
  );
}

function NoUnitClock({ since }: { readonly since: number }) {
  const now = useNow();
  return <>{clockText(Math.max(0, now - since))}</>;
}
