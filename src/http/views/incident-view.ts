/**
 * An incident as JSON, for programs, partners, crews and the command line. The console does not use it: it folds
 * events. Everything comes from the state at one position; assessed and served grade stand side by side.
 */

import { z } from "zod";
import { thriveFromBits } from "../../core/incident/answers.ts";
import { findWithheld } from "../../core/directive/read.ts";
import { presentCause } from "../../core/no-unit/cause.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import {
  allocationEnds,
  allocationStates,
  directiveEffects,
  grades,
  incidentStates,
  locationStates,
  shortfallCauses,
} from "../../core/vocabulary.ts";
import { instantOrNull, instantView } from "./instants.ts";
import { promiseView, viewPromise } from "./level-view.ts";
import { locationView, viewLocation } from "./location-view.ts";

const optionalInstant = instantView.nullable();

const allocationView = z.object({
  unit: z.number(),
  callSign: z.string(),
  state: z.enum(allocationStates.names),
  end: z.enum(allocationEnds.names).nullable(),
  rank: z.number().describe("Place in the recommendation; 0 = chosen by hand"),
  allocatedAt: optionalInstant,
  enRouteAt: optionalInstant,
  atSceneAt: optionalInstant,
  endedAt: optionalInstant,
});

const noteView = z.object({
  note: z.number(),
  at: instantView,
  by: z.string(),
  text: z.string(),
  struck: z.object({ at: instantView, by: z.string(), reason: z.string() }).nullable(),
});

export const incidentView = z.object({
  incident: z.number(),
  state: z.enum(incidentStates.names),
  incidentType: z.string(),
  incidentTypeName: z.string(),
  assessed: z.enum(grades.names),
  served: z.enum(grades.names),
  location: locationView,
  place: z.string(),
  summary: z.string(),
  area: z.string().nullable(),
  hazards: z.array(z.string()),
  openedAt: optionalInstant,
  clockAt: optionalInstant,
  targetAt: optionalInstant.describe("First unit at the scene is owed by then; null = none owed"),
  firstAllocatedAt: optionalInstant,
  firstEnRouteAt: optionalInstant,
  firstAtSceneAt: optionalInstant,
  closedAt: optionalInstant,
  result: z.string().nullable(),
  noUnit: z.object({ since: instantView, cause: z.enum(shortfallCauses.names) }).nullable(),
  isServedByLevel: z
    .boolean()
    .describe("The service level set the served grade apart from the assessed one"),
  promise: promiseView.nullable().describe("null = it is not deferred, and nobody is to be called"),
  withheld: z
    .object({
      directive: z.number(),
      effect: z.enum(directiveEffects.names),
      skills: z.array(z.string()).describe("Units with these are not sent; empty = nobody is"),
      withheldAt: instantView,
      reason: z.string(),
      by: z.string(),
    })
    .nullable()
    .describe("The directive its dispatch is withheld or limited under; it waits all the same"),
  contacts: z.number().describe("How many contacts are linked"),
  units: z.array(allocationView),
});
export type IncidentView = z.infer<typeof incidentView>;

export const incidentDetailView = incidentView.extend({
  thrive: z.record(z.string(), z.string()),
  thriveWords: z.string(),
  linkedContacts: z.array(z.number()),
  notes: z.array(noteView),
});

export function viewIncident(state: RegionState, row: number): IncidentView {
  const { incidents } = state.columns;
  const { config } = getPolicy(state);
  const number = incidents.number[row];
  const words = state.text?.incidents.get(number);
  const type = config.incidentTypes[incidents.type[row]];
  const noUnitAt = incidents.noUnitAt[row];
  return {
    incident: number,
    state: incidentStates.names[incidents.state[row]],
    incidentType: type?.code ?? "",
    incidentTypeName: type?.name ?? "",
    assessed: grades.names[incidents.assessed[row]],
    served: grades.names[incidents.served[row]],
    location: viewLocation(incidents, row, locationStates.names[incidents.locationState[row]]),
    place: words?.place ?? "",
    summary: words?.summary ?? "",
    area: config.areas[incidents.area[row]]?.code ?? null,
    hazards: config.hazards
      .filter((_, bit) => ((incidents.hazards[row] >>> bit) & 1) === 1)
      .map(({ code }) => code),
    openedAt: instantOrNull(incidents.openedAt[row]),
    clockAt: instantOrNull(incidents.clockAt[row]),
    targetAt: instantOrNull(incidents.targetAt[row]),
    firstAllocatedAt: instantOrNull(incidents.firstAllocatedAt[row]),
    firstEnRouteAt: instantOrNull(incidents.firstEnRouteAt[row]),
    firstAtSceneAt: instantOrNull(incidents.firstAtSceneAt[row]),
    closedAt: instantOrNull(incidents.closedAt[row]),
    result: config.results[incidents.result[row]]?.code ?? null,
    noUnit: noUnitAt === 0 ? null : { since: noUnitAt, cause: presentCause(state, row) },
    isServedByLevel: incidents.servedByLevel[row] === 1,
    promise: viewPromise(state, row),
    withheld: viewWithheld(state, row),
    contacts: incidents.contacts[row],
    units: listAllocationViews(state, row),
  };
}

function viewWithheld(state: RegionState, row: number): IncidentView["withheld"] {
  const found = findWithheld(state, row);
  return found === undefined ? null : { ...found, skills: [...found.skills] };
}

/** Oldest allocation first. */
function listAllocationViews(state: RegionState, row: number): z.infer<typeof allocationView>[] {
  const { incidents, allocations } = state.columns;
  const views: z.infer<typeof allocationView>[] = [];
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    const isEnded = allocations.state[a] === allocationStates.code.ended;
    views.push({
      unit: allocations.unit[a],
      callSign: state.text?.callSigns[allocations.unit[a]] ?? "",
      state: allocationStates.names[allocations.state[a]],
      end: isEnded ? allocationEnds.names[allocations.end[a]] : null,
      rank: allocations.rank[a],
      allocatedAt: instantOrNull(allocations.allocatedAt[a]),
      enRouteAt: instantOrNull(allocations.enRouteAt[a]),
      atSceneAt: instantOrNull(allocations.atSceneAt[a]),
      endedAt: instantOrNull(allocations.endedAt[a]),
    });
  }
  return views.toReversed();
}

export function findIncidentDetail(
  state: RegionState,
  number: number,
): z.infer<typeof incidentDetailView> | undefined {
  const row = findIncidentRow(state, number);
  if (row < 0) return undefined;
  const { incidents, contacts } = state.columns;
  const words = state.text?.incidents.get(number);
  const linkedContacts: number[] = [];
  for (let contact = incidents.firstContact[row]; contact >= 0; contact = contacts.next[contact]) {
    linkedContacts.push(contacts.number[contact]);
  }
  return {
    ...viewIncident(state, row),
    thrive: { ...thriveFromBits(incidents.thrive[row]) },
    thriveWords: words?.thrive ?? "",
    linkedContacts,
    notes: (words?.notes ?? []).map(({ note, at, by, text, struck }) => ({
      note,
      at,
      by,
      text,
      struck: struck ?? null,
    })),
  };
}
