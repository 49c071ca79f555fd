/**
 * A contact as JSON: what came in, in which state it is, when it is due, and to which incident it belongs.
 */

import { z } from "zod";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { channels, contactOutcomes, contactStates, locationStates } from "../../core/vocabulary.ts";
import { instantOrNull, instantView } from "./instants.ts";
import { locationView, viewLocation } from "./location-view.ts";

export const contactView = z.object({
  contact: z.number(),
  state: z.enum(contactStates.names),
  channel: z.enum(channels.names),
  ringingAt: instantView.nullable(),
  answeredAt: instantView.nullable(),
  endedAt: instantView.nullable(),
  dueAt: instantView.nullable().describe("Work falls due then, for example a call-back"),
  callBack: z.boolean().describe("There is a number to call back"),
  attempts: z.number(),
  outcome: z.enum(contactOutcomes.names).nullable(),
  incident: z.number().nullable(),
  incidentType: z.string().nullable(),
  location: locationView,
  callerName: z.string(),
  callerNumber: z.string(),
  words: z.string(),
  place: z.string(),
  answeredBy: z.string(),
});

export function viewContact(state: RegionState, row: number): z.infer<typeof contactView> {
  const { contacts, incidents } = state.columns;
  const number = contacts.number[row];
  const words = state.text?.contacts.get(number);
  const isEnded = contacts.state[row] === contactStates.code.ended;
  return {
    contact: number,
    state: contactStates.names[contacts.state[row]],
    channel: channels.names[contacts.channel[row]],
    ringingAt: instantOrNull(contacts.ringingAt[row]),
    answeredAt: instantOrNull(contacts.answeredAt[row]),
    endedAt: instantOrNull(contacts.endedAt[row]),
    dueAt: instantOrNull(contacts.dueAt[row]),
    callBack: contacts.callBack[row] === 1,
    attempts: contacts.attempts[row],
    outcome: isEnded ? contactOutcomes.names[contacts.outcome[row]] : null,
    incident: contacts.incident[row] >= 0 ? incidents.number[contacts.incident[row]] : null,
    incidentType: getPolicy(state).config.incidentTypes[contacts.type[row]]?.code ?? null,
    location: viewLocation(contacts, row, locationStates.names[contacts.locationState[row]]),
    callerName: words?.callerName ?? "",
    callerNumber: words?.callerNumber ?? "",
    words: words?.words ?? "",
    place: words?.place ?? "",
    answeredBy: words?.by ?? "",
  };
}
