/**
 * Health, readiness and metrics. Health says that the process answers; readiness that it takes commands: a failed
 * store makes it not ready while it goes on showing. Both say nothing that needs signing in.
 */

import { z } from "zod";
import { metricsType } from "../../live/metrics.ts";
import { noInstant } from "../../base/instant.ts";
import { listGaps } from "../../core/gap/read.ts";
import type { ServerContext } from "../server-context.ts";
import { defineRoute, type Route } from "../route.ts";

const healthView = z.object({ status: z.literal("ok") });
const readyView = z.object({
  ready: z.boolean(),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()).describe("It takes commands, and somebody should look"),
});

export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/health",
    summary: "The process answers",
    access: { kind: "open" },
    answer: { schema: healthView, description: "Always, while the process lives." },
    handle: () => ({ json: { status: "ok" } }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/ready",
    summary: "The server takes commands",
    access: { kind: "open" },
    answer: {
      schema: readyView,
      description: "200 when ready, 503 with the same body and its reasons when not.",
    },
    handle: ({ server }) => {
      const reasons: string[] = [];
      if (!server.isTaking()) reasons.push("live.stopping");
      if (server.store.status.state !== "open") reasons.push("store.failed");
      for (const region of server.regions.values()) {
        if (region.status === "loading" || region.status === "failed")
          reasons.push(`region ${region.id} ${region.status}`);
      }
      return {
        status: reasons.length === 0 ? 200 : 503,
        json: { ready: reasons.length === 0, reasons, warnings: listWarnings(server) },
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/metrics",
    summary: "OpenMetrics for collectors",
    access: { kind: "metrics" },
    answer: { contentType: metricsType, description: "OpenMetrics 1.0 text." },
    handle: ({ server }) => ({ bytes: server.metrics.write(), contentType: metricsType }),
  }),
];

/** What does not keep the server from taking commands, and must not stay as it is. */
function listWarnings(server: ServerContext): string[] {
  const warnings = [...server.regions.keys()].flatMap((id) => {
    const status = server.record?.statusOf(id);
    if (status?.isLate !== true) return [];
    const why = status.fault === undefined ? "" : ` (${status.fault.code})`;
    return [`region ${id}: the record is behind by ${status.behind}${why}`];
  });
  for (const { id, state } of server.regions.values()) {
    const { failedAt } = state.columns.manualPack;
    if (failedAt[0] !== noInstant) warnings.push(`region ${id} manual pack not written`);
    for (const { gap, kind, isSettled } of listGaps(state))
      if (!isSettled) warnings.push(`region ${id} gap ${gap} not settled (${kind})`);
  }
  return warnings;
}
