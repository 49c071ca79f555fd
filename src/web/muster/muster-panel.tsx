/**
 * The muster: heads planned against heads turned up, of the region and by team and station, with the curve of the one
 * that is chosen; then who is late, absent, gone early or still there after the end, and who is due next. A person who
 * said that nobody comes is marked absent here; why is nobody's business, and there is no field for it.
 */

import { useCallback } from "react";
import { microsPerHour, type Instant } from "../../base/instant.ts";
import {
  countHoursNow,
  countWithoutPlan,
  isMissingNow,
  listMusterLines,
  listMusterRows,
  type MusterLine,
  type MusterRow,
} from "../live/muster-rows.ts";
import type { RegionView } from "../live/region-view.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText, sentenceCase, shortTimeText } from "../view/format.ts";
import { changeView, openUnit, useViewState } from "../view/view-state.ts";
import { AbsenceNote } from "./absence-note.tsx";
import { MusterChart } from "./muster-chart.tsx";
import { RecallSection } from "./recall-section.tsx";
import "./muster.css";
import { FaultNote } from "../parts/fault-note.tsx";

/** More of a list than this is only counted. */
const rowsMost = 60;
const dueHours = 2;

export function MusterPanel({ onClose }: { readonly onClose: () => void }) {
  const now = useNow(30_000);
  const lines = useRegion(useCallback((view: RegionView) => listMusterLines(view, now), [now]));
  const unplanned = useRegion(countWithoutPlan);
  const hours = useRegion(useCallback((view: RegionView) => countHoursNow(view, now), [now]));
  const { muster } = useViewState();
  const chosen = lines.find(({ key }) => key === muster) ?? lines.at(0);
  return (
    <Panel
      label="muster"
      title="Muster: who turned up"
      tools={
        <span className="soft">
          {unplanned} on duty without a plan
          {hours.set !== null &&
            `; ${countText(hours.overrides, "override")} of hours rules${rulesText(hours.byRule)}, ${hours.atRest} at rest, ${hours.overLongest} over the longest duty (${hours.exceeded} ever), ${hours.nightWorkers} night workers, ${hours.owedRest} owed compensatory rest (${Math.round(hours.owedRestMinutes / 6) / 10} h)`}
        </span>
      }
      onClose={onClose}
    >
      <AbsenceNote />
      <CountsTable lines={lines} chosen={chosen?.key ?? ""} />
      {chosen !== undefined && <MusterChart of={chosen.key} name={chosen.name} />}
      <RecallSection />
      <Lists of={chosen?.key ?? ""} now={now} />
    </Panel>
  );
}

function rulesText(byRule: readonly { readonly rule: string; readonly count: number }[]): string {
  if (byRule.length === 0) return "";
  return ` (${byRule.map(({ rule, count }) => `${rule} ${count}`).join(", ")})`;
}

function CountsTable({
  lines,
  chosen,
}: {
  readonly lines: readonly MusterLine[];
  readonly chosen: string;
}) {
  return (
    <table className="plain-table muster-counts">
      <thead>
        <tr>
          <th scope="col">Heads now</th>
          <th scope="col">Planned</th>
          <th scope="col">There</th>
          <th scope="col">Late</th>
          <th scope="col">Absent</th>
          <th scope="col">Overtime</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, name, planned, turnedUp, late, absent, overtime }) => (
          <tr key={key}>
            <th scope="row">
              <button
                type="button"
                className="button quiet small"
                aria-pressed={key === chosen}
                onClick={() => changeView({ muster: key })}
              >
                {name}
              </button>
            </th>
            <td>{planned}</td>
            <td>{turnedUp}</td>
            <td className={late > 0 ? "late" : ""}>{late}</td>
            <td className={absent > 0 ? "late" : ""}>{absent}</td>
            <td>{overtime}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isOf({ team, station }: MusterRow, key: string): boolean {
  return key === "" || key === `team:${team}` || key === `station:${station}`;
}

function Lists({ of, now }: { readonly of: string; readonly now: Instant }) {
  const rows = useRegion(listMusterRows).filter((row) => isOf(row, of));
  const missing = rows.filter((row) => isMissingNow(row, now));
  const overridden = rows.filter((row) => row.overridden.length > 0);
  const overtime = rows.filter(({ state }) => state === "overtime");
  const due = rows.filter(
    ({ state, fromAt }) =>
      (state === "planned" || state === "absent") &&
      fromAt + (state === "planned" ? microsPerHour : 0) > now &&
      fromAt <= now + dueHours * microsPerHour,
  );
  return (
    <>
      <List title="Late, absent or gone early" rows={missing} none="Everybody planned is there." />
      <List title="On duty after the planned end" rows={overtime} none="Nobody." />
      {overridden.length > 0 && (
        <List title="Over the hours rules, by an override" rows={overridden} none="Nobody." />
      )}
      <List title={`Due within ${dueHours} hours`} rows={due} none="Nobody." />
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly rows: readonly MusterRow[];
  readonly none: string;
}

function List({ title, rows, none }: ListProps) {
  return (
    <section aria-label={title}>
      <h3 className="muster-title">
        {title} <span className="soft">{rows.length}</span>
      </h3>
      {rows.length === 0 && <p className="empty">{none}</p>}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <Line key={row.shift} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">{countText(rows.length - rowsMost, "more shift")}, not listed.</p>
      )}
    </section>
  );
}

function Line({ row }: { readonly row: MusterRow }) {
  const act = useAct();
  const mayMark = useMay("shift.mark-absent");
  const { shift, name, state, unit } = row;
  const where = [row.teamName, row.stationName].filter((each) => each !== "").join(", ");
  return (
    <li className="muster-line" aria-label={name}>
      <div className="row spread">
        <span className="row">
          {unit === null ? (
            <strong>{name}</strong>
          ) : (
            <button type="button" className="button quiet small" onClick={() => openUnit(unit)}>
              {name}
            </button>
          )}
          <span className={state === "late" || state === "absent" ? "late" : ""}>
            {sentenceCase(state)}
          </span>
          <span className="soft">
            {shortTimeText(row.fromAt)} to {shortTimeText(row.untilAt)}
            {where === "" ? "" : `, ${where}`}, {countText(row.crew, "head")}
          </span>
        </span>
        {row.overridden.length > 0 && (
          <span className="late">over the hours rules: {row.overridden.join(", ")}</span>
        )}
        {(state === "planned" || state === "late") && (
          <button
            type="button"
            className="button small"
            disabled={!mayMark || act.isBusy}
            onClick={() => void act.run({ type: "shift.mark-absent", shift })}
          >
            Mark absent<span className="only-read-aloud"> {name}</span>
          </button>
        )}
      </div>
      <FaultNote text={act.fault} />
    </li>
  );
}
