/** What the caller of an incident was promised, while it is deferred or a call-back is owed; and the way to defer it. */

import { useState } from "react";
import { CallBackClock, PromiseActs, PromiseFacts } from "../level/promise-line.tsx";
import { listPromises } from "../live/level-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonForm } from "./reason-form.tsx";

export function PromiseSection({
  row: { number, state, assessed, served, units },
}: IncidentPartProps) {
  const row = useRegion((view) => listPromises(view).find(({ incident }) => incident === number));
  const canDefer =
    state === "waiting" && units.length === 0 && assessed !== "immediate" && served !== "immediate";
  if (row === undefined && !canDefer) return null;
  return (
    <section className="section stack" aria-label="Promise">
      {row !== undefined && (
        <>
          <div className="row spread">
            <h3>{row.by === "none" ? "Promise" : "Deferred"}</h3>
            <CallBackClock row={row} />
          </div>
          <PromiseFacts row={row} />
          <PromiseActs row={row} />
        </>
      )}
      {canDefer && <DeferAct incident={number} />}
    </section>
  );
}

function DeferAct({ incident }: { readonly incident: number }) {
  const act = useAct();
  const may = useMay("incident.defer");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {isOpen ? (
        <ReasonForm
          verb="Defer"
          label="Why it is deferred"
          onCancel={() => setIsOpen(false)}
          onSave={async (reason) => {
            if ((await act.run({ type: "incident.defer", incident, reason })) !== undefined)
              setIsOpen(false);
          }}
        />
      ) : (
        <div className="row">
          <button
            type="button"
            className="button small quiet"
            disabled={!may}
            onClick={() => setIsOpen(true)}
          >
            Defer…
          </button>
        </div>
      )}
      {act.fault !== "" && (
        <p className="fault" role="alert">
          {act.fault}
        </p>
      )}
    </>
  );
}
