/**
 * Names and free text beside the dense columns. Call signs and staff numbers are operational facts; everything else here is
 * personal or free text, comes from the `text` part of events and can be erased while the facts stay.
 */

import type { Instant } from "../../base/instant.ts";

export interface Note {
  readonly note: number;
  readonly at: Instant;
  readonly enteredAt: Instant;
  readonly by: string;
  readonly text: string;
  struck: { readonly at: Instant; readonly by: string; readonly reason: string } | undefined;
}

export interface ContactText {
  callerName: string;
  callerNumber: string;
  words: string;
  place: string;
  /** Who took the contact. */
  by: string;
}

export interface IncidentText {
  summary: string;
  place: string;
  thrive: string;
  result: string;
  notes: Note[];
}

export interface AlarmText {
  reason: string;
  by: string;
}

export interface ClosureText {
  description: string;
  /** Who reported it. */
  by: string;
  /** Who changed it last, and the reason given; empty = nobody since. */
  changedBy: string;
  reason: string;
}

export interface PersonText {
  /** Empty = nobody gave it, or it was erased. */
  name: string;
}

export interface PromiseText {
  /** What the caller was told; empty = nothing yet. */
  told: string;
  /** Why it was deferred, where a person did. */
  reason: string;
  by: string;
}

export interface LevelText {
  reason: string;
  by: string;
}

export interface RequestText {
  /** What was asked, as it was sent or as it arrived. */
  words: string;
  /** Who changed it last, and the reason given; empty = nobody since, or none. */
  changedBy: string;
  reason: string;
}

export interface WarningText {
  words: string;
  /** Who issued it. */
  by: string;
  /** Why it ended, or stands. */
  reason: string;
}

export interface DirectiveText {
  issuer: string;
  basis: string;
  words: string;
  /** Who entered it. */
  by: string;
  /** Why it was renewed last, or ended. */
  reason: string;
}

export interface WithheldText {
  reason: string;
  by: string;
}

export interface HandOverText {
  /** What the next one must know. */
  words: string;
  /** Who took over, as signed, and the account. */
  name: string;
  by: string;
}

export interface RegionText {
  readonly callSigns: string[];
  readonly unitOfCallSign: Map<string, number>;
  readonly contacts: Map<number, ContactText>;
  readonly incidents: Map<number, IncidentText>;
  readonly alarms: Map<number, AlarmText>;
  readonly closures: Map<number, ClosureText>;
  /** Account of the partner that handed in a contact, by the contact's number: it may ask what became of it. */
  readonly handedIn: Map<number, string>;
  /** By person's id: facts, as call signs are. Names are private text. */
  readonly staffNumbers: string[];
  readonly personOfStaffNumber: Map<string, number>;
  readonly people: Map<number, PersonText>;
  /** By item's id: facts, as call signs are. */
  readonly itemCodes: string[];
  readonly itemOfCode: Map<string, number>;
  /** By the number of the incident. */
  readonly promises: Map<number, PromiseText>;
  /** Of the last decision about the service level. */
  readonly level: LevelText;
  readonly requests: Map<number, RequestText>;
  readonly warnings: Map<number, WarningText>;
  readonly placeHazards: Map<number, WarningText>;
  readonly directives: Map<number, DirectiveText>;
  /** By the number of the incident whose dispatch is withheld or limited. */
  readonly withheld: Map<number, WithheldText>;
  readonly handOvers: Map<number, HandOverText>;
}

export function makeRegionText(): RegionText {
  return {
    callSigns: [],
    unitOfCallSign: new Map(),
    contacts: new Map(),
    incidents: new Map(),
    alarms: new Map(),
    closures: new Map(),
    handedIn: new Map(),
    staffNumbers: [],
    personOfStaffNumber: new Map(),
    people: new Map(),
    itemCodes: [],
    itemOfCode: new Map(),
    promises: new Map(),
    level: { reason: "", by: "" },
    requests: new Map(),
    warnings: new Map(),
    placeHazards: new Map(),
    directives: new Map(),
    withheld: new Map(),
    handOvers: new Map(),
  };
}

/** Plain JSON of the text for snapshots and for the console's first load. */
export interface RegionTextJson {
  readonly callSigns: string[];
  readonly contacts: [number, ContactText][];
  readonly incidents: [number, IncidentText][];
  readonly alarms: [number, AlarmText][];
  readonly closures: [number, ClosureText][];
  readonly handedIn: [number, string][];
  readonly staffNumbers: string[];
  readonly people: [number, PersonText][];
  readonly itemCodes: string[];
  readonly promises: [number, PromiseText][];
  readonly level: LevelText;
  readonly requests: [number, RequestText][];
  readonly warnings: [number, WarningText][];
  readonly placeHazards: [number, WarningText][];
  readonly directives: [number, DirectiveText][];
  readonly withheld: [number, WithheldText][];
  readonly handOvers: [number, HandOverText][];
}

export function jsonFromText(text: RegionText): RegionTextJson {
  return {
    callSigns: text.callSigns,
    contacts: [...text.contacts],
    incidents: [...text.incidents],
    alarms: [...text.alarms],
    closures: [...text.closures],
    handedIn: [...text.handedIn],
    staffNumbers: text.staffNumbers,
    people: [...text.people],
    itemCodes: text.itemCodes,
    promises: [...text.promises],
    level: text.level,
    requests: [...text.requests],
    warnings: [...text.warnings],
    placeHazards: [...text.placeHazards],
    directives: [...text.directives],
    withheld: [...text.withheld],
    handOvers: [...text.handOvers],
  };
}

export function textFromJson(json: RegionTextJson): RegionText {
  return {
    callSigns: json.callSigns,
    unitOfCallSign: new Map(json.callSigns.map((callSign, unit) => [callSign, unit])),
    contacts: new Map(json.contacts),
    incidents: new Map(json.incidents),
    alarms: new Map(json.alarms),
    closures: new Map(json.closures),
    handedIn: new Map(json.handedIn),
    staffNumbers: json.staffNumbers,
    personOfStaffNumber: new Map(json.staffNumbers.map((number, person) => [number, person])),
    people: new Map(json.people),
    itemCodes: json.itemCodes,
    itemOfCode: new Map(json.itemCodes.map((code, item) => [code, item])),
    promises: new Map(json.promises),
    level: json.level,
    requests: new Map(json.requests),
    warnings: new Map(json.warnings),
    placeHazards: new Map(json.placeHazards),
    directives: new Map(json.directives),
    withheld: new Map(json.withheld),
    handOvers: new Map(json.handOvers),
  };
}
