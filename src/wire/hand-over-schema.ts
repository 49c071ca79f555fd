/** Hand-overs at the edge: the commands that a client may give, and the page as it goes over the wire. */

import { z } from "zod";
import { owedKinds } from "../core/hand-over/read.ts";
import { handOverCauses, serviceLevels } from "../core/vocabulary.ts";
import { command, number, text } from "./command-parts.ts";

export const handOverCommands = [
  command("hand-over.begin", { words: text.exactOptional() }),
  command("hand-over.confirm", { handOver: number, name: text }),
  command("hand-over.withdraw", { handOver: number, reason: text }),
] as const;

const instant = z.number().describe("microseconds since 1970");

export const handOverView = z.object({
  position: z.number(),
  at: instant,
  level: z.object({
    level: z.enum(serviceLevels.names),
    reason: z.string(),
    by: z.string(),
    reviewAt: instant.nullable().describe("null = it needs no review"),
    isReviewOverdue: z.boolean(),
  }),
  owed: z.array(
    z.object({
      kind: z.enum(owedKinds),
      number: z.number().describe("Of the incident, contact, request, warning, alarm or claim"),
      says: z.string(),
      at: instant.describe("When it is owed, or since when it stands; 0 = not said"),
      isLate: z.boolean(),
      by: z
        .string()
        .describe("Account that holds a claim or owns a request; empty = nobody by name"),
    }),
  ),
  handOvers: z.array(
    z.object({
      handOver: z.number(),
      state: z.enum(["begun", "confirmed", "withdrawn"]),
      cause: z.enum(handOverCauses.names),
      account: z
        .string()
        .describe("Whose duty ends: an account, or the call sign of a crew's unit"),
      unit: z.number().nullable().describe("The unit whose crew leaves; null = of no crew"),
      begunAt: instant,
      doneAt: instant.nullable().describe("null = nobody has taken over yet"),
      words: z.string(),
      name: z.string().describe("Who took over, as signed"),
      by: z.string().describe("and the account"),
    }),
  ),
});
export type HandOverView = z.output<typeof handOverView>;
