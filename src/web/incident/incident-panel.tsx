/**
 * The side panel of one incident, in the order a dispatcher asks: what and how soon, where, what is dangerous, whom to
 * send, who is on it, who reported it, what was written, how it ends. Each part gives its own commands and shows the
 * server's answer in place.
 */

import { findIncident, type IncidentRow } from "../live/incident-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { GradeMark } from "../parts/grade-mark.tsx";
import { Panel } from "../parts/panel.tsx";
import { sentenceCase } from "../view/format.ts";
import { AllocationsSection } from "./allocations-section.tsx";
import { CloseSection } from "./close-section.tsx";
import { ContactsSection } from "./contacts-section.tsx";
import { findIncidentDetail, type IncidentDetail } from "./incident-detail.ts";
import { GradesSection } from "./grades-section.tsx";
import { HazardsNear } from "../warnings/place-hazards.tsx";
import { HazardsSection } from "./hazards-section.tsx";
import { WithheldSection } from "../directives/withheld-section.tsx";
import "./incident.css";
import { LogSection } from "./log-section.tsx";
import { NotesSection } from "./notes-section.tsx";
import { PromiseSection } from "./promise-section.tsx";
import { RecommendationSection } from "./recommendation-section.tsx";
import { WhereSection } from "./where-section.tsx";

export interface IncidentPanelProps {
  readonly incident: number;
  readonly onClose: () => void;
}

/** What every part of the panel gets. */
export interface IncidentPartProps {
  readonly row: IncidentRow;
  readonly detail: IncidentDetail;
}

export function IncidentPanel({ incident, onClose }: IncidentPanelProps) {
  const row = useRegion((view) => findIncident(view, incident));
  const detail = useRegion((view) => findIncidentDetail(view, incident));
  if (row === undefined || detail === undefined)
    return (
      <Panel label={`incident ${incident}`} title={`Incident ${incident}`} onClose={onClose}>
        <p className="empty">
          Incident {incident} is not in the operational state: it never was, or has left it. The log
          keeps it.
        </p>
      </Panel>
    );
  const isClosed = row.state === "closed";
  return (
    <Panel
      label={`incident ${incident}`}
      title={
        <span className="row">
          <GradeMark assessed={row.assessed} served={row.served} />
          <span>{incident}</span>
          <span className="cut">{row.type}</span>
        </span>
      }
      tools={
        <span className={`chip incident-state ${row.state.replaceAll(" ", "-")}`}>
          {sentenceCase(row.state)}
        </span>
      }
      onClose={onClose}
    >
      <GradesSection row={row} detail={detail} />
      <WhereSection row={row} detail={detail} />
      <HazardsSection row={row} detail={detail} />
      {row.locationState !== "not asked" && !isClosed && (
        <HazardsNear latE7={row.latE7} lonE7={row.lonE7} radiusM={row.radiusM} />
      )}
      {isClosed ? (
        <CloseSection row={row} detail={detail} />
      ) : (
        <>
          <PromiseSection row={row} detail={detail} />
          <WithheldSection row={row} detail={detail} />
          <RecommendationSection row={row} detail={detail} />
          <AllocationsSection row={row} detail={detail} />
        </>
      )}
      <NotesSection row={row} detail={detail} />
      <ContactsSection row={row} detail={detail} />
      {!isClosed && <CloseSection row={row} detail={detail} />}
      <LogSection row={row} detail={detail} />
    </Panel>
  );
}
