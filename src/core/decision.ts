/**
 * What a decider answers, and the checks that all deciders share. A check returns a refusal or undefined; a decider
 * makes all its checks before its first change, so a refusal leaves the state as it was.
 */

import type { CommandContext } from "./commands.ts";
import type { Location } from "./events.ts";
import { limits } from "./limits.ts";
import { refuse, type Refusal, type Warning } from "./refusal.ts";
import type { RegionState } from "./state/region-state.ts";
import { findContactRow, findIncidentRow, hasUnit } from "./state/region-state.ts";
import {
  incidentStates,
  locationStates,
  thriveAnswers,
  thriveHeadings,
  unitStatuses,
  type Thrive,
} from "./vocabulary.ts";

/** Numbers of what the command made, for the answer to the client. */
export interface Made {
  readonly contact?: number;
  readonly incident?: number;
  readonly unit?: number;
  readonly note?: number;
  readonly closure?: number;
  readonly person?: number;
  readonly shift?: number;
  readonly request?: number;
  readonly item?: number;
  readonly warning?: number;
  readonly placeHazard?: number;
  readonly directive?: number;
  readonly claim?: number;
  readonly handOver?: number;
}

export interface Accepted {
  readonly refusal: undefined;
  readonly warnings: readonly Warning[];
  readonly made: Made;
}

export type Decision = Accepted | { readonly refusal: Refusal };

const plain: Accepted = { refusal: undefined, warnings: [], made: {} };

/** Without anything to say it is always the same answer: most commands make no object. */
export function accept(made?: Made, warnings: readonly Warning[] = plain.warnings): Accepted {
  if (made === undefined) return plain;
  return { refusal: undefined, warnings, made };
}

export function reject(refusal: Refusal): Decision {
  return { refusal };
}

/** What was got, short enough for a message; nothing that could be thrown at us by turning it into text. */
export function shown(value: string | number): string {
  const known = typeof value === "string" || typeof value === "number";
  return known ? String(value).slice(0, 40) : `a value of type ${typeof value}`;
}

/** The compiler knows these lists; a caller without types (or past the edge's schema) is told. */
export function checkName(
  what: string,
  codes: { readonly names: readonly string[]; has(text: string): boolean },
  value: string,
): Refusal | undefined {
  if (codes.has(value)) return undefined;
  return refuse(
    "value.invalid",
    `${what}: got "${shown(value)}", expected one of ${codes.names.join(", ")}`,
  );
}

export function checkText(
  name: string,
  value: string | undefined,
  most: number,
): Refusal | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string")
    return refuse("value.invalid", `${name}: got ${shown(value)}, expected text`);
  if (value.length <= most) return undefined;
  return refuse(
    "limit.text",
    `${name}: got ${value.length} characters, expected at most ${most}; shorten it`,
  );
}

export function checkReason(reason: string | undefined): Refusal | undefined {
  if (typeof reason !== "string" || reason.trim() === "")
    return refuse("needs.reason", "a reason is needed here; say in a few words why");
  return checkText("reason", reason, limits.reasonLength);
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= -most && value <= most;
}

export function checkPoint(latE7: number, lonE7: number): Refusal | undefined {
  if (isWithin(latE7, 90e7) && isWithin(lonE7, 180e7)) return undefined;
  return refuse(
    "value.invalid",
    `position: got ${shown(latE7)}, ${shown(lonE7)}, expected whole numbers of degrees times 10^7 (latitude, longitude)`,
  );
}

export function checkLocation(location: Location): Refusal | undefined {
  if (typeof location !== "object" || location === null)
    return refuse("value.invalid", `location: got ${shown(location)}, expected a place`);
  const { radiusM, state } = location;
  const fault = checkName("location.state", locationStates, state);
  if (fault !== undefined) return fault;
  if (!Number.isInteger(radiusM) || radiusM < 0 || radiusM > 1_000_000)
    return refuse(
      "value.invalid",
      `radiusM: got ${shown(radiusM)}, expected a whole number of metres up to 1000000`,
    );
  if (state === "approximate" && radiusM === 0)
    return refuse("value.invalid", "location: an approximate one needs a radius in metres");
  return checkPoint(location.latE7, location.lonE7);
}

export function checkThrive(thrive: Thrive | undefined): Refusal | undefined {
  if (thrive === undefined) return undefined;
  // From a caller without types; what is no object has no entries, and would be stored as it is.
  if (typeof thrive !== "object" || (thrive as unknown) === null || Array.isArray(thrive))
    return refuse("value.invalid", "thrive: expected an answer for each heading");
  for (const [heading, answer] of Object.entries(thrive)) {
    if (!thriveHeadings.some((known) => known === heading))
      return refuse(
        "value.invalid",
        `thrive: got "${shown(heading)}", expected one of ${thriveHeadings.join(", ")}`,
      );
    const fault = checkName(`thrive.${heading}`, thriveAnswers, answer);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

export function checkCode(
  list: string,
  index: ReadonlyMap<string, number>,
  code: string,
): Refusal | undefined {
  if (index.has(code)) return undefined;
  return refuse(
    "code.unknown",
    `${list}: got "${shown(code)}", expected one of the region's ${list}`,
  );
}

export function checkCodes(
  list: string,
  index: ReadonlyMap<string, number>,
  codes: readonly string[],
): Refusal | undefined {
  if (!Array.isArray(codes) || codes.length > index.size)
    return refuse("value.invalid", `${list}: expected a list of the region's ${list}, each once`);
  for (const code of codes) {
    const fault = checkCode(list, index, code);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

export function checkTime({ at, now }: CommandContext): Refusal | undefined {
  // Mostly it is entered as it occurs.
  if (at === now && Number.isSafeInteger(at) && at > 0) return undefined;
  if (!Number.isSafeInteger(at) || at <= 0 || !Number.isSafeInteger(now))
    return refuse(
      "value.invalid",
      `occurred-at: got ${shown(at)}, expected whole microseconds since 1970`,
    );
  if (at > now + limits.futureEntryMicros)
    return refuse("time.future", "occurred-at lies in the future; check the clock of the sender");
  if (at < now - limits.lateEntryMicros)
    return refuse(
      "time.too-late",
      "occurred-at lies more than 72 hours back; add it as a note instead",
    );
  return undefined;
}

/**
 * `lastAt` is when the subject last changed; an older entry would put its history out of order. The subject is named by
 * what it is and its number, so that nobody puts words together for an entry that is in order.
 */
export function checkOrder(
  at: number,
  lastAt: number,
  kind:
    | "contact"
    | "incident"
    | "closure"
    | "alarm"
    | "planned shift"
    | "request"
    | "warning"
    | "item"
    | "recovery",
  number: number,
): Refusal | undefined {
  return at >= lastAt ? undefined : refuseLate(`${kind} ${number}`);
}

/** The same for the service level, of which a region has one. */
export function checkLevelOrder(at: number, lastAt: number): Refusal | undefined {
  return at >= lastAt ? undefined : refuseLate("the service level");
}

/** The same for a unit, which has a name. */
export function checkUnitOrder(
  state: RegionState,
  at: number,
  lastAt: number,
  unit: number,
): Refusal | undefined {
  return at >= lastAt ? undefined : refuseLate(unitName(state, unit));
}

/** For a subject that has a name. */
export function refuseLate(subject: string): Refusal {
  return refuse(
    "time.before-last-change",
    `occurred-at is before the last change of ${subject}; enter it with a later time, or as a note`,
  );
}

export function checkContact(state: RegionState, contact: number): Refusal | undefined {
  if (findContactRow(state, contact) >= 0) return undefined;
  return refuse(
    "contact.unknown",
    `contact ${shown(contact)}: no such contact in the operational state`,
  );
}

export function checkIncident(state: RegionState, incident: number): Refusal | undefined {
  if (findIncidentRow(state, incident) >= 0) return undefined;
  return refuse(
    "incident.unknown",
    `incident ${shown(incident)}: no such incident in the operational state`,
  );
}

export function checkOpenIncident(state: RegionState, incident: number): Refusal | undefined {
  const row = findIncidentRow(state, incident);
  if (row < 0) return checkIncident(state, incident);
  if (state.columns.incidents.state[row] !== incidentStates.code.closed) return undefined;
  return refuse(
    "incident.closed",
    `incident ${incident} is closed; reopen it first, with a reason`,
  );
}

export function unitName(state: RegionState, unit: number): string {
  return state.text?.callSigns[unit] ?? `unit ${unit}`;
}

export function checkUnit(state: RegionState, unit: number): Refusal | undefined {
  if (hasUnit(state, unit)) return undefined;
  return refuse("unit.unknown", `unit ${shown(unit)}: no such unit in this region`);
}

export function checkBookedOn(state: RegionState, unit: number): Refusal | undefined {
  const fault = checkUnit(state, unit);
  if (fault !== undefined) return fault;
  if (state.columns.units.status[unit] !== unitStatuses.code.off) return undefined;
  return refuse("unit.off", `${unitName(state, unit)} is not booked on; book it on first`);
}
