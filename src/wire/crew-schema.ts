/** The people of a unit as they go over the wire: for the phone of its crew, its panel, the command line. */

import { z } from "zod";
import { itemKinds, itemStates, recallStates, shiftStates } from "../core/vocabulary.ts";

const instant = z.number().describe("microseconds since 1970");

export const heldItemView = z.object({
  item: z.number(),
  code: z.string(),
  kind: z.enum(itemKinds.names),
  sinceAt: instant,
});

export const crewView = z.object({
  unit: z.number(),
  members: z.array(
    z.object({
      person: z.number(),
      staffNumber: z.string(),
      onDutyAt: instant,
      restDebtMinutes: z.number().describe("Of the daily rest, that this duty began with"),
      items: z.array(heldItemView),
    }),
  ),
  dutyLeftMinutes: z
    .number()
    .nullable()
    .describe("Until somebody has the longest duty behind; null = no rule, or nobody is known"),
  were: z
    .array(
      z.object({
        person: z.number(),
        staffNumber: z.string(),
        restsUntil: instant.nullable().describe("Daily rest that is not over"),
        recall: z
          .object({
            state: z.enum(recallStates.names),
            fromAt: instant,
            dueAt: instant.describe("When the answer or the person is owed"),
          })
          .nullable(),
        items: z.array(heldItemView).describe("What is held still, off duty"),
      }),
    )
    .describe("Who was of the crew and is off duty"),
  itemsOut: z.number().describe("With the crew, or of the unit with somebody"),
  items: z
    .array(
      z.object({
        item: z.number(),
        code: z.string(),
        kind: z.enum(itemKinds.names),
        state: z.enum(itemStates.names),
        holder: z.string().nullable(),
      }),
    )
    .describe("That belong to the unit: its vehicle, the key of that"),
  shift: z
    .object({
      shift: z.number(),
      state: z.enum(shiftStates.names),
      fromAt: instant,
      untilAt: instant,
      crew: z.number().describe("Heads planned"),
    })
    .nullable()
    .describe("The planned shift that runs or comes next"),
  handOver: z
    .object({ handOver: z.number(), begunAt: instant, words: z.string() })
    .nullable()
    .describe("What the crew before left, until somebody confirms it"),
});
export type CrewPeople = z.infer<typeof crewView>;

export const crewNameView = z.object({
  person: z.number().nullable().describe("Id of the staff number; null = nobody has it"),
  isOnDuty: z.boolean(),
  items: z.array(
    z.object({
      code: z.string(),
      item: z.number().nullable().describe("null = there is none with this code"),
      state: z.enum(itemStates.names).nullable(),
    }),
  ),
});
export type CrewNames = z.infer<typeof crewNameView>;
