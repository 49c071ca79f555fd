/**
 * The whole routes table. What is not listed here does not exist on the wire, except the files of the web build.
 */

import packageJson from "../../../package.json" with { type: "json" };
import { makeOpenApi } from "../openapi.ts";
import { defineRoute, type Route } from "../route.ts";
import { accountRoutes } from "./accounts.ts";
import { recordExportRoutes } from "./record-export.ts";
import { recordRoutes } from "./record.ts";
import { crewRoutes } from "./crew.ts";
import { custodyRoutes } from "./custody.ts";
import { aidRoutes } from "./aid.ts";
import { closureRoutes } from "./closures.ts";
import { commandRoutes } from "./commands.ts";
import { demandRoutes } from "./demand.ts";
import { demoRoutes } from "./demo.ts";
import { forecastRoutes } from "./forecast.ts";
import { gapRoutes } from "./gaps.ts";
import { healthRoutes } from "./health.ts";
import { hospitalRoutes } from "./hospitals.ts";
import { handedInRoutes } from "./handed-in.ts";
import { incidentHistoryRoutes } from "./incident-history.ts";
import { levelRoutes } from "./level.ts";
import { lookRoutes } from "./looks.ts";
import { manualPackRoutes } from "./manual-pack.ts";
import { mapRoutes } from "./map.ts";
import { pastRoutes } from "./past.ts";
import { queuePlanRoutes } from "./queue-plan.ts";
import { roadRoutes } from "./roads.ts";
import { directiveRoutes } from "./directives.ts";
import { gradeReportRoutes } from "./grade-report.ts";
import { claimRoutes } from "./claims.ts";
import { handOverRoutes } from "./hand-over.ts";
import { placeHazardRoutes } from "./place-hazards.ts";
import { refugeRoutes } from "./refuges.ts";
import { requestRoutes } from "./requests.ts";
import { rosterRoutes } from "./roster.ts";
import { regionDataRoutes } from "./region-data.ts";
import { sessionRoutes } from "./session.ts";
import { statementRoutes } from "./statements.ts";
import { streamRoutes } from "./stream.ts";
import { tokenRoutes } from "./tokens.ts";
import { warningRoutes } from "./warnings.ts";

let document: Record<string, unknown> | undefined;

const openApiRoute = defineRoute({
  method: "GET",
  path: "/api/openapi.json",
  summary: "This interface as OpenAPI 3.1",
  access: { kind: "signed in" },
  answer: { description: "OpenAPI 3.1, made from the routes table." },
  handle: () => {
    document ??= makeOpenApi(routes, packageJson.version);
    return { json: document };
  },
});

export const routes: readonly Route[] = [
  ...healthRoutes,
  openApiRoute,
  ...sessionRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...commandRoutes,
  ...streamRoutes,
  ...regionDataRoutes,
  ...pastRoutes,
  ...lookRoutes,
  ...closureRoutes,
  ...rosterRoutes,
  ...crewRoutes,
  ...custodyRoutes,
  ...levelRoutes,
  ...queuePlanRoutes,
  ...manualPackRoutes,
  ...recordRoutes,
  ...recordExportRoutes,
  ...demandRoutes,
  ...gapRoutes,
  ...requestRoutes,
  ...warningRoutes,
  ...aidRoutes,
  ...hospitalRoutes,
  ...refugeRoutes,
  ...placeHazardRoutes,
  ...directiveRoutes,
  ...claimRoutes,
  ...handOverRoutes,
  ...gradeReportRoutes,
  ...statementRoutes,
  ...roadRoutes,
  ...forecastRoutes,
  ...incidentHistoryRoutes,
  ...handedInRoutes,
  ...mapRoutes,
  ...demoRoutes,
];
