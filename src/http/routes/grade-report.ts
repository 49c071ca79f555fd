/**
 * The report of gradings: assessed and served grade side by side, over a period of the log. It names accounts, so it is for those who
 * may read the log, and is audited as a reading of it.
 */

import { z } from "zod";
import { microsPerHour } from "../../base/instant.ts";
import { readGradeReport } from "../../live/grade-report.ts";
import { gradeReportView } from "../../wire/shown-grades.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantQuery } from "../views/instants.ts";
import { viewGaps } from "../views/gap-view.ts";
import { checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts";
import { logAccess } from "./roles.ts";

const usualMicros = 24 * microsPerHour;
const longestMicros = 31 * 24 * microsPerHour;

export const gradeReportRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/reports/grades",
    summary: "Who graded whom down, how late, and responses by first, last and served grade",
    access: logAccess,
    params: regionParams,
    query: z.strictObject({
      from: instantQuery.optional().describe("Left out = 24 hours before `until`"),
      until: instantQuery.optional().describe("Left out = now; at most 31 days after `from`"),
      underPercent: z.coerce.number().int().min(1).max(100).default(25),
    }),
    answer: { schema: gradeReportView, description: "Hours of persons that stand out first." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { underPercent, until = region.now() } = call.query;
      const { from = until - usualMicros } = call.query;
      if (from >= until || until - from > longestMicros)
        throw new Problem(
          "input.invalid",
          "The period is from `from` to `until`, and at most 31 days long.",
        );
      const { store, identity, wall } = call.server;
      const { account } = getCaller(call);
      identity.audit.note({ at: wall(), kind: "log.read", account, remote: call.remote });
      const report = await readGradeReport(store, region, { from, until, underPercent });
      const { isCut: _isCut, ...shown } = report;
      return { json: { ...shown, from, until, underPercent, gaps: viewGaps(region.state) } };
    },
  }),
];
