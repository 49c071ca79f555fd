/** The incident a crew is on: hazards first, then what, where, what was said, who else is coming, notes. */

import { gradeText, shortTimeText } from "../view/format.ts";
import type { CrewIncident } from "./crew-views.ts";

export interface CrewIncidentCardProps {
  readonly incident: CrewIncident;
  readonly unit: number;
  readonly hazardNames: ReadonlyMap<string, string>;
  readonly now: () => number;
}

function sureness(location: CrewIncident["location"]): string {
  if (location.state === "not asked") return "The exact place was not asked.";
  if (location.state === "approximate") return `About here, within ${location.radiusM ?? 0} m.`;
  if (location.state === "forced") return "Place as said; it is not on the map.";
  return "";
}

export function CrewIncidentCard({ incident, unit, hazardNames }: CrewIncidentCardProps) {
  const others = incident.units.filter((one) => one.unit !== unit && one.state !== "ended");
  const notes = incident.notes.filter((note) => note.struck === null);
  const sure = sureness(incident.location);
  return (
    <section className="crew-card" aria-label={`Incident ${incident.incident}`}>
      {incident.hazards.length > 0 && (
        <ul className="crew-hazards" aria-label="Hazards">
          {incident.hazards.map((code) => (
            <li key={code}>⚠ {hazardNames.get(code) ?? code}</li>
          ))}
        </ul>
      )}
      <h2>
        {incident.incidentTypeName} <span className="soft">{gradeText(incident.served)}</span>
      </h2>
      <p className="crew-place">
        {incident.place === "" ? "No words for the place" : incident.place}
      </p>
      {sure !== "" && <p className="soon">{sure}</p>}
      {incident.summary !== "" && <p className="crew-summary">{incident.summary}</p>}
      <p className="soft">
        Incident {incident.incident}
        {incident.clockAt !== null && `, call answered ${shortTimeText(incident.clockAt)}`}
      </p>
      {others.length > 0 && (
        <p>
          <span className="soft">With you:</span>{" "}
          {others.map((one) => `${one.callSign} (${one.state})`).join(", ")}
        </p>
      )}
      {notes.length > 0 && (
        <ol className="crew-notes" aria-label="Notes">
          {notes.toReversed().map((note) => (
            <li key={note.note}>
              <span className="faint">{shortTimeText(note.at)}</span> {note.text}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
