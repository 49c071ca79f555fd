/** A contact that belongs to an incident: which one, and how to take it out again. */

import { useEffect } from "react";
import type { ContactRow } from "../live/contact-rows.ts";
import { findIncident } from "../live/incident-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { GradeMark } from "../parts/grade-mark.tsx";
import { openIncident } from "../view/view-state.ts";
import { ContactFacts } from "./contact-facts.tsx";
import { dropDraft, useDraftOwner } from "./draft.ts";

export interface LinkedContactProps {
  readonly row: ContactRow;
  readonly onLeft: (incident: number) => void;
}

export function LinkedContact({ row, onLeft }: LinkedContactProps) {
  const owner = useDraftOwner();
  const incident = useRegion((view) => findIncident(view, row.incident));
  const runner = useCommand();
  const mayLeave = useMay("contact.unlink");
  useEffect(() => dropDraft(owner, String(row.number)), [owner, row.number]);
  const leave = async (): Promise<void> => {
    const answer = await runner.run({ type: "contact.unlink", contact: row.number });
    if (answer !== undefined) onLeft(row.incident);
  };
  return (
    <div className="section stack">
      <p className="row" role="status">
        {incident !== undefined && (
          <GradeMark assessed={incident.assessed} served={incident.served} />
        )}
        <span>
          Belongs to incident <b>{row.incident}</b>
          {incident !== undefined &&
            `: ${incident.type}${incident.place === "" ? "" : `, ${incident.place}`}`}
        </span>
      </p>
      <div className="row">
        <button
          type="button"
          className="button primary"
          autoFocus
          onClick={() => openIncident(row.incident)}
        >
          Open incident {row.incident}
        </button>
        <button type="button" className="button" disabled={!mayLeave} onClick={() => void leave()}>
          Undo: leave incident {row.incident}
        </button>
      </div>
      <CommandFault runner={runner} />
      <ContactFacts row={row} />
    </div>
  );
}
