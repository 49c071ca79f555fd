/**
 * One line across the screen while a warning waits for this account's role, or has been escalated to it, or, for the overseer, is
 * not acknowledged after two escalations. It goes away by an acknowledgement and in no other way.
 */

import type { Role } from "../../core/vocabulary.ts";
import { listOpenWarnings, type WarningRow } from "../live/warning-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";
import "./warnings.css";

/** Lines in the strip; the rest is in the panel that it opens. */
const linesMost = 2;

function concerns(row: WarningRow, role: Role): boolean {
  return row.missing.includes(role) || (row.missing.length > 0 && row.escalatedTo === role);
}

export function WarningStrip() {
  const rows = useRegion(listOpenWarnings);
  const { session } = useConsole();
  const { role } = session.account;
  const mine = rows.filter((row) => concerns(row, role));
  if (mine.length === 0) return null;
  return (
    <section className="warning-strip" aria-label="Warnings to you">
      <ul>
        {mine.slice(0, linesMost).map((row) => (
          <StripLine key={row.warning} row={row} role={role} />
        ))}
      </ul>
      {mine.length > linesMost && (
        <span>and {countText(mine.length - linesMost, "more warning")}</span>
      )}
      <button type="button" className="button small" onClick={() => openPanel("warnings")}>
        All warnings
      </button>
    </section>
  );
}

function StripLine({ row, role }: { readonly row: WarningRow; readonly role: Role }) {
  const act = useAct();
  const mayAcknowledge = useMay("warning.acknowledge");
  const { warning, missing } = row;
  const isMine = missing.includes(role);
  return (
    <li className="row wrap">
      <strong>Warning {warning}</strong>
      <span>{row.words}</span>
      {!isMine && <span className="late">not acknowledged by {missing.join(", ")}</span>}
      {isMine && (
        <button
          type="button"
          className="button small primary"
          disabled={!mayAcknowledge || act.isBusy}
          onClick={() => void act.run({ type: "warning.acknowledge", warning, role })}
        >
          Acknowledge<span className="only-read-aloud"> warning {warning}</span>
        </button>
      )}
      {act.fault !== "" && (
        <span className="fault" role="alert">
          {act.fault}
        </span>
      )}
    </li>
  );
}
