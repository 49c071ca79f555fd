/**
 * The queue: open incidents, sorted by time left to target. "Waiting" leaves out what somebody is attending and what
 * only waits for its result. Every incident on the map is here with the same actions (the map's twin).
 */

import { listIncidentRows, type IncidentRow } from "../live/incident-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { DataTable, type DataColumn } from "../parts/data-table.tsx";
import { GradeMark } from "../parts/grade-mark.tsx";
import { countText } from "../view/format.ts";
import { changeView, openIncident, openPanel, useViewState } from "../view/view-state.ts";
import { AreaFilter } from "./area-filter.tsx";
import { FindField } from "./find-field.tsx";
import { HazardMark, IncidentNumber, NoUnitMark, TimeLeft, UnitsCell } from "./incident-cells.tsx";
import "./queue.css";

const columns: readonly DataColumn<IncidentRow>[] = [
  { id: "left", name: "Time left", width: "76px", render: (row) => <TimeLeft row={row} /> },
  {
    id: "grade",
    name: "Grade",
    width: "72px",
    render: (row) => <GradeMark assessed={row.assessed} served={row.served} />,
  },
  {
    id: "number",
    isRowHeader: true,
    name: "No.",
    width: "48px",
    render: (row) => <IncidentNumber number={row.number} />,
  },
  {
    id: "type",
    name: "Type",
    width: "minmax(56px, 3fr)",
    render: (row) => <TypeCell row={row} />,
  },
  {
    id: "place",
    name: "Place",
    width: "minmax(56px, 4fr)",
    render: (row) => <PlaceCell row={row} />,
  },
  {
    id: "area",
    fromWidth: 640,
    name: "Area",
    width: "72px",
    render: (row) => (
      <span className="cut soft" title={row.areaName}>
        {row.area}
      </span>
    ),
  },
  {
    id: "sent",
    fromWidth: 400,
    name: "Units",
    width: "minmax(64px, 3fr)",
    render: (row) => <UnitsCell row={row} />,
  },
];

function TypeCell({ row }: { readonly row: IncidentRow }) {
  return (
    <>
      <span className="cut" title={row.type}>
        {row.type}
      </span>
      <HazardMark hazards={row.hazards} />
      {row.contacts > 1 && (
        <span className="chip small-chip" title={countText(row.contacts, "contact")}>
          ×{row.contacts}
          <span className="only-read-aloud"> contacts</span>
        </span>
      )}
    </>
  );
}

/** The place first, because it is what one looks for; how well it is known after it, and never left to be guessed. */
function PlaceCell({ row }: { readonly row: IncidentRow }) {
  const place = row.place === "" ? row.areaName : row.place;
  const isAsked = row.locationState !== "not asked";
  return (
    <>
      <span className="cut" title={`${place}, ${row.locationState}`}>
        {row.locationState === "approximate" && <span aria-hidden="true">≈ </span>}
        {isAsked ? place : `place not asked, ${place}`}
        {isAsked && row.locationState !== "verified" && (
          <span className="faint"> {row.locationState}</span>
        )}
      </span>
      <NoUnitMark row={row} />
    </>
  );
}

function isWaiting(row: IncidentRow): boolean {
  return row.state === "waiting" || row.state === "allocated";
}

function matches(row: IncidentRow, words: string): boolean {
  const text =
    `${row.number} ${row.type} ${row.place} ${row.areaName} ${row.summary}`.toLowerCase();
  const units = row.units.map((unit) => unit.callSign.toLowerCase());
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word) || units.some((callSign) => callSign.startsWith(word)));
}

const keyOf = (row: IncidentRow): number => row.number;

export function QueueTable() {
  const { queue, find, area } = useViewState();
  const rows = useRegion((view) =>
    listIncidentRows(view).filter(
      (row) =>
        (queue === "open" || isWaiting(row)) &&
        (area === "" || row.area === area) &&
        (find === "" || matches(row, find)),
    ),
  );
  const openCount = useRegion((view) => view.state.columns.head.openIncidents[0]);
  return (
    <section id="queue" className="table-pane tall" aria-label="Queue" tabIndex={-1}>
      <header className="table-bar">
        <h2>
          Queue{" "}
          <span className="count">
            {queue === "waiting"
              ? `${rows.length.toLocaleString("en-GB")} waiting of ${openCount.toLocaleString("en-GB")} open`
              : `${countText(rows.length, "incident")} open`}
          </span>
        </h2>
        <AreaFilter />
        <FindField />
        <div className="row parts-menu" role="group" aria-label="Which incidents">
          <QueueChoice value="waiting" name="Waiting" current={queue} />
          <QueueChoice value="open" name="All open" current={queue} />
        </div>
        <button type="button" className="button small" onClick={() => openPanel("queue-plan")}>
          Plan <kbd className="key">o</kbd>
        </button>
      </header>
      <DataTable
        label="Queue of incidents, by time left to target"
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        onOpen={openIncident}
        empty={
          find === "" && area === ""
            ? `No incident is ${queue === "open" ? "open" : "waiting"}.`
            : "No incident matches the search."
        }
      />
    </section>
  );
}

interface QueueChoiceProps {
  readonly value: "waiting" | "open";
  readonly name: string;
  readonly current: string;
}

function QueueChoice({ value, name, current }: QueueChoiceProps) {
  return (
    <button
      type="button"
      className="button small"
      aria-pressed={current === value}
      onClick={() => changeView({ queue: value })}
    >
      {name}
    </button>
  );
}
