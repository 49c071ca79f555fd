/**
 * The schema of commands from outside: exactly the core's Command, without what only the server itself may say
 * (due work, what other programs' routers answered, the recommendation a decision rests on). Lengths here are generous bounds against abuse; the limits that
 * people meet are the core's, with its codes. The compiler proves that schema and core type are the same shape.
 */

import { z } from "zod";
import type { Command, serverCommands } from "../core/commands.ts";
import { hoursLimits } from "../core/hours/hours-rules.ts";
import { limits } from "../core/limits.ts";
import { warningCodes } from "../core/refusal.ts";
import {
  callBackResults,
  channels,
  closureDirections,
  closureKinds,
  closureSources,
  contactOutcomes,
  contentGrades,
  grades,
  locationStates,
  positionSources,
  serviceLevels,
  sourceGrades,
  thriveAnswers,
  unavailabilityReasons,
  unitStatuses,
} from "../core/vocabulary.ts";
import {
  latE7Schema,
  lonE7Schema,
  pointSchema,
  regionConfigSchema,
} from "./region-config-schema.ts";
import { aidCommands } from "./aid-schema.ts";
import { command, instant, number, text } from "./command-parts.ts";
import { custodyCommands } from "./custody-schema.ts";
import { gapCommands } from "./gap-schema.ts";
import { handOverCommands } from "./hand-over-schema.ts";
import { claimCommands } from "./claim-schema.ts";
import { directiveCommands } from "./directive-schema.ts";
import { placeHazardCommands } from "./place-hazard-schema.ts";
import { communityCommands } from "./community-schema.ts";
import { hospitalCommands } from "./hospital-schema.ts";
import { warningCommands } from "./warning-schema.ts";
import { recallCommands } from "./recall-schema.ts";
import { requestCommands } from "./request-schema.ts";
import type { Same } from "./same.ts";

const code = z.string().min(1).max(64);
const grade = z.enum(grades.names);
const answer = z.enum(thriveAnswers.names).exactOptional();

export const locationSchema = z.strictObject({
  state: z.enum(locationStates.names),
  latE7: latE7Schema,
  lonE7: lonE7Schema,
  radiusM: z.int().min(0).max(10_000_000),
});

const thrive = z.strictObject({
  threat: answer,
  harm: answer,
  risk: answer,
  investigation: answer,
  vulnerability: answer,
  engagement: answer,
});

const contactWords = {
  callerName: text.exactOptional(),
  callerNumber: text.exactOptional(),
  words: text.exactOptional(),
  place: text.exactOptional(),
};

const contactCommands = [
  command("contact.receive", {
    channel: z.enum(channels.names),
    location: locationSchema.exactOptional(),
    ...contactWords,
  }),
  command("contact.answer", { contact: number }),
  command("contact.abandon", { contact: number }),
  command("contact.describe", {
    contact: number,
    incidentType: code.exactOptional(),
    location: locationSchema.exactOptional(),
    ...contactWords,
  }),
  command("contact.call-back", { contact: number, result: z.enum(callBackResults.names) }),
  command("contact.link", { contact: number, incident: number }),
  command("contact.unlink", { contact: number }),
  command("contact.end", { contact: number, outcome: z.enum(contactOutcomes.names) }),
] as const;

const incidentCommands = [
  command("incident.open", {
    contact: number.exactOptional(),
    incidentType: code,
    location: locationSchema,
    area: code.exactOptional(),
    grade,
    thrive: thrive.exactOptional(),
    hazards: z.array(code).max(64).exactOptional(),
    summary: text.exactOptional(),
    place: text.exactOptional(),
    thriveWords: text.exactOptional(),
    told: text.exactOptional(),
  }),
  command("incident.retype", { incident: number, incidentType: code }),
  command("incident.locate", {
    incident: number,
    location: locationSchema,
    area: code.exactOptional(),
    place: text.exactOptional(),
  }),
  command("incident.assess", {
    incident: number,
    grade,
    thrive: thrive.exactOptional(),
    thriveWords: text.exactOptional(),
    reason: text,
  }),
  command("incident.serve", { incident: number, grade, reason: text }),
  command("incident.set-hazards", { incident: number, hazards: z.array(code).max(64) }),
  command("incident.note", { incident: number, note: text }),
  command("incident.strike-note", { incident: number, note: number, reason: text }),
  command("incident.close", { incident: number, result: code, words: text.exactOptional() }),
  command("incident.reopen", { incident: number, reason: text }),
  command("incident.defer", {
    incident: number,
    callBackAt: z.int().min(0).exactOptional(),
    told: text.exactOptional(),
    reason: text,
  }),
  command("incident.take-up", { incident: number, reason: text }),
  command("incident.call-back", {
    incident: number,
    result: z.enum(callBackResults.names),
    callBackAt: z.int().min(0).exactOptional(),
    told: text.exactOptional(),
  }),
] as const;

const unitCommands = [
  command("unit.register", {
    callSign: text,
    vehicle: code,
    skills: z.array(code).max(64),
    area: code,
    base: pointSchema,
  }),
  command("unit.book-on", {
    unit: number,
    crew: z.int().min(0).max(255),
    skills: z.array(code).max(64).exactOptional(),
  }),
  command("unit.book-off", { unit: number, words: text.exactOptional() }),
  command("unit.set-status", {
    unit: number,
    status: z.enum(unitStatuses.names),
    reason: z.enum(unavailabilityReasons.names).exactOptional(),
    label: code.exactOptional(),
  }),
  command("unit.place", {
    unit: number,
    latE7: latE7Schema,
    lonE7: lonE7Schema,
    source: z.enum(positionSources.names),
  }),
  command("unit.confirm-welfare", { unit: number }),
  command("unit.raise-emergency", { unit: number }),
  command("unit.end-emergency", { unit: number, reason: text }),
  command("unit.send", {
    incident: number,
    units: z.array(number).max(1_000),
    mode: z.enum(["send", "divert", "stack"]).exactOptional(),
    accept: z.array(z.enum(warningCodes)).max(warningCodes.length).exactOptional(),
  }),
  command("unit.progress", {
    unit: number,
    status: z.enum(["en route", "at scene", "transporting"]),
    label: code.exactOptional(),
  }),
  command("unit.clear", { unit: number }),
  command("unit.stand-down", {
    unit: number,
    incident: number.exactOptional(),
    reason: text.exactOptional(),
  }),
] as const;

const closureShapeSchema = z.strictObject({
  kind: z.enum(closureKinds.names),
  points: z.array(z.tuple([lonE7Schema, latE7Schema])).max(5 * limits.closurePoints),
});

const closureTraffic = {
  direction: z.enum(closureDirections.names).exactOptional(),
  bearingDegrees: z.int().min(0).max(359).exactOptional(),
  classes: z.array(code).max(64).exactOptional(),
};

const closureGrades = {
  sourceGrade: z.enum(sourceGrades.names).exactOptional(),
  contentGrade: z.enum(contentGrades.names).exactOptional(),
};

const closureCommands = [
  command("closure.report", {
    shape: closureShapeSchema,
    ...closureTraffic,
    source: z.enum(closureSources.names),
    ...closureGrades,
    sinceAt: z.int().min(0).exactOptional(),
    reviewAt: z.int().min(0).exactOptional(),
    expiresAt: z.int().min(0),
    incident: number.exactOptional(),
    description: text.exactOptional(),
    confirm: z.boolean().exactOptional(),
  }),
  command("closure.confirm", { closure: number, ...closureGrades }),
  command("closure.amend", {
    closure: number,
    shape: closureShapeSchema.exactOptional(),
    ...closureTraffic,
    ...closureGrades,
    description: text.exactOptional(),
    reason: text,
  }),
  command("closure.renew", {
    closure: number,
    expiresAt: z.int().min(0),
    reviewAt: z.int().min(0).exactOptional(),
    reason: text,
  }),
  command("closure.lift", { closure: number, reason: text }),
] as const;

const skills = z.array(code).max(limits.skills);
const crew = z.int().min(1).max(limits.crew);
export const overrideSchema = z.strictObject({
  rules: z.array(code).min(1).max(hoursLimits.rules),
  reason: text,
});
const personFacts = { skills: skills.exactOptional(), name: text.exactOptional() };

const rosterCommands = [
  command("person.register", {
    ...personFacts,
    staffNumber: code,
    post: code,
    team: code.exactOptional(),
    station: code.exactOptional(),
    skills,
  }),
  command("person.amend", {
    ...personFacts,
    person: number,
    post: code.exactOptional(),
    team: code.nullable().exactOptional(),
    station: code.nullable().exactOptional(),
  }),
  command("person.book-on", {
    person: number,
    crewOf: number.exactOptional(),
    items: z.array(number).max(limits.itemsOfOne).exactOptional(),
    override: overrideSchema.exactOptional(),
  }),
  command("person.book-off", {
    person: number,
    handIn: z.boolean().exactOptional(),
  }),
  command("shift.plan", {
    of: z.union([z.strictObject({ unit: number }), z.strictObject({ person: number })]),
    fromAt: instant,
    untilAt: instant,
    team: code.exactOptional(),
    station: code.exactOptional(),
    area: code.exactOptional(),
    skills: skills.exactOptional(),
    crew: crew.exactOptional(),
    override: overrideSchema.exactOptional(),
  }),
  command("shift.amend", {
    shift: number,
    override: overrideSchema.exactOptional(),
    fromAt: instant.exactOptional(),
    untilAt: instant.exactOptional(),
    team: code.nullable().exactOptional(),
    station: code.nullable().exactOptional(),
    area: code.nullable().exactOptional(),
    skills: skills.exactOptional(),
    crew: crew.exactOptional(),
  }),
  command("shift.cancel", { shift: number }),
  command("shift.mark-absent", { shift: number }),
] as const;

export const commandSchema = z.discriminatedUnion("type", [
  command("region.configure", { config: regionConfigSchema }),
  ...contactCommands,
  ...incidentCommands,
  ...unitCommands,
  ...closureCommands,
  ...rosterCommands,
  ...requestCommands,
  ...warningCommands,
  ...hospitalCommands,
  ...communityCommands,
  ...placeHazardCommands,
  ...gapCommands,
  ...directiveCommands,
  ...claimCommands,
  ...handOverCommands,
  ...custodyCommands,
  ...recallCommands,
  ...aidCommands,
  command("level.set", {
    level: z.enum(serviceLevels.names),
    reason: text,
    reviewAt: z.int().min(0).exactOptional(),
  }),
  command("alarm.acknowledge", { alarm: number }),
  command("alarm.shelve", { alarm: number, until: z.int().min(0), reason: text }),
]);

/** What a client may ask for. */
export type ClientCommand = Command extends infer Each
  ? Each extends { readonly type: (typeof serverCommands)[number] }
    ? never
    : Each extends { readonly type: "unit.send" }
      ? Omit<Each, "recommendation" | "ranked">
      : Each extends { readonly type: "request.ask" | "aid.ask" }
        ? Omit<Each, "digest">
        : Each
  : never;

/** Fails to compile when schema and core type differ. */
export const commandProof: Same<z.output<typeof commandSchema>, ClientCommand> = true;
