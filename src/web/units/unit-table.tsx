/**
 * The units: who is there, what they do and for how long, where their last position is from. The table twin of the
 * map: everything that can be done to a unit there is done in the panel that both open.
 */

import { loanStates } from "../../core/vocabulary.ts";
import { positionOf } from "../live/telemetry.ts";
import { listUnitRows, type UnitRow } from "../live/unit-rows.ts";
import { useConsole, useNow, usePending, useRegion } from "../live/use-region.ts";
import { pendingUnits } from "../live/pending.ts";
import { DataTable, type DataColumn } from "../parts/data-table.tsx";
import { StatusMark } from "../parts/status-shape.tsx";
import { ageText, clockText, countText, sentenceCase, shortTimeText } from "../view/format.ts";
import type { ViewState } from "../view/view-query.ts";
import { changeView, openUnit, useViewState } from "../view/view-state.ts";
import "./units.css";

/** Guests have the name of their region before their call sign. */
const callSignWidths = { own: "68px", guest: "116px" } as const;

const ownColumns: readonly DataColumn<UnitRow>[] = [
  { id: "status", name: "Status", width: "64px", render: (row) => <UnitStatusCell row={row} /> },
  {
    id: "call-sign",
    isRowHeader: true,
    name: "Unit",
    width: callSignWidths.own,
    render: (row) => <CallSign row={row} />,
  },
  { id: "doing", name: "Doing", width: "minmax(72px, 5fr)", render: (row) => <Doing row={row} /> },
  { id: "for", name: "For", width: "64px", render: (row) => <StatusClock row={row} /> },
  {
    id: "area",
    fromWidth: 480,
    name: "Home",
    width: "64px",
    render: (row) => (
      <span className="cut soft" title={row.areaName}>
        {row.area}
      </span>
    ),
  },
  {
    id: "vehicle",
    fromWidth: 780,
    name: "Vehicle",
    width: "minmax(56px, 2fr)",
    render: (row) => <span className="cut soft">{row.vehicle}</span>,
  },
  {
    id: "crew",
    fromWidth: 600,
    name: "Crew",
    width: "48px",
    render: (row) => <span className="soft">{row.crew || "–"}</span>,
  },
  {
    id: "skills",
    fromWidth: 700,
    name: "Skills",
    width: "minmax(56px, 3fr)",
    render: (row) => <Skills skills={row.skills} />,
  },
  {
    id: "position",
    name: "Position",
    width: "100px",
    render: (row) => <PositionAge unit={row.unit} />,
  },
];

const columnsWithGuests = ownColumns.map((column) =>
  column.id === "call-sign" ? { ...column, width: callSignWidths.guest } : column,
);

export function UnitStatusCell({ row }: { readonly row: UnitRow }) {
  const words = row.emergencyAt > 0 ? "emergency" : row.status;
  return <StatusMark shape={row.shape} letters={row.letters} words={words} />;
}

function CallSign({ row }: { readonly row: UnitRow }) {
  const isOpen = useViewState().unit === row.unit;
  return (
    <span
      className="incident-number cut"
      title={row.callSign}
      {...(isOpen ? { "data-open": "" } : {})}
    >
      {row.callSign}
    </span>
  );
}

function Doing({ row }: { readonly row: UnitRow }) {
  const pending = pendingUnits(usePending()).get(row.unit);
  return (
    <>
      {row.emergencyAt > 0 && <span className="chip solid small-chip">Emergency</span>}
      {row.welfare !== "well" && (
        <span className="chip raised small-chip">welfare {row.welfare}</span>
      )}
      {row.guestOf !== "" && (
        <span className={`chip small-chip ${row.isRecalled ? "raised" : ""}`}>
          guest of {row.guestOf}
        </span>
      )}
      {pending !== undefined && <span className="chip pending small-chip">pending {pending}</span>}
      <span className="cut" title={doingText(row)}>
        {doingText(row)}
      </span>
      {row.stacked.length > 0 && (
        <span className="chip small-chip">then {row.stacked.join(", ")}</span>
      )}
    </>
  );
}

/** `Lent to North, on the way, until 06:00`; of a guest, when it is not here or wanted back. */
export function loanText({ guestOf, lentTo, loan, loanUntilAt, isRecalled }: UnitRow): string {
  const until = loanUntilAt === 0 ? "" : `, until ${shortTimeText(loanUntilAt)}`;
  const wanted = isRecalled ? ", wanted back" : "";
  if (lentTo !== "") return `Lent to ${lentTo}, ${loan === "committed" ? "named" : loan}${until}${wanted}`; // prettier-ignore
  if (guestOf === "") return "";
  if (loan === "none") return "Gone home";
  if (loan === "there") return `Here${until}${wanted}`;
  return `${loan === "committed" ? "Named" : sentenceCase(loan)}, not here yet${until}${wanted}`;
}

/** What a unit does, in words. */
export function doingText(row: UnitRow): string {
  if (row.lentTo !== "" || (row.guestOf !== "" && row.status === "off")) return loanText(row);
  const label =
    row.label === "" || row.label.toLowerCase() === row.status
      ? sentenceCase(row.status)
      : row.label;
  if (row.incident > 0) return `${label} · ${row.incident} ${row.incidentType}`;
  return row.status === "unavailable" && row.reason !== "not given"
    ? `${label} · ${row.reason}`
    : label;
}

function StatusClock({ row }: { readonly row: UnitRow }) {
  const now = useNow();
  if (row.status === "off") return null;
  return <span className="soft">{clockText(Math.max(0, now - row.statusAt))}</span>;
}

function Skills({ skills }: { readonly skills: readonly string[] }) {
  return (
    <span className="cut soft" title={skills.join(", ")}>
      {skills.join(", ")}
    </span>
  );
}

/** Age of the last position; older than the region's limit it is hatched and said to be stale. */
export function PositionAge({ unit }: { readonly unit: number }) {
  const { source } = useConsole();
  const now = useNow();
  const view = source.findView();
  if (view === undefined) return null;
  const { home, loan } = view.state.columns.units;
  // Its positions go to the region that it helps: here nothing is stale, nobody is to be looked for.
  if (home[unit] === 0 && loan[unit] !== loanStates.code.none)
    return <span className="soft">elsewhere</span>;
  const { at } = positionOf(view.state, view.telemetry, unit);
  if (at === 0) return <span className="faint">at base</span>;
  const seconds = (now - at) / 1_000_000;
  const isStale = seconds > (view.state.policy?.config.positionStaleSeconds ?? 60);
  return (
    <span className={isStale ? "stale position-age" : "soft position-age"}>
      {isStale ? `stale ${ageText(seconds)}` : ageText(seconds)}
    </span>
  );
}

const filters: readonly { readonly value: ViewState["units"]; readonly name: string }[] = [
  { value: "free", name: "Free" },
  { value: "busy", name: "Busy" },
  { value: "on", name: "On duty" },
  { value: "all", name: "All" },
];

function isFree(row: UnitRow): boolean {
  return row.status === "available" || row.status === "committed deployable";
}

function isShown(row: UnitRow, filter: ViewState["units"]): boolean {
  if (filter === "all") return true;
  if (row.status === "off") return false;
  return filter === "on" || isFree(row) === (filter === "free");
}

/** So that a search finds who is a guest of whom, and who is lent. */
function marksOf({ guestOf, lentTo }: UnitRow): string {
  if (guestOf !== "") return `guest of ${guestOf}`;
  return lentTo === "" ? "" : `lent to ${lentTo}`;
}

function matches(row: UnitRow, words: string): boolean {
  const text =
    `${row.callSign} ${row.status} ${row.areaName} ${row.vehicle} ${row.incident} ${row.skills.join(" ")} ${marksOf(row)}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const keyOf = (row: UnitRow): number => row.unit;
/** Units in emergency first; else the list stays in call sign order, so that a unit is found where it was. */
const byEmergency = (a: UnitRow, b: UnitRow): number =>
  Number(b.emergencyAt > 0) - Number(a.emergencyAt > 0);

export function UnitTable() {
  const { units, find, area } = useViewState();
  const rows = useRegion((view) =>
    listUnitRows(view)
      .filter(
        (row) =>
          row.emergencyAt > 0 ||
          (isShown(row, units) &&
            (area === "" || row.area === area) &&
            (find === "" || matches(row, find))),
      )
      .sort(byEmergency),
  );
  const counts = useRegion((view) => {
    const all = listUnitRows(view);
    return {
      on: all.filter((row) => isShown(row, "on")).length,
      free: all.filter((row) => isShown(row, "free")).length,
    };
  });
  return (
    <section id="units" className="table-pane" aria-label="All units" tabIndex={-1}>
      <header className="table-bar">
        <h2>
          Units{" "}
          <span className="count">
            {countText(counts.free, "unit")} free of {counts.on} on duty
          </span>
        </h2>
        <div className="row parts-menu" role="group" aria-label="Which units">
          {filters.map((filter) => (
            <button
              key={filter.value}
              type="button"
              className="button small"
              aria-pressed={units === filter.value}
              onClick={() => changeView({ units: filter.value })}
            >
              {filter.name}
            </button>
          ))}
        </div>
      </header>
      <DataTable
        label="Units by call sign"
        columns={rows.some(({ guestOf }) => guestOf !== "") ? columnsWithGuests : ownColumns}
        rows={rows}
        keyOf={keyOf}
        onOpen={openUnit}
        empty={units === "all" ? "No unit is registered." : "No unit here. Try All."}
      />
    </section>
  );
}
