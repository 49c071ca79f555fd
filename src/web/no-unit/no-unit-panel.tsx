/** Zero-unit time by area and grade: what runs now and why, and the total so far in the region's log. */

import { listNoUnitRows, type NoUnitRow } from "../live/no-unit-rows.ts";
import { GapNote } from "../gaps/gap-note.tsx";
import { useNow, useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { clockText, gradeText } from "../view/format.ts";
import { NoUnitSince } from "./no-unit-strip.tsx";
import "./no-unit.css";

export function NoUnitPanel({ onClose }: { readonly onClose: () => void }) {
  const rows = useRegion(listNoUnitRows);
  return (
    <Panel label="no unit" title="No unit: time without a free, fitting unit" onClose={onClose}>
      {rows.length === 0 ? (
        <p className="empty">
          In every area a fitting unit has been free for every grade, all the time.
        </p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Area</th>
              <th scope="col">Grade</th>
              <th scope="col">Now</th>
              <th scope="col">Cause</th>
              <th scope="col">Total</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <NoUnitLine key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <GapNote />
    </Panel>
  );
}

function NoUnitLine({ row }: { readonly row: NoUnitRow }) {
  return (
    <tr>
      <td>{row.areaName}</td>
      <td>{gradeText(row.grade)}</td>
      <td>
        {row.since === 0 ? <span className="faint">free</span> : <NoUnitSince since={row.since} />}
      </td>
      <td className="soft">{row.since === 0 ? "" : row.cause}</td>
      <td>
        <Total row={row} />
      </td>
    </tr>
  );
}

function Total({ row }: { readonly row: NoUnitRow }) {
  const now = useNow();
  return <>{clockText(row.total + (row.since === 0 ? 0 : Math.max(0, now - row.since)))}</>;
}
