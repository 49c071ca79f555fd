/** Hazards of the incident; crews see them first. Empty is said, because "none set" is not "none there". */

import { useState } from "react";
import { getPolicy } from "../../core/state/region-state.ts";
import { HazardField } from "../contact/hazard-field.tsx";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import type { IncidentPartProps } from "./incident-panel.tsx";

export function HazardsSection({ row, detail }: IncidentPartProps) {
  const hazards = useRegion((view) => getPolicy(view.state).config.hazards);
  const [draft, setDraft] = useState<readonly string[] | undefined>(undefined);
  const may = useMay("incident.set-hazards");
  const runner = useCommand();
  const save = async (): Promise<void> => {
    const answer = await runner.run({
      type: "incident.set-hazards",
      incident: row.number,
      hazards: draft ?? [],
    });
    if (answer !== undefined) setDraft(undefined);
  };
  return (
    <section className="section" aria-label="Hazards">
      {draft === undefined ? (
        <div className="row spread">
          <span className="row wrap">
            {row.hazards.length === 0 && <span className="faint">No hazards set</span>}
            {row.hazards.map((hazard) => (
              <span key={hazard} className="chip hazard-chip">
                ⚠ {hazard}
              </span>
            ))}
          </span>
          {row.state !== "closed" && (
            <button
              type="button"
              className="button small"
              disabled={!may}
              onClick={() => setDraft(detail.hazardCodes)}
            >
              Hazards…
            </button>
          )}
        </div>
      ) : (
        <div className="stack">
          <HazardField hazards={hazards} value={draft} onChange={setDraft} />
          <div className="row">
            <button type="button" className="button small primary" onClick={() => void save()}>
              Set hazards
            </button>
            <button
              type="button"
              className="button small quiet"
              onClick={() => setDraft(undefined)}
            >
              Cancel
            </button>
          </div>
        </div>
      )}
      <CommandFault runner={runner} />
    </section>
  );
}
