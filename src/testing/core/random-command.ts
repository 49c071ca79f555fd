/**
 * Random command sequences for fast-check. What is generated is an intent of a few small numbers; it becomes a
 * command only when the state it meets is known, so most of them name contacts, incidents and units that exist, and
 * a shrunken sequence stays meaningful. Some are nonsense on purpose.
 */

import * as fc from "fast-check";
import { microsPerSecond } from "../../base/instant.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import { warningCodes } from "../../core/refusal.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  callBackResults,
  channels,
  contactOutcomes,
  contactStates,
  grades,
  incidentStates,
  positionSources,
  thriveAnswers,
  unavailabilityReasons,
  unitStatuses,
} from "../../core/vocabulary.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";
import type { Outcome, Twin } from "./twin.ts";

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

// Weights follow a busy hour, so that histories get somewhere.
const weights: { readonly [T in CommandType]: number } = {
  "region.configure": 1,
  "contact.receive": 12,
  "contact.answer": 10,
  "contact.abandon": 4,
  "contact.describe": 3,
  "contact.call-back": 4,
  "contact.link": 5,
  "contact.unlink": 4,
  "contact.end": 4,
  "incident.open": 12,
  "incident.retype": 2,
  "incident.locate": 2,
  "incident.assess": 3,
  "incident.serve": 4,
  "incident.set-hazards": 1,
  "incident.note": 2,
  "incident.strike-note": 2,
  "incident.close": 10,
  "incident.reopen": 3,
  "unit.register": 3,
  "unit.book-on": 8,
  "unit.book-off": 3,
  "unit.set-status": 6,
  "unit.place": 2,
  "unit.confirm-welfare": 2,
  "unit.raise-emergency": 2,
  "unit.end-emergency": 3,
  "unit.send": 16,
  "unit.progress": 16,
  "unit.clear": 10,
  "unit.stand-down": 5,
  "alarm.acknowledge": 3,
  "alarm.shelve": 3,
  "due.work": 12,
};

const types = Object.keys(weights) as CommandType[];

export const intentArbitrary: fc.Arbitrary<Intent> = fc.record({
  type: fc.oneof(...types.map((type) => ({ weight: weights[type], arbitrary: fc.constant(type) }))),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
  c: fc.nat(1_000),
  waitSeconds: fc.oneof(
    { weight: 20, arbitrary: fc.nat(90) },
    { weight: 3, arbitrary: fc.nat(3_600) },
    { weight: 1, arbitrary: fc.nat(100_000) },
  ),
  lateSeconds: fc.oneof(
    { weight: 12, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.nat(600) },
    { weight: 1, arbitrary: fc.integer({ min: -10, max: 300_000 }) },
  ),
});

function pick<T>(list: readonly T[], choice: number): T {
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
  "contact.link": [contactCodes.answered, contactCodes.abandoned],
  "contact.end": [contactCodes.answered, contactCodes.abandoned],
  "incident.open": [contactCodes.answered, contactCodes.abandoned],
};

/** Mostly one that the command fits; else any number from 0 to a little past the newest. */
function contactOf(state: RegionState, { type, a, c }: Intent): number {
  const { contacts, head } = state.columns;
  const fitting = rowsWhere(contacts.state, head.contactRows[0], contactsFor[type] ?? []);
  if (c % 6 !== 0 && fitting.length > 0) return contacts.number[pick(fitting, a)];
  const newest = head.nextContact[0];
  return newest - (a % Math.min(newest + 1, 12));
}

const incidentCodes = incidentStates.code;
const openStates = [
  incidentCodes.waiting,
  incidentCodes.allocated,
  incidentCodes.attended,
  incidentCodes["awaiting result"],
];

function incidentOf(state: RegionState, { type, c }: Intent, choice: number): number {
  const { incidents, head } = state.columns;
  const wanted = type === "incident.reopen" ? [incidentCodes.closed] : openStates;
  const fitting = rowsWhere(incidents.state, head.incidentRows[0], wanted);
  if (c % 6 !== 1 && fitting.length > 0) return incidents.number[pick(fitting, choice)];
  const newest = head.nextIncident[0];
  return newest - (choice % Math.min(newest + 1, 8));
}

const status = unitStatuses.code;
const busy = [status.assigned, status["en route"], status["at scene"], status.transporting];
const unitsFor: { readonly [T in CommandType]?: readonly number[] } = {
  "unit.book-on": [status.off],
  "unit.book-off": [status.available, status.unavailable],
  "unit.set-status": [
    status.available,
    status.unavailable,
    status.committed,
    status["committed deployable"],
  ],
  "unit.progress": busy,
  "unit.clear": [status["at scene"], status.transporting],
  "unit.stand-down": busy,
  "unit.send": [status.available, ...busy, status["committed deployable"]],
};

function unitOf(state: RegionState, { type, c }: Intent, choice: number): number {
  const { units, head } = state.columns;
  const fitting = rowsWhere(units.status, head.units[0], unitsFor[type] ?? []);
  if (c % 6 !== 2 && fitting.length > 0) return pick(fitting, choice);
  return choice % (head.units[0] + 1);
}

function alarmOf(state: RegionState, choice: number): number {
  const { alarms, head } = state.columns;
  const open = rowsWhere(alarms.state, head.alarmRows[0], [1, 2, 3]);
  return choice % 7 === 0 || open.length === 0 ? choice : alarms.number[pick(open, choice)];
}

function locationOf({ a, b }: Intent) {
  if (b % 9 === 0) return { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
  if (b % 7 === 0) return { state: "approximate", ...middleOf(a % 4), radiusM: 250 } as const;
  return {
    state: pick(["given", "verified", "forced"] as const, b),
    ...middleOf(a % 4),
    radiusM: 0,
  } as const;
}

const skillSets = [["response"], ["response", "medic"], ["response", "firearms"], ["medic"], []];
const typeCodes = ["theft", "fight", "shots", "theft", "fight", "no-such-type"];
const areaCodes = ["west", "mid", "east"];
const resultCodes = ["done", "nothing-found", "cancelled", "done", "no-such-result"];

function thriveOf({ a, b }: Intent) {
  return { threat: pick(thriveAnswers.names, a), risk: pick(thriveAnswers.names, b) };
}

/** The configuration after `choice`: what may change does, what may not is tried too. */
function configOf(choice: number) {
  const response = { skills: ["response"], vehicles: [], count: 1 };
  const base = makeRegionConfig();
  const variants = [
    base,
    makeRegionConfig({ doubleBooking: "warn" }),
    makeRegionConfig({
      standardNeeds: { ...base.standardNeeds, immediate: { ...response, skills: ["medic"] } },
    }),
    makeRegionConfig({ standardNeeds: { ...base.standardNeeds, scheduled: null } }),
    makeRegionConfig({
      responsePlans: [
        { types: [], grades: ["immediate"], needs: [{ ...response, vehicles: ["van"] }] },
      ],
    }),
    makeRegionConfig({ areas: base.areas.map((area) => ({ ...area, reach: [] })) }),
    makeRegionConfig({ skills: [...base.skills, { code: "dog", name: "Dog" }], retireSeconds: 60 }),
    makeRegionConfig({ areas: base.areas.toReversed() }),
    makeRegionConfig({ welfare: [{ status: "en route", warnSeconds: 60, alarmSeconds: 90 }] }),
  ];
  return pick(variants, choice);
}

/** The command that `intent` means in this state. */
export function commandOf(state: RegionState, now: number, intent: Intent): Command {
  const { type } = intent;
  if (type.startsWith("contact.")) return contactCommandOf(state, intent);
  if (type.startsWith("incident.")) return incidentCommandOf(state, intent);
  if (type.startsWith("unit.")) return unitCommandOf(state, intent);
  switch (type) {
    case "region.configure":
      return { type, config: configOf(intent.a) };
    case "alarm.acknowledge":
      return { type, alarm: alarmOf(state, intent.a) };
    case "alarm.shelve":
      return {
        type,
        alarm: alarmOf(state, intent.a),
        until: now + (intent.b - 20) * microsPerSecond,
        reason: "seen",
      };
    default:
      return { type: "due.work" };
  }
}

function contactCommandOf(state: RegionState, intent: Intent): Command {
  const { type, a, b, c } = intent;
  const contact = contactOf(state, intent);
  switch (type) {
    case "contact.receive":
      return {
        type,
        channel: pick(channels.names, a),
        ...(b % 2 === 0 ? { callerNumber: "01632 960001", callerName: "A" } : {}),
        ...(c % 3 === 0 ? { location: locationOf(intent) } : {}),
        ...(c % 4 === 0 ? { words: "a fight outside" } : {}),
      };
    case "contact.describe":
      return {
        type,
        contact,
        ...(b % 2 === 0 ? { incidentType: pick(typeCodes, c) } : {}),
        ...(b % 3 === 0 ? { location: locationOf(intent) } : {}),
        ...(b % 4 === 0 ? { callerNumber: pick(["", "01632 960002"], c), words: "more" } : {}),
      };
    case "contact.call-back":
      return { type, contact, result: pick(callBackResults.names, b) };
    case "contact.link":
      return { type, contact, incident: incidentOf(state, intent, b) };
    case "contact.end":
      return { type, contact, outcome: pick(contactOutcomes.names, b) };
    default:
      return { type: type as "contact.answer", contact };
  }
}

function incidentCommandOf(state: RegionState, intent: Intent): Command {
  const { type, a, b, c } = intent;
  const incident = incidentOf(state, intent, a);
  const grade = pick(grades.names, b);
  switch (type) {
    case "incident.open":
      return {
        type,
        incidentType: pick(typeCodes, c),
        location: locationOf(intent),
        grade,
        ...(c % 3 === 0 ? {} : { contact: contactOf(state, intent) }),
        ...(c % 5 === 0
          ? { area: pick(areaCodes, a), thrive: thriveOf(intent), hazards: ["dog"] }
          : {}),
        ...(c % 4 === 0 ? { summary: "words", place: "by the bridge", thriveWords: "calm" } : {}),
      };
    case "incident.retype":
      return { type, incident, incidentType: pick(typeCodes, b) };
    case "incident.locate":
      return {
        type,
        incident,
        location: locationOf(intent),
        ...(c % 2 === 0 ? { place: "moved" } : {}),
      };
    case "incident.assess":
      return {
        type,
        incident,
        grade,
        reason: "new facts",
        ...(c % 2 === 0 ? { thrive: thriveOf(intent) } : {}),
      };
    case "incident.serve":
      return { type, incident, grade, reason: "no units" };
    case "incident.set-hazards":
      return {
        type,
        incident,
        hazards: pick([["dog"], ["dog", "weapon", "dog"], [], ["no-such"]], b),
      };
    case "incident.note":
      return { type, incident, note: pick(["heard shouting", "", "a".repeat(5_000)], b) };
    case "incident.strike-note":
      return { type, incident, note: b % 4, reason: "wrong incident" };
    case "incident.close":
      return {
        type,
        incident,
        result: pick(resultCodes, b),
        ...(c % 2 === 0 ? { words: "all well" } : {}),
      };
    default:
      return { type: "incident.reopen", incident, reason: pick(["came back", ""], b) };
  }
}

function unitCommandOf(state: RegionState, intent: Intent): Command {
  const { type, a, b, c } = intent;
  const unit = unitOf(state, intent, a);
  const reason = c % 8 === 0 ? "" : "said so";
  switch (type) {
    case "unit.register":
      return {
        type,
        callSign: `U${b % 40}`,
        vehicle: pick(["car", "van"], c),
        skills: pick(skillSets, a),
        area: pick(areaCodes, a),
        base: middleOf(a % 3),
      };
    case "unit.book-on":
      return {
        type,
        unit,
        crew: 1 + (b % 4),
        ...(c % 3 === 0 ? { skills: pick(skillSets, b) } : {}),
      };
    case "unit.set-status":
      return {
        type,
        unit,
        status: pick(
          [...unitStatuses.names, "available", "available", "unavailable", "committed"] as const,
          b,
        ),
        ...(c % 2 === 0 ? { reason: pick(unavailabilityReasons.names, c) } : {}),
        ...(c % 5 === 0 ? { label: pick(["2", "5", "99"], b) } : {}),
      };
    case "unit.place":
      return { type, unit, ...middleOf(b % 4), source: pick(positionSources.names, c) };
    case "unit.end-emergency":
      return { type, unit, reason };
    case "unit.send":
      return {
        type,
        incident: incidentOf(state, intent, b),
        units: c % 4 === 0 ? [unit, unitOf(state, intent, a + 1)] : [unit],
        ...(c % 3 === 0 ? { mode: pick(["send", "divert", "stack"] as const, a + c) } : {}),
        ...(c % 2 === 0 ? { accept: [...warningCodes] } : {}),
      };
    case "unit.progress":
      return {
        type,
        unit,
        status: pick(["en route", "at scene", "transporting"] as const, b),
        ...(c % 5 === 0 ? { label: pick(["5", "6", "99"], c) } : {}),
      };
    case "unit.stand-down":
      return {
        type,
        unit,
        ...(b % 2 === 0 ? { incident: incidentOf(state, intent, b) } : {}),
        ...(c % 2 === 0 ? { reason } : {}),
      };
    default:
      return { type: type as "unit.clear", unit };
  }
}

/** Lives one intent on a twin. */
export function live(twin: Twin, intent: Intent): Outcome & { readonly command: Command } {
  twin.wait(intent.waitSeconds);
  const command = commandOf(twin.state, twin.now, intent);
  return { command, ...twin.ask(command, intent.lateSeconds, pick(["amber", "birch"], intent.b)) };
}

/** A configured region with a few units on duty; so that random histories do not begin with an empty room. */
export function beginShift(twin: Twin, units = 4): void {
  twin.do({ type: "region.configure", config: makeRegionConfig() });
  for (let unit = 0; unit < units; unit += 1) {
    const skills = pick(skillSets, unit);
    const area = pick(areaCodes, unit);
    twin.do({
      type: "unit.register",
      callSign: `S${unit}`,
      vehicle: "car",
      skills,
      area,
      base: middleOf(unit % 3),
    });
    twin.do({ type: "unit.book-on", unit, crew: 2 });
  }
}
