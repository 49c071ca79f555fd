/** The schemas of mutual aid: what a client may ask for, and a message of another region's server. */

import { z } from "zod";
import type { AidPost } from "../core/aid/aid-facts.ts";
import { limits } from "../core/limits.ts";
import { grades, ownerKinds, requestAnswers, requestKinds } from "../core/vocabulary.ts";
import { command, instant, number, text } from "./command-parts.ts";
import { digestSchema } from "./request-schema.ts";
import type { Same } from "./same.ts";

const code = z.string().min(1).max(limits.codeLength);
const units = z.array(number).min(1).max(limits.unitsPerCommand);
const skills = z.array(code).max(limits.skills);
const point = z.strictObject({ latE7: z.int(), lonE7: z.int() });

export const aidCommands = [
  command("aid.ask", {
    region: code.exactOptional(),
    quantity: z.int().min(1).max(limits.unitsPerCommand),
    skills: skills.exactOptional(),
    grade: z.enum(grades.names).exactOptional(),
    area: code.exactOptional(),
    untilAt: instant,
    meet: point.exactOptional(),
    words: text.exactOptional(),
    neededAt: instant.exactOptional(),
    deadlineAt: instant.exactOptional(),
    owner: z.strictObject({ kind: z.enum(ownerKinds.names), name: code }).exactOptional(),
    incident: number.exactOptional(),
  }),
  command("aid.commit", { request: number, units, etaAt: instant.exactOptional() }),
  command("aid.arrive", { request: number, units: units.exactOptional() }),
  command("aid.release", { request: number, units: units.exactOptional(), reason: text }),
  command("aid.recall", { request: number, units: units.exactOptional(), reason: text }),
  command("aid.return", { unit: number, reason: text.exactOptional() }),
] as const;

const said = { asker: code, number } as const;
const ids = z.array(number).max(limits.unitsPerCommand);

const terms = z.strictObject({
  skills,
  grade: z.enum(grades.names).nullable(),
  area: code.nullable(),
  untilAt: instant,
  meet: point,
});

const lentUnit = z.strictObject({
  unit: number,
  callSign: z.string().regex(/^[A-Z0-9][A-Z0-9-]*$/).max(limits.callSignLength), // prettier-ignore
  vehicle: code,
  skills,
  crew: z.int().min(1).max(limits.crew),
});

export const aidMessageSchema = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.literal("ask"),
    kind: z.enum(requestKinds.names),
    item: code.nullable(),
    quantity: z.int().min(1).max(limits.requestQuantity),
    neededAt: instant,
    sent: digestSchema.nullable(),
    terms: terms.nullable(),
    ...said,
  }),
  z.strictObject({ step: z.literal("receive"), arrived: digestSchema.nullable(), ...said }),
  z.strictObject({
    step: z.literal("answer"),
    answer: z.enum(requestAnswers.names),
    quantity: z.int().min(0).max(limits.requestQuantity),
    ...said,
  }),
  z.strictObject({
    step: z.literal("commit"),
    quantity: z.int().min(0).max(limits.requestQuantity),
    etaAt: instant,
    units: z.array(lentUnit).max(limits.unitsPerCommand),
    ...said,
  }),
  z.strictObject({ step: z.literal("set out"), etaAt: instant, ...said }),
  z.strictObject({ step: z.literal("arrive"), units: ids, ...said }),
  z.strictObject({ step: z.literal("release"), units: ids, ...said }),
  z.strictObject({ step: z.literal("withdraw"), ...said }),
  z.strictObject({ step: z.literal("recall"), units: ids, ...said }),
  z.strictObject({ step: z.literal("return"), units: ids, ...said }),
]);

/** One message as it goes from server to server. */
export const aidPostSchema = z.strictObject({
  to: code,
  position: z.int().min(1),
  at: instant,
  message: aidMessageSchema,
  text: z
    .strictObject({
      words: z.string().max(limits.noteLength).exactOptional(),
      reason: z.string().max(limits.reasonLength).exactOptional(),
    })
    .exactOptional(),
});

/** Fails to compile when schema and core type differ. */
export const aidPostProof: Same<z.output<typeof aidPostSchema>, AidPost> = true;
