/**
 * Of one incident: under which directive its dispatch is withheld or limited, by whom and why; the way to restore it; and, where a
 * directive in force may be cited for it, the way to do that with a reason.
 */

import {
  findWithheld,
  listDirectives,
  type Directive,
  type WithheldDispatch,
} from "../../core/directive/read.ts";
import { findDirectiveRow } from "../../core/directive/changes.ts";
import { findOutOfScope, isImmediate } from "../../core/directive/scope.ts";
import { findIncidentRow, type RegionState } from "../../core/state/region-state.ts";
import type { IncidentPartProps } from "../incident/incident-panel.tsx";
import { ReasonAct } from "../incident/reason-act.tsx";
import { useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";
import "./directives.css";

/** Those in force that this incident is in the scope of. */
function listCitable(state: RegionState, number: number): Directive[] {
  if (state.columns.head.directivesEver[0] === 0) return [];
  const row = findIncidentRow(state, number);
  const { incidents } = state.columns;
  if (row < 0 || isImmediate(state, row) || incidents.owed[row] === 0) return [];
  return listDirectives(state).filter(
    (each) =>
      each.state === "in force" &&
      (each.effect === "limit" || incidents.heldUnits[row] === 0) &&
      findOutOfScope(state, row, findDirectiveRow(state, each.directive)) === undefined,
  );
}

export function WithheldSection({ row: { number, state } }: IncidentPartProps) {
  const withheld = useRegion((view) =>
    findWithheld(view.state, findIncidentRow(view.state, number)),
  );
  const citable = useRegion((view) => listCitable(view.state, number));
  if (state === "closed" || (withheld === undefined && citable.length === 0)) return null;
  return (
    <section className="section stack" aria-label="Directive">
      {withheld === undefined ? (
        <Cite incident={number} citable={citable} />
      ) : (
        <Withheld incident={number} withheld={withheld} />
      )}
    </section>
  );
}

interface WithheldProps {
  readonly incident: number;
  readonly withheld: WithheldDispatch;
}

function Withheld({ incident, withheld }: WithheldProps) {
  const { directive, effect, skills, withheldAt, by, reason } = withheld;
  return (
    <>
      <div className="row spread">
        <strong className="late">
          {effect === "withhold"
            ? "Dispatch withheld"
            : `No unit with ${skills.join(" or ")} is sent`}
        </strong>
        <button
          type="button"
          className="button small quiet"
          onClick={() => openPanel("directives")}
        >
          Directive {directive}
        </button>
      </div>
      <p className="soft">
        Since {shortTimeText(withheldAt)}
        {by !== "" && `, by ${by}`}: {reason}
      </p>
      <ReasonAct
        type="incident.restore"
        name="Restore…"
        verb="Restore the dispatch"
        label="Why it is restored"
        commandOf={(why) => ({ type: "incident.restore", incident, reason: why })}
      />
    </>
  );
}

interface CiteProps {
  readonly incident: number;
  readonly citable: readonly Directive[];
}

function Cite({ incident, citable }: CiteProps) {
  return citable.map(({ directive, effect, words }) => {
    const type = effect === "withhold" ? "incident.withhold" : "incident.limit";
    const verb = effect === "withhold" ? "Withhold" : "Limit";
    return (
      <ReasonAct
        key={directive}
        type={type}
        name={`${verb} under directive ${directive}…`}
        verb={`${verb} the dispatch`}
        label={`Why, under directive ${directive} (${words})`}
        isQuiet
        commandOf={(reason) => ({ type, incident, directive, reason })}
      />
    );
  });
}
