/**
 * Verbs about incidents: open, note, strike, grade, serve, retype, locate, hazard, close, reopen. Not here: THRIVE
 * answers, which belong to a form, and the rules about reasons and states, which are the core's.
 */

import type { Location } from "../events.ts";
import { contactArgument, incidentArgument, noteArgument, textArgument } from "./arguments.ts";
import { gradeArgument, hazardsArgument, resultArgument, typeArgument } from "./code-arguments.ts";
import type { Names } from "./names.ts";
import { placeArgument } from "./place-argument.ts";
import type { SaidPlace, Values } from "./values.ts";
import { at, maybe, one, reason, type Verb } from "./verb.ts";

/** Words that nobody can place leave the position "not asked": it is never guessed. */
function locationOf(place: SaidPlace | undefined): Location {
  return place?.point === undefined
    ? { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 }
    : { state: "given", ...place.point, radiusM: 0 };
}

function hazardsOf({ incident, addedHazards, removedHazards }: Values, names: Names): string[] {
  const now = names.findIncident(incident)?.hazards ?? [];
  return (names.config?.hazards ?? [])
    .map((hazard) => hazard.code)
    .filter(
      (code) =>
        addedHazards.includes(code) || (now.includes(code) && !removedHazards.includes(code)),
    );
}

function placeWords(place: SaidPlace | undefined): { place?: string } {
  return place?.words === undefined ? {} : { place: place.words };
}

export const incidentVerbs: readonly Verb[] = [
  {
    words: "open",
    usage: "open [CONTACT] TYPE GRADE [@ PLACE] [SUMMARY]",
    example: 'open c12 burglary priority @ "Tanner Row" shed broken open',
    about: "opens an incident, from a contact or without one",
    arguments: [
      maybe(contactArgument(["answered", "abandoned"], true)),
      one(typeArgument),
      one(gradeArgument),
      maybe(at, 1),
      one(placeArgument(false)),
      maybe(textArgument("a summary")),
    ],
    make: ({ contact, incidentType, grade, place, text }) => [
      {
        type: "incident.open",
        ...(contact === undefined ? {} : { contact }),
        incidentType,
        location: locationOf(place),
        grade,
        ...(text === undefined ? {} : { summary: text }),
        ...placeWords(place),
      },
    ],
  },
  {
    words: "note",
    usage: "note INCIDENT TEXT",
    example: "note 1043 caller is at number 14",
    about: "adds a note; notes are never removed, only struck through",
    arguments: [one(incidentArgument), one(textArgument("the words of the note"))],
    make: ({ incident, text }) => [{ type: "incident.note", incident, note: text ?? "" }],
  },
  {
    words: "strike",
    usage: "strike INCIDENT#NOTE REASON",
    example: "strike 1043#2 wrong incident",
    about: "strikes a note through; its words stay readable",
    arguments: [one(noteArgument), one(reason)],
    make: ({ incident, note, text }) => [
      { type: "incident.strike-note", incident, note, reason: text ?? "" },
    ],
  },
  {
    words: "grade",
    usage: "grade INCIDENT GRADE REASON",
    example: "grade 1043 priority caller is safe now",
    about: "assesses the grade anew",
    arguments: [one(incidentArgument), one(gradeArgument), one(reason)],
    make: ({ incident, grade, text }) => [
      { type: "incident.assess", incident, grade, reason: text ?? "" },
    ],
  },
  {
    words: "serve",
    usage: "serve INCIDENT GRADE REASON",
    example: "serve 1043 scheduled no unit free until 06:00",
    about: "sets the grade the room undertakes to serve, apart from the assessed one",
    arguments: [one(incidentArgument), one(gradeArgument), one(reason)],
    make: ({ incident, grade, text }) => [
      { type: "incident.serve", incident, grade, reason: text ?? "" },
    ],
  },
  {
    words: "retype",
    usage: "retype INCIDENT TYPE",
    example: "retype 1043 burglary-in-progress",
    about: "changes the type",
    arguments: [one(incidentArgument), one(typeArgument)],
    make: ({ incident, incidentType }) => [{ type: "incident.retype", incident, incidentType }],
  },
  {
    words: "locate",
    usage: "locate INCIDENT @ PLACE",
    example: "locate 1043 @ 54.0123,3.0045",
    about: "says where it is",
    arguments: [one(incidentArgument), one(at), one(placeArgument(true))],
    make: ({ incident, place }) => [
      { type: "incident.locate", incident, location: locationOf(place), ...placeWords(place) },
    ],
  },
  {
    words: "hazard",
    usage: "hazard INCIDENT +CODE... -CODE...",
    example: "hazard 1043 +knife -dog",
    about: "adds and removes hazards that crews are told of",
    arguments: [one(incidentArgument), one(hazardsArgument)],
    make: (values, names) => [
      {
        type: "incident.set-hazards",
        incident: values.incident,
        hazards: hazardsOf(values, names),
      },
    ],
  },
  {
    words: "close",
    usage: "close INCIDENT RESULT [WORDS]",
    example: "close 1043 resolved shed secured, owner told",
    about: "closes an incident with a result",
    arguments: [
      one(incidentArgument),
      one(resultArgument),
      maybe(textArgument("words about the result")),
    ],
    make: ({ incident, result, text }) => [
      { type: "incident.close", incident, result, ...(text === undefined ? {} : { words: text }) },
    ],
  },
  {
    words: "reopen",
    usage: "reopen INCIDENT REASON",
    example: "reopen 1043 caller rang again",
    about: "opens a closed incident again; its grade clock goes on",
    arguments: [one(incidentArgument), one(reason)],
    make: ({ incident, text }) => [{ type: "incident.reopen", incident, reason: text ?? "" }],
  },
];
