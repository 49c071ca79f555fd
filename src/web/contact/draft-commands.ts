/**
 * From a draft to commands: what tells other consoles what was heard so far, and what makes an incident of it. A
 * place in words without a position is kept as words; its location stays "not asked", never "not found".
 */

import type { Command } from "../../core/commands.ts";
import type { Location } from "../../core/events.ts";
import type { Grade } from "../../core/vocabulary.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import { emptyDraft, type Draft, type TypedParts } from "./draft.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const nowhere: Location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };

/** What the log knows of a contact, as the form starts with it. */
export function draftFromContact(row: ContactRow | undefined): Draft {
  if (row === undefined) return emptyDraft;
  const { callerName, callerNumber, words, place, typeCode, locationState } = row;
  const { latE7, lonE7, radiusM } = row;
  const location =
    locationState === "not asked" ? null : { state: locationState, latE7, lonE7, radiusM };
  return {
    ...emptyDraft,
    callerName,
    callerNumber,
    words,
    place,
    incidentType: typeCode,
    location,
  };
}

function isSameLocation(a: Location | null, b: Location | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.state === b.state && a.latE7 === b.latE7 && a.lonE7 === b.lonE7 && a.radiusM === b.radiusM
  );
}

/** What was typed and the log does not know yet; undefined when it knows everything. */
export function describeCommand(
  contact: number,
  typed: TypedParts,
  known: Draft,
): Of<"contact.describe"> | undefined {
  const { callerName, callerNumber, words, place, incidentType, location } = {
    ...known,
    ...typed,
  };
  const changed = {
    ...(callerName === known.callerName ? {} : { callerName }),
    ...(callerNumber === known.callerNumber ? {} : { callerNumber }),
    ...(words === known.words ? {} : { words }),
    ...(place === known.place ? {} : { place }),
    ...(incidentType === known.incidentType || incidentType === "" ? {} : { incidentType }),
    ...(location === null || isSameLocation(location, known.location) ? {} : { location }),
  };
  if (Object.keys(changed).length === 0) return undefined;
  return { type: "contact.describe", contact, ...changed };
}

/** `told`: what the caller of a deferred grade was told. */
export function openIncidentCommand(
  contact: number,
  draft: Draft,
  grade: Grade,
  told?: string,
): Of<"incident.open"> {
  const { incidentType, location, thrive, hazards, words, place, thriveWords } = draft;
  return {
    type: "incident.open",
    contact,
    incidentType,
    location: location ?? nowhere,
    grade,
    thrive,
    hazards,
    ...(words.trim() === "" ? {} : { summary: words.trim().slice(0, 1000) }),
    ...(place.trim() === "" ? {} : { place: place.trim() }),
    ...(told === undefined ? {} : { told }),
    ...(thriveWords.trim() === "" ? {} : { thriveWords: thriveWords.trim() }),
  };
}
