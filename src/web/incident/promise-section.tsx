/** What the caller of an incident was promised, while it is deferred or a call-back is owed; and the way to defer it. */

import { CallBackClock, PromiseActs, PromiseFacts } from "../level/promise-line.tsx";
import { listPromises } from "../live/level-rows.ts";
import { useRegion } from "../live/use-region.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { ReasonAct } from "./reason-act.tsx";

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
      {canDefer && (
        <ReasonAct
          type="incident.defer"
          name="Defer…"
          verb="Defer"
          label="Why it is deferred"
          isQuiet
          commandOf={(reason) => ({ type: "incident.defer", incident: number, reason })}
        />
      )}
    </section>
  );
}
