/** What can happen to an incident, as facts. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase, Location } from "../events.ts";
import type { Grade, ServiceLevel, Thrive } from "../vocabulary.ts";

export interface IncidentOpened extends EventBase {
  readonly type: "incident.opened";
  readonly incident: number;
  readonly incidentType: string;
  readonly location: Location;
  /** Area code. */
  readonly area: string;
  readonly assessed: Grade;
  readonly served: Grade;
  readonly thrive: Thrive;
  readonly hazards: readonly string[];
  /** Start of the grade clock: the answer of the first contact. */
  readonly clockAt: Instant;
  readonly text?: { readonly summary?: string; readonly place?: string; readonly thrive?: string };
}
export interface IncidentRetyped extends EventBase {
  readonly type: "incident.retyped";
  readonly incident: number;
  readonly incidentType: string;
}
export interface IncidentLocated extends EventBase {
  readonly type: "incident.located";
  readonly incident: number;
  readonly location: Location;
  readonly area: string;
  readonly text?: { readonly place?: string };
}
export interface IncidentAssessed extends EventBase {
  readonly type: "incident.assessed";
  readonly incident: number;
  readonly assessed: Grade;
  readonly thrive: Thrive;
  readonly text?: { readonly reason?: string; readonly thrive?: string };
}
export interface IncidentServedGradeSet extends EventBase {
  readonly type: "incident.served-grade-set";
  readonly incident: number;
  readonly served: Grade;
  /** The service level whose rule set it; left out where a person did, or it followed the assessed grade. */
  readonly level?: ServiceLevel;
  readonly text?: { readonly reason?: string };
}
export interface IncidentHazardsSet extends EventBase {
  readonly type: "incident.hazards-set";
  readonly incident: number;
  readonly hazards: readonly string[];
}
export interface IncidentNoted extends EventBase {
  readonly type: "incident.noted";
  readonly incident: number;
  readonly note: number;
  readonly text: { readonly note: string };
}
export interface IncidentNoteStruck extends EventBase {
  readonly type: "incident.note-struck";
  readonly incident: number;
  readonly note: number;
  readonly text: { readonly reason: string };
}
export interface IncidentClosed extends EventBase {
  readonly type: "incident.closed";
  readonly incident: number;
  readonly result: string;
  readonly text?: { readonly result?: string };
}
export interface IncidentReopened extends EventBase {
  readonly type: "incident.reopened";
  readonly incident: number;
  readonly text: { readonly reason: string };
}
export interface IncidentRetired extends EventBase {
  readonly type: "incident.retired";
  readonly incident: number;
}

export type IncidentEvent =
  | IncidentOpened
  | IncidentRetyped
  | IncidentLocated
  | IncidentAssessed
  | IncidentServedGradeSet
  | IncidentHazardsSet
  | IncidentNoted
  | IncidentNoteStruck
  | IncidentClosed
  | IncidentReopened
  | IncidentRetired;
