/** The schemas of the commands about requests; command-schema.ts puts all together and proves that they fit the core. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import {
  ownerKinds,
  partyKinds,
  requestAnswers,
  requestDirections,
  requestKinds,
} from "../core/vocabulary.ts";
import { command, instant, number, text } from "./command-parts.ts";

const code = z.string().min(1).max(limits.codeLength);
const quantity = z.int().min(1).max(limits.requestQuantity);

export const digestSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
});
const owner = z.strictObject({ kind: z.enum(ownerKinds.names), name: code });

export const requestCommands = [
  command("request.ask", {
    direction: z.enum(requestDirections.names),
    kind: z.enum(requestKinds.names),
    item: code.exactOptional(),
    quantity,
    party: z.strictObject({ kind: z.enum(partyKinds.names), code }),
    words: text.exactOptional(),
    neededAt: instant.exactOptional(),
    deadlineAt: instant.exactOptional(),
    owner: owner.exactOptional(),
    incident: number.exactOptional(),
    stated: digestSchema.exactOptional(),
  }),
  command("request.receive", { request: number, arrived: digestSchema.exactOptional() }),
  command("request.answer", {
    request: number,
    answer: z.enum(requestAnswers.names),
    quantity: quantity.exactOptional(),
    reason: text.exactOptional(),
  }),
  command("request.commit", {
    request: number,
    quantity: quantity.exactOptional(),
    etaAt: instant.exactOptional(),
  }),
  command("request.set-out", { request: number, etaAt: instant.exactOptional() }),
  command("request.arrive", { request: number }),
  command("request.release", { request: number, reason: text }),
  command("request.withdraw", { request: number, reason: text }),
  command("request.extend", { request: number, deadlineAt: instant, reason: text }),
  command("request.assign", { request: number, owner, reason: text }),
] as const;
