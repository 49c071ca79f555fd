/** Demand by type and area as it goes over the wire: what was counted, what is ordinary, and what can be said of it. */

import { z } from "zod";
import { gapView } from "./gap-schema.ts";

export const demandView = z.object({
  gaps: z.array(gapView).describe("Of the log: its hours are not counted as ordinary ones"),
  hours: z.number().describe("Of the log that what is ordinary was learned from"),
  cells: z.array(
    z.object({
      incidentType: z.string(),
      area: z.string(),
      minutes: z.number(),
      counted: z.number().describe("Opened in the last so many minutes"),
      expected: z.number().describe("Ordinary number in that time"),
      expectedLow: z.number().describe("95 of 100 ordinary stretches have at least so many"),
      expectedHigh: z.number().describe("and at most so many"),
      ratio: z.number().describe("How many times likelier than in an ordinary hour"),
      verdict: z.enum([
        "ordinary",
        "perhaps more",
        "more than ordinary",
        "too few to say",
        "no baseline",
      ]),
    }),
  ),
});
export type DemandView = z.output<typeof demandView>;
