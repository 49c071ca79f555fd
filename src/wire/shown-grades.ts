/** The report of gradings as it goes over the wire: who graded down, how late, and responses by each of the three grades. */

import { z } from "zod";
import { gradeBases } from "../core/grading/grade-fold.ts";
import { grades } from "../core/vocabulary.ts";
import { gapView } from "./gap-schema.ts";

const instant = z.number().describe("microseconds since 1970");
const grade = z.enum(grades.names);

export const gradeReportView = z.object({
  position: z.number().describe("Of the log, up to which it was read"),
  isComplete: z
    .boolean()
    .describe("False when the stretch of the log was too long to read through"),
  from: instant,
  until: instant,
  underPercent: z.number().describe("With less of the target left an assessment down is late"),
  gaps: z.array(gapView).describe("When Muster took nothing, or its clock jumped"),
  people: z.array(
    z.object({
      by: z.string().describe("Account"),
      hour: instant.describe("Its beginning"),
      up: z.number().describe("Assessed higher again"),
      down: z.number().describe("Assessed lower again"),
      late: z.number().describe("Of these, with little time left and nobody there"),
      servedDown: z.number().describe("Served grades that this person set below the assessed one"),
      incidents: z.number().describe("Incidents that were assessed lower"),
      standsOut: z
        .enum(["", "late", "many", "late and many"])
        .describe("From an ordinary night, by chance of 1 in 100,000"),
    }),
  ),
  regradingCount: z.number(),
  regradings: z.array(
    z.object({
      incident: z.number(),
      at: instant,
      by: z.string(),
      from: grade,
      to: grade,
      served: grade.describe("After it"),
      leftSeconds: z
        .number()
        .nullable()
        .describe("To the target of the grade before; null = none was owed, or somebody was there"),
      targetSeconds: z.number().nullable(),
      isLate: z.boolean(),
    }),
  ),
  response: z.array(
    z.object({
      basis: z.enum(gradeBases),
      grade,
      targetSeconds: z.number().nullable(),
      incidents: z.number(),
      arrived: z.number(),
      within: z.number().describe("Somebody was there within the target of this grade"),
      missed: z.number().describe("Nobody was before it had passed"),
      withinPercent: z.number().nullable(),
      medianSeconds: z.number().nullable(),
      ninetiethSeconds: z.number().nullable(),
    }),
  ),
});
export type GradeReportView = z.output<typeof gradeReportView>;
