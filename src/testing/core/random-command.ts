/**
 * Random command histories for fast-check. What is generated is an intent of a few small numbers; it becomes a command
 * only when the state it meets is known (random-choice.ts), so histories get somewhere, and shrink to short ones.
 */

import * as fc from "fast-check";
import { microsPerSecond, type Instant } from "../../base/instant.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import { warningCodes } from "../../core/refusal.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  callBackResults,
  channels,
  closureSources,
  contactOutcomes,
  contentGrades,
  grades,
  positionSources,
  serviceLevels,
  sourceGrades,
  unavailabilityReasons,
  unitStatuses,
} from "../../core/vocabulary.ts";
import {
  alarmOf,
  areaCodes,
  classSets,
  closureOf,
  configOf,
  contactOf,
  drawingOf,
  incidentOf,
  locationOf,
  personOf,
  pick,
  resultCodes,
  shiftOf,
  skillSets,
  soon,
  stationCodes,
  teamCodes,
  thriveOf,
  typeCodes,
  unitOf,
  type Intent,
} from "./random-choice.ts";
import { claimKindsOf } from "./random-claims.ts";
import { directiveKinds } from "./random-directives.ts";
import { laterOf, requestKinds } from "./random-requests.ts";
import { testAidPlan } from "./aid-choice.ts";
import { aidKinds } from "./random-aid.ts";
import { testLevelPlan } from "./level-plan.ts";
import { serverKinds } from "./random-server.ts";
import { custodyKinds } from "./random-custody.ts";
import { reasonOf, type Kind } from "./random-kind.ts";
import { makeRegionConfig, middleOf } from "./region-config.ts";
import type { Outcome, Twin } from "./twin.ts";

function contact(state: RegionState, intent: Intent): { readonly contact: number } {
  return { contact: contactOf(state, intent) };
}

function unit(state: RegionState, intent: Intent): { readonly unit: number } {
  return { unit: unitOf(state, intent, intent.a) };
}

function incident(state: RegionState, intent: Intent): { readonly incident: number } {
  return { incident: incidentOf(state, intent, intent.a) };
}

function words({ b, c }: Intent) {
  return {
    ...(b % 2 === 0 ? { callerNumber: pick(["01632 960001", " "], c), callerName: "A" } : {}),
    ...(c % 4 === 0 ? { words: "a fight outside", place: "by the bridge" } : {}),
  };
}

function closure(state: RegionState, intent: Intent): { readonly closure: number } {
  return { closure: closureOf(state, intent) };
}

/** Begins from an hour ago to a few hours on; lasts from minutes to half a day. */
function plannedSpan(now: Instant, { a, b, c }: Intent) {
  const fromAt = now + ((a % 300) - 60) * 60 * microsPerSecond;
  return { fromAt, untilAt: fromAt + (10 + ((b * 7 + c) % 700)) * 60 * microsPerSecond };
}

const kinds: { readonly [T in CommandType]: Kind<T> } = {
  ...serverKinds,
  "region.configure": { weight: 1, make: (_state, intent) => ({ config: configOf(intent) }) },
  "contact.receive": {
    weight: 12,
    make: (_state, intent) => ({
      channel: pick(channels.names, intent.a),
      ...words(intent),
      ...(intent.c % 3 === 0 ? { location: locationOf(intent) } : {}),
    }),
  },
  "contact.answer": { weight: 10, make: contact },
  "contact.abandon": { weight: 4, make: contact },
  "contact.describe": {
    weight: 3,
    make: (state, intent) => ({
      ...contact(state, intent),
      ...words(intent),
      ...(intent.b % 2 === 0 ? { incidentType: pick(typeCodes, intent.c) } : {}),
      ...(intent.b % 3 === 0 ? { location: locationOf(intent) } : {}),
    }),
  },
  "contact.call-back": {
    weight: 4,
    make: (state, intent) => ({
      ...contact(state, intent),
      result: pick(callBackResults.names, intent.b),
    }),
  },
  "contact.link": {
    weight: 5,
    make: (state, intent) => ({
      ...contact(state, intent),
      incident: incidentOf(state, intent, intent.b),
    }),
  },
  "contact.unlink": { weight: 4, make: contact },
  "contact.end": {
    weight: 4,
    make: (state, intent) => ({
      ...contact(state, intent),
      outcome: pick(contactOutcomes.names, intent.b),
    }),
  },
  "incident.open": {
    weight: 12,
    make: (state, intent) => ({
      incidentType: pick(typeCodes, intent.c),
      location: locationOf(intent),
      grade: pick(grades.names, intent.b),
      ...(intent.c % 3 === 0 ? {} : { contact: contactOf(state, intent) }),
      ...(intent.c % 5 === 0 ? { area: pick(areaCodes, intent.a), hazards: ["dog"] } : {}),
      ...(intent.c % 7 === 0 ? { thrive: thriveOf(intent), thriveWords: "calm" } : {}),
      ...(intent.c % 4 === 0 ? { summary: "words", place: "by the bridge" } : {}),
      ...(intent.c % 2 === 0 ? { told: "tomorrow" } : {}),
    }),
  },
  "incident.retype": {
    weight: 2,
    make: (state, intent) => ({
      ...incident(state, intent),
      incidentType: pick(typeCodes, intent.b),
    }),
  },
  "incident.locate": {
    weight: 2,
    make: (state, intent) => ({
      ...incident(state, intent),
      location: locationOf(intent),
      ...(intent.c % 2 === 0 ? { place: "moved" } : {}),
    }),
  },
  "incident.assess": {
    weight: 3,
    make: (state, intent) => ({
      ...incident(state, intent),
      grade: pick(grades.names, intent.b),
      reason: "new facts",
      ...(intent.c % 2 === 0 ? { thrive: thriveOf(intent) } : {}),
    }),
  },
  "incident.serve": {
    weight: 4,
    make: (state, intent) => ({
      ...incident(state, intent),
      grade: pick(grades.names, intent.b),
      reason: reasonOf(intent),
    }),
  },
  "incident.set-hazards": {
    weight: 1,
    make: (state, intent) => ({
      ...incident(state, intent),
      hazards: pick([["dog"], ["dog", "weapon", "dog"], [], ["no-such"]], intent.b),
    }),
  },
  "incident.note": {
    weight: 3,
    make: (state, intent) => ({
      ...incident(state, intent),
      note: pick(["heard shouting", "again", "", "a".repeat(5_000)], intent.b),
    }),
  },
  "incident.strike-note": {
    weight: 2,
    make: (state, intent) => ({
      ...incident(state, intent),
      note: intent.b % 3,
      reason: reasonOf(intent),
    }),
  },
  "incident.close": {
    weight: 10,
    make: (state, intent) => ({
      ...incident(state, intent),
      result: pick(resultCodes, intent.b),
      ...(intent.c % 2 === 0 ? { words: "all well" } : {}),
    }),
  },
  "incident.reopen": {
    weight: 4,
    make: (state, intent) => ({ ...incident(state, intent), reason: reasonOf(intent) }),
  },
  "incident.defer": {
    weight: 4,
    make: (state, intent, now) => ({
      ...incident(state, intent),
      reason: reasonOf(intent),
      ...(intent.b % 3 === 0 ? { callBackAt: laterOf(now, intent) } : {}),
      ...(intent.b % 2 === 0 ? { told: "tonight, after nine" } : {}),
    }),
  },
  "incident.take-up": {
    weight: 2,
    make: (state, intent) => ({ ...incident(state, intent), reason: reasonOf(intent) }),
  },
  "incident.call-back": {
    weight: 4,
    make: (state, intent, now) => ({
      ...incident(state, intent),
      result: pick(callBackResults.names, intent.b),
      ...(intent.c % 5 === 0 ? { callBackAt: laterOf(now, intent) } : {}),
      ...(intent.c % 2 === 0 ? { told: "not before ten" } : {}),
    }),
  },
  "level.set": {
    weight: 4,
    make: (_state, intent, now) => ({
      level: pick(serviceLevels.names, intent.a),
      reason: reasonOf(intent),
      ...(intent.b % 4 === 0 ? { reviewAt: laterOf(now, intent) } : {}),
    }),
  },
  "unit.register": {
    weight: 2,
    make: (_state, { a, b, c }) => ({
      callSign: `U${b % 40}`,
      vehicle: pick(["car", "van"], c),
      skills: pick(skillSets, a),
      area: pick(areaCodes, a),
      base: middleOf(a % 3),
    }),
  },
  "unit.book-on": {
    weight: 8,
    make: (state, intent) => ({
      ...unit(state, intent),
      crew: 1 + (intent.b % 4),
      ...(intent.c % 3 === 0 ? { skills: pick(skillSets, intent.b) } : {}),
    }),
  },
  "unit.book-off": {
    weight: 2,
    make: (state, intent) => ({
      ...unit(state, intent),
      ...(intent.c % 4 === 0 ? { words: "the left door sticks" } : {}),
    }),
  },
  "unit.set-status": {
    weight: 6,
    make: (state, intent) => ({
      ...unit(state, intent),
      status: pick([...unitStatuses.names, "available", "available", "committed"], intent.b),
      ...(intent.c % 2 === 0 ? { reason: pick(unavailabilityReasons.names, intent.c) } : {}),
      ...(intent.c % 5 === 0 ? { label: pick(["2", "5", "99"], intent.b) } : {}),
    }),
  },
  "unit.place": {
    weight: 2,
    make: (state, intent) => ({
      ...unit(state, intent),
      ...middleOf(intent.b % 4),
      source: pick(positionSources.names, intent.c),
    }),
  },
  "unit.confirm-welfare": { weight: 2, make: unit },
  "unit.raise-emergency": { weight: 2, make: unit },
  "unit.end-emergency": {
    weight: 4,
    make: (state, intent) => ({ ...unit(state, intent), reason: reasonOf(intent) }),
  },
  "unit.send": {
    weight: 16,
    make: (state, intent) => ({
      incident: incidentOf(state, intent, intent.b),
      units: [
        unitOf(state, intent, intent.a),
        ...(intent.c % 4 === 0 ? [unitOf(state, intent, intent.a + 1)] : []),
      ],
      ...(intent.c % 3 === 0 ? { mode: pick(["send", "divert", "stack"] as const, intent.b) } : {}),
      ...(intent.c % 2 === 0 ? { accept: [...warningCodes] } : {}),
    }),
  },
  "unit.progress": {
    weight: 16,
    make: (state, intent) => ({
      ...unit(state, intent),
      status: pick(["en route", "at scene", "transporting"] as const, intent.b),
      ...(intent.c % 5 === 0 ? { label: pick(["5", "6", "99"], intent.c) } : {}),
    }),
  },
  "unit.clear": { weight: 10, make: unit },
  "unit.stand-down": {
    weight: 5,
    make: (state, intent) => ({
      ...unit(state, intent),
      ...(intent.b % 2 === 0 ? { incident: incidentOf(state, intent, intent.b) } : {}),
      ...(intent.c % 2 === 0 ? { reason: reasonOf(intent) } : {}),
    }),
  },
  "alarm.acknowledge": { weight: 3, make: (state, intent) => ({ alarm: alarmOf(state, intent) }) },
  "alarm.shelve": {
    weight: 3,
    make: (state, intent, now) => ({
      alarm: alarmOf(state, intent),
      until: soon(now, intent),
      reason: reasonOf(intent),
    }),
  },
  ...aidKinds,
  "person.register": {
    weight: 2,
    make: (_state, { a, b, c }) => ({
      staffNumber: `N${b % 30}`,
      post: pick(["constable", "sergeant"], a),
      skills: pick(skillSets, c),
      ...(a % 2 === 0 ? { team: pick(teamCodes, b), station: pick(stationCodes, c) } : {}),
      ...(c % 3 === 0 ? { name: "A. Person" } : {}),
    }),
  },
  "person.amend": {
    weight: 1,
    make: (state, intent) => ({
      person: personOf(state, intent),
      ...(intent.b % 2 === 0 ? { skills: pick(skillSets, intent.c) } : {}),
      ...(intent.b % 3 === 0
        ? { team: intent.c % 2 === 0 ? null : pick(teamCodes, intent.c) }
        : {}),
      ...(intent.c % 4 === 0 ? { name: "B. Person" } : {}),
    }),
  },
  "person.book-on": {
    weight: 3,
    make: (state, intent) => ({
      person: personOf(state, intent),
      ...(intent.c % 4 === 0 ? { items: [intent.b % (state.columns.head.items[0] + 1)] } : {}),
      ...(intent.a % 2 === 0 && state.columns.head.units[0] > 0
        ? { crewOf: unitOf(state, intent, intent.b) }
        : {}),
    }),
  },
  "person.book-off": {
    weight: 3,
    make: (state, intent) => ({
      person: personOf(state, intent),
      ...(intent.c % 3 === 0 ? { handIn: true } : {}),
    }),
  },
  "shift.plan": {
    weight: 10,
    make: (state, intent, now) => ({
      ...plannedSpan(now, intent),
      of:
        intent.b % 3 === 0
          ? { person: personOf(state, intent) }
          : { unit: intent.a % Math.max(1, state.columns.head.units[0]) },
      ...(intent.c % 2 === 0 ? { station: pick(stationCodes, intent.b) } : {}),
      ...(intent.c % 3 === 0 ? { team: pick(teamCodes, intent.b) } : {}),
      ...(intent.c % 4 === 0 ? { skills: pick(skillSets, intent.a) } : {}),
      ...(intent.c % 5 === 0 ? { crew: 1 + (intent.a % 3) } : {}),
    }),
  },
  "shift.amend": {
    weight: 3,
    make: (state, intent, now) => ({
      shift: shiftOf(state, intent),
      ...(intent.b % 2 === 0 ? { untilAt: plannedSpan(now, intent).untilAt } : {}),
      ...(intent.b % 5 === 0 ? { fromAt: plannedSpan(now, intent).fromAt } : {}),
      ...(intent.b % 3 === 0 ? { team: null, station: pick(stationCodes, intent.a) } : {}),
      ...(intent.c % 2 === 0 ? { crew: 1 + (intent.a % 4) } : {}),
    }),
  },
  "shift.cancel": { weight: 2, make: (state, intent) => ({ shift: shiftOf(state, intent) }) },
  "shift.mark-absent": { weight: 2, make: (state, intent) => ({ shift: shiftOf(state, intent) }) },
  "closure.report": {
    weight: 6,
    make: (state, intent, now) => ({
      ...drawingOf(intent),
      source: pick(closureSources.names, intent.a),
      expiresAt: laterOf(now, intent),
      ...(intent.c % 5 === 0 ? { classes: pick(classSets, intent.a) } : {}),
      ...(intent.c % 7 === 0 ? { sinceAt: now + (intent.a - 200) * microsPerSecond } : {}),
      ...(intent.c % 4 === 0 ? { incident: incidentOf(state, intent, intent.a) } : {}),
      ...(intent.c % 9 === 0 ? { reviewAt: now + intent.a * microsPerSecond } : {}),
      ...(intent.b % 3 === 0 ? { confirm: true, description: "tyres and a van" } : {}),
      ...(intent.b % 5 === 0 ? { sourceGrade: pick(sourceGrades.names, intent.a) } : {}),
    }),
  },
  "closure.confirm": {
    weight: 5,
    make: (state, intent) => ({
      ...closure(state, intent),
      ...(intent.b % 2 === 0 ? { contentGrade: pick(contentGrades.names, intent.b) } : {}),
    }),
  },
  "closure.amend": {
    weight: 3,
    make: (state, intent) => ({
      ...closure(state, intent),
      reason: reasonOf(intent),
      ...(intent.b % 2 === 0 ? drawingOf(intent) : {}),
      ...(intent.b % 3 === 0 ? { classes: pick(classSets, intent.a) } : {}),
      ...(intent.b % 5 === 0 ? { description: "moved" } : {}),
    }),
  },
  "closure.renew": {
    weight: 4,
    make: (state, intent, now) => ({
      ...closure(state, intent),
      expiresAt: laterOf(now, intent),
      reason: reasonOf(intent),
    }),
  },
  "closure.lift": {
    weight: 3,
    make: (state, intent) => ({ ...closure(state, intent), reason: reasonOf(intent) }),
  },
  ...custodyKinds,
  ...requestKinds,
  ...directiveKinds,
  ...claimKindsOf,
  "due.work": { weight: 12, make: () => ({}) },
};

const types = Object.keys(kinds) as CommandType[];

export const intentArbitrary: fc.Arbitrary<Intent> = fc.record({
  type: fc.oneof(
    ...types.map((type) => ({ weight: kinds[type].weight, arbitrary: fc.constant(type) })),
  ),
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

/** The command that `intent` means in this state. */
export function commandOf(state: RegionState, now: Instant, intent: Intent): Command {
  return { type: intent.type, ...kinds[intent.type].make(state, intent, now) } as Command;
}

/** Lives one intent on a twin. */
export function live(twin: Twin, intent: Intent): Outcome & { readonly command: Command } {
  twin.wait(intent.waitSeconds);
  const command = commandOf(twin.state, twin.now, intent);
  return { command, ...twin.ask(command, intent.lateSeconds, pick(["amber", "birch"], intent.b)) };
}

/** A configured region with a few units on duty; so that random histories do not begin with an empty room. */
export function beginShift(twin: Twin, units = 4): void {
  const config = makeRegionConfig({ levelPlan: testLevelPlan, aidPlan: testAidPlan });
  twin.do({ type: "region.configure", config });
  for (let id = 0; id < units; id += 1) {
    const [skills, area] = [pick(skillSets, id), pick(areaCodes, id)];
    const base = middleOf(id % 3);
    twin.do({ type: "unit.register", callSign: `S${id}`, vehicle: "car", skills, area, base });
    twin.do({ type: "unit.book-on", unit: id, crew: 2 });
  }
}
