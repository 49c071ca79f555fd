/**
 * What the grammar needs to know of the world: names and a few facts for the preview, behind a small interface, so
 * that console, command line and server read lines alike, and tests can make a world of their own. A region's state has them
 * all: names-from-state.ts.
 */

import type { Instant } from "../../base/instant.ts";
import type { ClaimSubject } from "../claim/claim-commands.ts";
import type { DirectiveStep } from "../directive/check.ts";
import type { RegionConfig } from "../region/config.ts";
import type {
  AlarmKind,
  ClosureState,
  ContactState,
  Grade,
  IncidentState,
  ItemState,
  LoanState,
  RequestState,
  UnavailabilityReason,
  UnitStatus,
} from "../vocabulary.ts";

export interface UnitFacts {
  readonly status: UnitStatus;
  readonly reason: UnavailabilityReason;
  readonly inEmergency: boolean;
  /** Number of the incident it works on. */
  readonly incident: number | undefined;
}

export interface UnitLoan {
  readonly request: number;
  readonly isGuest: boolean;
  readonly state: LoanState;
  readonly isRecalled: boolean;
}

export interface IncidentFacts {
  readonly type: string;
  readonly place: string;
  readonly served: Grade;
  readonly assessed: Grade;
  /** A call-back is promised and was not made. */
  readonly isPromised: boolean;
  readonly state: IncidentState;
  readonly notes: number;
  readonly hazards: readonly string[];
  /** Ids of the units allocated to it, stacked ones included. */
  readonly units: readonly number[];
}

export interface FoundPlace {
  readonly name: string;
  readonly latE7: number;
  readonly lonE7: number;
}

function plainName(name: string): string {
  return name.toUpperCase().split(/\s+/).join(" ").trim();
}

/**
 * Of what a place search found, the one place of exactly this name (a name may go on after a comma, with its area).
 * None, or several of one name, give undefined: a search guesses what was meant, and a unit must not follow a guess.
 */
export function findNamedPlace(
  found: readonly FoundPlace[],
  words: string,
): FoundPlace | undefined {
  const asked = plainName(words);
  const named = found.filter(({ name }) => {
    const full = plainName(name);
    return full === asked || full.split(",")[0].trim() === asked;
  });
  return named.length === 1 ? named[0] : undefined;
}

export interface Names {
  readonly config: RegionConfig | undefined;
  readonly unitCount: number;
  callSignOf(unit: number): string;
  /** By exact call sign, in upper case. */
  findUnit(callSign: string): number | undefined;
  getUnit(unit: number): UnitFacts;
  findIncident(incident: number): IncidentFacts | undefined;
  /** Open incidents, those that wait first (by served grade, oldest clock first); at most `limit`. */
  listIncidents(limit: number): readonly number[];
  findContact(contact: number): ContactState | undefined;
  /** Contacts in this state, oldest first; at most `limit`. */
  listContacts(state: ContactState, limit: number): readonly number[];
  findClosure(closure: number): ClosureState | undefined;
  /** Closures in this state, newest first; at most `limit`. */
  listClosures(state: ClosureState, limit: number): readonly number[];
  /** Why the core would refuse it, in words; undefined = it would not. */
  findDirectiveProblem(command: DirectiveStep, now: Instant): string | undefined;
  /** Number of the claim of it, held or come back; undefined = it is nobody's. */
  findClaim(of: ClaimSubject): number | undefined;
  listClaimed(): readonly ClaimSubject[];
  /** Account that holds it; undefined = nobody does. */
  claimedBy(of: ClaimSubject): string | undefined;
  /** Under which directive the unit is not sent to the incident; 0 = under none. */
  barredBy(incident: number, unit: number): number;
  /** Its state and effect, in words. */
  findDirective(directive: number): string | undefined;
  /** Those that stand, newest first. */
  listDirectives(): readonly number[];
  findRequest(request: number): RequestState | undefined;
  /** Undefined = the unit is neither lent nor a guest that is here or awaited. */
  loanOf(unit: number): UnitLoan | undefined;
  /** Those that have not ended, newest first; at most `limit`. */
  listOpenRequests(limit: number): readonly number[];
  itemCodeOf(item: number): string;
  /** Undefined = no such item. */
  stateOfItem(item: number): ItemState | undefined;
  /** Number of the open recovery of its vehicle; 0 = none. */
  recoveryOf(unit: number): number;
  /** By exact code, in upper case. */
  findItem(code: string): number | undefined;
  /** Staff number of whoever holds it; undefined = nobody does. */
  holderOf(item: number): string | undefined;
  /** Codes of items that begin like this; at most `limit`. */
  listItemCodes(start: string, limit: number): readonly string[];
  staffNumberOf(person: number): string;
  /** What stands against a recall of the person, or that one is open. */
  recallOf(person: number): "on duty" | "recalled" | "none";
  /** Who was the last crew of a unit and is off duty; at most `limits.crew`. */
  lastCrewOf(unit: number): readonly number[];
  /** The planned shift of a call sign or staff number, in upper case, that nobody has come for, the earliest; 0 = none. */
  findShiftToMiss(name: string): number;
  /** Call sign or staff number of a planned shift; undefined = there is no such shift. */
  nameOfShift(shift: number): string | undefined;
  /** Codes of the region's hours rules. */
  listHoursRules(): readonly string[];
  /** By exact staff number, in upper case. */
  findPerson(staffNumber: string): number | undefined;
  /** Staff numbers that begin like this; at most `limit`. */
  listStaffNumbers(start: string, limit: number): readonly string[];
  findAlarm(alarm: number): AlarmKind | undefined;
  listAlarms(limit: number): readonly number[];
  /** The one place of this name, where there is a gazetteer; see `findNamedPlace`. */
  findPlace?(words: string): FoundPlace | undefined;
}
