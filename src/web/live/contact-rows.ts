/**
 * Open contacts as rows ready to show: ringing ones first by how long they ring, then answered ones without an
 * incident, then abandoned ones by due time. Contacts that belong to an incident are listed by `listContactsOf`.
 */

import type { Instant } from "../../base/instant.ts";
import { findContactRow, findIncidentRow, getPolicy } from "../../core/state/region-state.ts";
import {
  channels,
  contactOutcomes,
  contactStates,
  contentGrades,
  locationStates,
  sourceGrades,
  type Channel,
  type ContactOutcome,
  type ContactState,
  type ContentGrade,
  type SourceGrade,
  type LocationState,
} from "../../core/vocabulary.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface ContactRow {
  readonly number: number;
  readonly state: ContactState;
  readonly channel: Channel;
  readonly ringingAt: Instant;
  /** 0 = not answered. */
  readonly answeredAt: Instant;
  readonly endedAt: Instant;
  /** When an answer, a call-back or a review is owed, past or to come; 0 = nothing is. */
  readonly dueAt: Instant;
  /** What it ended as; says something only when it is ended. */
  readonly outcome: ContactOutcome;
  /** Number of the incident it belongs to; 0 = none. */
  readonly incident: number;
  readonly callBack: boolean;
  /** Of what the community reports. */
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly attempts: number;
  readonly typeCode: string;
  readonly type: string;
  readonly callerName: string;
  readonly callerNumber: string;
  readonly words: string;
  readonly place: string;
  /** Account id of who took it. */
  readonly by: string;
  readonly locationState: LocationState;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
}

function makeContactRow(view: RegionView, row: number): ContactRow {
  const { contacts, incidents } = view.state.columns;
  const number = contacts.number[row];
  const text = view.state.text?.contacts.get(number);
  const type = getPolicy(view.state).config.incidentTypes[contacts.type[row]];
  const incidentRow = contacts.incident[row];
  return {
    number,
    state: contactStates.names[contacts.state[row]],
    channel: channels.names[contacts.channel[row]],
    ringingAt: contacts.ringingAt[row],
    sourceGrade: sourceGrades.names[contacts.sourceGrade[row]],
    contentGrade: contentGrades.names[contacts.contentGrade[row]],
    answeredAt: contacts.answeredAt[row],
    endedAt: contacts.endedAt[row],
    dueAt: contacts.owedAt[row],
    outcome: contactOutcomes.names[contacts.outcome[row]],
    incident: incidentRow < 0 ? 0 : incidents.number[incidentRow],
    callBack: contacts.callBack[row] === 1,
    attempts: contacts.attempts[row],
    typeCode: type?.code ?? "",
    type: type?.name ?? "",
    callerName: text?.callerName ?? "",
    callerNumber: text?.callerNumber ?? "",
    words: text?.words ?? "",
    place: text?.place ?? "",
    by: text?.by ?? "",
    locationState: locationStates.names[contacts.locationState[row]],
    latE7: contacts.latE7[row],
    lonE7: contacts.lonE7[row],
    radiusM: contacts.radiusM[row],
  };
}

const stateOrder: Partial<Record<ContactState, number>> = { ringing: 0, answered: 1, abandoned: 2 };

function compareContacts(a: ContactRow, b: ContactRow): number {
  const order = (stateOrder[a.state] ?? 3) - (stateOrder[b.state] ?? 3);
  if (order !== 0) return order;
  const key = a.state === "abandoned" ? a.dueAt - b.dueAt : a.ringingAt - b.ringingAt;
  return key !== 0 ? key : a.number - b.number;
}

/** Contacts that are work: ringing, answered without an incident, abandoned. */
export const listContactRows = makeRowList<ContactRow>(
  (row) => row.number,
  (view) => {
    const { contacts, head } = view.state.columns;
    const list: ContactRow[] = [];
    for (let row = 0; row < head.contactRows[0]; row += 1)
      if (stateOrder[contactStates.names[contacts.state[row]]] !== undefined)
        list.push(makeContactRow(view, row));
    return list.sort(compareContacts);
  },
);

export function findContact(view: RegionView, number: number): ContactRow | undefined {
  const row = findContactRow(view.state, number);
  return row < 0 ? undefined : makeContactRow(view, row);
}

/** The contacts of one incident, in the order they were linked. */
export function listContactsOf(view: RegionView, incident: number): ContactRow[] {
  const { incidents, contacts } = view.state.columns;
  const row = findIncidentRow(view.state, incident);
  const list: ContactRow[] = [];
  for (let at = row < 0 ? -1 : incidents.firstContact[row]; at >= 0; at = contacts.next[at])
    list.push(makeContactRow(view, at));
  return list.sort((a, b) => a.number - b.number);
}
