/** What the counts of hospitals say. A partner sees its own; to count is a command like all others. */

import { z } from "zod";
import { listHospitals } from "../../core/hospital/read.ts";
import { partnerOf } from "../../core/request/request-rule.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { Caller } from "../identity/caller.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantOrNull, instantOrNullView } from "../views/instants.ts";
import { consoleRoles } from "./roles.ts";
import { answerDurable, checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts"; // prettier-ignore

const hospitalView = z.object({
  code: z.string(),
  name: z.string(),
  verdict: z.enum(["too few to say", "ordinary", "surge"]),
  windowSeconds: z.number().describe("How long the newest counts are together that were looked at"),
  observed: z.number(),
  expected: z.number().describe("By the hospital's own four weeks"),
  sigma: z.number().describe("Standard deviations above; 0 where it is too few to say"),
  countedAt: instantOrNullView.describe("End of the last count"),
  surgedAt: instantOrNullView.describe("Since when a surge is said"),
  signal: z
    .enum(["waiting", "acknowledged", "not acknowledged"])
    .nullable()
    .describe(
      "Whether the room has acknowledged the surge; not within a minute = not acknowledged",
    ),
});
export type HospitalView = z.infer<typeof hospitalView>;

function viewHospitals(state: RegionState, caller: Caller, now: number): HospitalView[] {
  const { hospitals, requests } = getPolicy(state);
  const partner = partnerOf(requests, caller.account);
  const round = (value: number): number => Math.round(value * 10) / 10;
  return listHospitals(state, now)
    .filter((_, index) => caller.role !== "partner" || hospitals[index].partner === partner)
    .map((hospital) => ({
      ...hospital,
      expected: round(hospital.expected),
      sigma: round(hospital.sigma),
      countedAt: instantOrNull(hospital.countedAt),
      surgedAt: instantOrNull(hospital.surgedAt),
    }));
}

export const hospitalRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/hospitals",
    summary: "What the counts of hospitals say; a partner sees its own",
    access: { kind: "roles", roles: [...consoleRoles, "partner"] },
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), hospitals: z.array(hospitalView) }),
      description: "In the order of the configuration.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        hospitals: viewHospitals(region.state, caller, region.now()),
      }));
      return { json };
    },
  }),
];
