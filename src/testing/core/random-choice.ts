/**
 * Small numbers turned into something that exists in a state: a contact, an incident, a unit, an alarm, a place. Most
 * choices fit the command they are for; some name what is unknown or in another state, because refusals are to be
 * met as well. Every choice is a pure function, so a shrunken history stays the same history.
 */

import { microsPerSecond } from "../../base/instant.ts";
import type { CommandType } from "../../core/commands.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import { actsFrom } from "../../core/custody/decide.ts";
import { stepsFrom } from "../../core/request/steps.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  alarmStates,
  closureStates,
  contactStates,
  incidentStates,
  itemStates,
  requestDirections,
  requestKinds,
  requestStates,
  shiftStates,
  thriveAnswers,
  unitStatuses,
  warningStates,
  type ItemState,
  type RequestState,
} from "../../core/vocabulary.ts";
import { testAidPlan } from "./aid-choice.ts";
import { testLevelPlan } from "./level-plan.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";

/** One step of a random history. */
export interface Intent {
  readonly type: CommandType;
  /** Choices, each taken modulo what there is to choose from. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Seconds that pass before it, and how long before its entry it occurred. */
  readonly waitSeconds: number;
  readonly lateSeconds: number;
}

export function pick<T>(list: readonly T[], choice: number): T {
  return list[choice % list.length];
}

function rowsWhere(states: Uint8Array, count: number, wanted: readonly number[]): number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row += 1) if (wanted.includes(states[row])) rows.push(row);
  return rows;
}

const contactCodes = contactStates.code;
const contactsFor: { readonly [T in CommandType]?: readonly number[] } = {
  "contact.answer": [contactCodes.ringing],
  "contact.abandon": [contactCodes.ringing, contactCodes.answered],
  "contact.call-back": [contactCodes.abandoned],
  "contact.unlink": [contactCodes.linked],
  "contact.grade": [contactCodes.ringing, contactCodes.answered],
  "contact.link": [contactCodes.answered, contactCodes.abandoned],
  "contact.end": [contactCodes.answered, contactCodes.abandoned],
  "incident.open": [contactCodes.answered, contactCodes.abandoned],
};

/** Mostly one that the command fits; else any number from 0 to the one after the newest. */
export function contactOf(state: RegionState, { type, a, c }: Intent): number {
  const { contacts, head } = state.columns;
  const fitting = rowsWhere(contacts.state, head.contactRows[0], contactsFor[type] ?? []);
  if (c % 6 !== 0 && fitting.length > 0) return contacts.number[pick(fitting, a)];
  const newest = head.nextContact[0];
  return newest - (a % Math.min(newest + 1, 12));
}

const incidentCodes = incidentStates.code;
const openIncidents = [
  incidentCodes.waiting,
  incidentCodes.allocated,
  incidentCodes.attended,
  incidentCodes["awaiting result"],
  incidentCodes.deferred,
];
const incidentsFor: { readonly [T in CommandType]?: readonly number[] } = {
  "incident.reopen": [incidentCodes.closed],
  "incident.defer": [incidentCodes.waiting],
  "incident.take-up": [incidentCodes.deferred],
  "incident.call-back": [incidentCodes.deferred],
};

export function incidentOf(state: RegionState, { type, c }: Intent, choice: number): number {
  const { incidents, head } = state.columns;
  const wanted = incidentsFor[type] ?? openIncidents;
  const fitting = rowsWhere(incidents.state, head.incidentRows[0], wanted);
  if (c % 6 !== 1 && fitting.length > 0) return incidents.number[pick(fitting, choice)];
  const newest = head.nextIncident[0];
  return newest - (choice % Math.min(newest + 1, 8));
}

const status = unitStatuses.code;
const busy = [status.assigned, status["en route"], status["at scene"], status.transporting];
const idle = [
  status.available,
  status.unavailable,
  status.committed,
  status["committed deployable"],
];
const unitsFor: { readonly [T in CommandType]?: readonly number[] } = {
  "unit.book-on": [status.off],
  "unit.book-off": idle,
  "unit.set-status": idle,
  "unit.progress": busy,
  "unit.clear": [status["at scene"], status.transporting],
  "unit.stand-down": busy,
  "aid.commit": [status.available],
  "aid.return": [status.unavailable],
  "unit.send": [status.available, ...busy, status["committed deployable"]],
};

export function unitOf(state: RegionState, { type, c }: Intent, choice: number): number {
  const { units, head } = state.columns;
  const known = head.units[0];
  const fitting =
    type === "unit.end-emergency"
      ? Array.from({ length: known }, (_, unit) => unit).filter(
          (unit) => units.emergencyAt[unit] > 0,
        )
      : rowsWhere(units.status, known, unitsFor[type] ?? []);
  if (c % 6 !== 2 && fitting.length > 0) return pick(fitting, choice);
  return choice % (known + 1);
}

export function alarmOf(state: RegionState, { a }: Intent): number {
  const { alarms, head } = state.columns;
  const { raised, acknowledged, shelved } = alarmStates.code;
  const open = rowsWhere(alarms.state, head.alarmRows[0], [raised, acknowledged, shelved]);
  return a % 7 === 0 || open.length === 0 ? a : alarms.number[pick(open, a)];
}

const closureCodes = closureStates.code;
const closuresFor: { readonly [T in CommandType]?: readonly number[] } = {
  "closure.confirm": [closureCodes.reported],
  "closure.amend": [closureCodes.reported, closureCodes.confirmed],
  "closure.renew": [closureCodes.confirmed, closureCodes.expired, closureCodes.reported],
  "closure.lift": [closureCodes.confirmed, closureCodes.expired, closureCodes.reported],
};

export function closureOf(state: RegionState, { type, a, c }: Intent): number {
  const { closures, head } = state.columns;
  const fitting = rowsWhere(closures.state, head.closureRows[0], closuresFor[type] ?? []);
  if (c % 6 !== 2 && fitting.length > 0) return closures.number[pick(fitting, a)];
  const newest = head.nextClosure[0];
  return newest - (a % Math.min(newest + 1, 6));
}

/** Mostly one that may take this step; else any number up to the newest. */
export function requestOf(state: RegionState, { type, a, c }: Intent): number {
  const { requests, head } = state.columns;
  const steps: { readonly [T in CommandType]?: readonly RequestState[] } = stepsFrom;
  const codes = (steps[type] ?? []).map((each) => requestStates.code[each]);
  const fitting = rowsWhere(requests.state, head.requestRows[0], codes);
  if (c % 6 !== 2 && fitting.length > 0) return requests.number[pick(fitting, a)];
  const newest = head.nextRequest[0];
  return newest - (a % Math.min(newest + 1, 6));
}

export function warningOf(state: RegionState, { type, a, c }: Intent): number {
  const { warnings, head } = state.columns;
  const { issued, acknowledged } = warningStates.code;
  const wanted = type === "warning.end" ? acknowledged : issued;
  const fitting = rowsWhere(warnings.state, head.warningRows[0], [wanted]);
  if (c % 6 !== 2 && fitting.length > 0) return warnings.number[pick(fitting, a)];
  const newest = head.nextWarning[0];
  return newest - (a % Math.min(newest + 1, 6));
}

const otherDigest = { sha256: "0".repeat(64), bytes: 3 };
/** As if the words had been counted at the edge; what they are must not matter. */
const digests = [{ sha256: "ab".repeat(32), bytes: 12 }, otherDigest];

export function askedOf({ a, b, c }: Intent) {
  const direction = pick(requestDirections.names, a);
  const kind = pick(requestKinds.names, b);
  return {
    direction,
    kind,
    quantity: c % 9 === 0 ? 0 : 1 + (b % 7),
    party: pick(
      [
        { kind: "partner", code: "fire" },
        { kind: "region", code: "north" },
        { kind: "own region", code: "test" },
      ] as const,
      c,
    ),
    ...(kind === "kit" || c % 11 === 0 ? { item: pick(["riot-shield", "no-such"], c % 5) } : {}),
    ...(a % 2 === 0 ? { words: "what is asked", digest: digests[0] } : {}),
    ...(direction === "incoming" && b % 3 === 0 ? { stated: pick(digests, c) } : {}),
    ...(b % 8 === 0 ? { owner: { kind: "role", name: "supervisor" } as const } : {}),
  };
}

export function copyOf({ b }: Intent) {
  return b % 3 === 0 ? {} : { arrived: pick(digests, b) };
}

/** A drawing with the traffic it stops; some stop what they can not. */
export function drawingOf({ a, b, c }: Intent) {
  const { latE7, lonE7 } = middleOf(a % 4);
  const corners = [
    [lonE7, latE7],
    [lonE7 + 1_000 + b, latE7],
    [lonE7, latE7 + 2_000],
  ] as const;
  const kind = pick(["barricade", "stretch", "area", "barricade"] as const, b);
  const points = pick([corners, corners.slice(0, 2), corners], c);
  const directions = [
    {},
    { direction: "bearing", bearingDegrees: a % 400 },
    { direction: "along" },
    {},
  ] as const;
  return { shape: { kind, points }, ...pick(directions, c) };
}

export const classSets = [["patrol-car"], ["foot", "bicycle"], ["patrol-car", "foot"]] as const;

export function locationOf({ a, b }: Intent) {
  if (b % 9 === 0) return { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
  if (b % 7 === 0) return { state: "approximate", ...middleOf(a % 4), radiusM: 250 } as const;
  const state = pick(["given", "verified", "forced"] as const, b);
  return { state, ...middleOf(a % 4), radiusM: 0 } as const;
}

export const skillSets = [
  ["response"],
  ["response", "medic"],
  ["response", "firearms"],
  ["medic"],
  [],
] as const;
export const typeCodes = ["theft", "fight", "shots", "theft", "fight", "no-such-type"] as const;
export const areaCodes = ["west", "mid", "east"] as const;
export const resultCodes = [
  "done",
  "nothing-found",
  "cancelled",
  "done",
  "no-such-result",
] as const;

export function thriveOf({ a, b }: Intent) {
  return { threat: pick(thriveAnswers.names, a), risk: pick(thriveAnswers.names, b) };
}

export function soon(now: number, { b }: Intent): number {
  return now + (b - 20) * microsPerSecond;
}

/** A changed configuration: what may change does, and one that may not is tried too. */
export function configOf({ a }: Intent): RegionConfig {
  const response = { skills: ["response"], vehicles: [], count: 1 };
  const base = makeRegionConfig();
  const needs = base.standardNeeds;
  const vans = [
    { types: [], grades: ["immediate"], needs: [{ ...response, vehicles: ["van"] }] },
  ] as const;
  const medics = { ...needs, immediate: { ...response, skills: ["medic"] } };
  const variants: Partial<RegionConfig>[] = [
    {},
    { doubleBooking: "warn" },
    { standardNeeds: medics },
    { standardNeeds: { ...needs, scheduled: null } },
    { responsePlans: vans },
    { areas: base.areas.map((area) => ({ ...area, reach: [] })) },
    { skills: [...base.skills, { code: "dog", name: "Dog" }], retireSeconds: 60 },
    { areas: base.areas.toReversed() },
    { closureRule: { reviewSeconds: 600, alarmSeconds: 120 }, retireSeconds: 3_600 },
    { welfare: [{ status: "en route", warnSeconds: 60, alarmSeconds: 90 }] },
  ];
  // Mostly with a level plan, as the region began with.
  const levels = a % 7 === 0 ? {} : { levelPlan: testLevelPlan };
  const plan = { ...levels, aidPlan: testAidPlan };
  return makeRegionConfig({ ...plan, ...pick(variants, a) });
}

const missingShifts = [shiftStates.code.planned, shiftStates.code.late, shiftStates.code.absent];

/** Mostly one that nobody came for yet; else any number up to the one after the newest. */
export function shiftOf(state: RegionState, { a, c }: Intent): number {
  const { shifts, head } = state.columns;
  const fitting = rowsWhere(shifts.state, head.shiftRows[0], missingShifts);
  if (c % 4 !== 0 && fitting.length > 0) return shifts.number[pick(fitting, a)];
  const newest = head.nextShift[0];
  return newest - (a % Math.min(newest + 1, 12));
}

/** Mostly one that may be acted on like this; else any, or the one after the newest. */
export function itemOf(state: RegionState, { type, a, c }: Intent): number {
  const { items, head } = state.columns;
  const acts: { readonly [T in CommandType]?: readonly ItemState[] } = actsFrom;
  const codes = (acts[type] ?? []).map((each) => itemStates.code[each]);
  const fitting = rowsWhere(items.state, head.items[0], codes);
  if (c % 6 !== 2 && fitting.length > 0) return pick(fitting, a);
  return a % (head.items[0] + 1);
}

/** Any of the people, or the one after the newest. */
export function personOf(state: RegionState, { a }: Intent): number {
  return a % (state.columns.head.people[0] + 1);
}

export const teamCodes = ["red", "blue", "red", "no-such-team"] as const;
export const stationCodes = ["west-yard", "east-yard", "west-yard", "no-such-station"] as const;
