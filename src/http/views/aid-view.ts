/** Mutual aid of a region as JSON: neighbours with how far messages have got, floors, units between regions, what is asked. */

import { z } from "zod";
import {
  getAsk,
  listAidRows,
  listBetween,
  listFloors,
  listNeighbours,
} from "../../core/aid/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { aidTiers, grades, loanStates, requestDirections, requestStates } from "../../core/vocabulary.ts"; // prettier-ignore
import { linkKinds, type LinkPicture } from "../../wire/shown-link.ts";
import { instantOrNull, instantOrNullView, instantView } from "./instants.ts";

const grade = z.enum(grades.names).nullable();

export const aidView = z.object({
  neighbours: z.array(
    z.object({
      region: z.string(),
      name: z.string(),
      tier: z.enum(aidTiers.names),
      told: z.number().describe("Messages to it"),
      taken: z.number().describe("Messages from it"),
      link: z.enum(linkKinds).describe("Where it is; none = no way to it is configured"),
      heardAt: instantOrNullView.describe("Null = never since the server started"),
      silentSince: instantOrNullView.describe("Null = the link is not silent"),
      silentAt: instantOrNullView.describe(
        "The same by the log, which alarms; null = the log says of no silence",
      ),
      waiting: z
        .number()
        .nullable()
        .describe("Messages to it that it has not said it took; null = it was never heard"),
      behind: z
        .number()
        .nullable()
        .describe("Messages that it says it told and that are not here; null = it never said"),
    }),
  ),
  floors: z.array(
    z.object({
      area: z.string().nullable(),
      grade,
      units: z.number().describe("Never fewer"),
      left: z.number().describe("Own units on duty that are not lent"),
      spare: z.number().describe("Of these, more than the floor wants"),
    }),
  ),
  brokenAt: instantOrNullView.describe("Since when a floor is broken while units are lent"),
  units: z.array(
    z.object({
      unit: z.number(),
      callSign: z.string(),
      isGuest: z.boolean(),
      region: z.string().describe("Where it comes from, or whom it helps"),
      state: z.enum(loanStates.names),
      request: z.number(),
      untilAt: instantView,
      isRecalled: z.boolean(),
    }),
  ),
  requests: z.array(
    z.object({
      request: z.number(),
      direction: z.enum(requestDirections.names),
      region: z.string(),
      tier: z.enum(aidTiers.names).nullable().describe("Null = it is no neighbour any more"),
      line: z
        .object({
          first: z.number().describe("Its first request"),
          wanted: z.number(),
          lack: z
            .number()
            .describe(
              "Units that nobody has promised or may promise in time; below 0 = more are promised than wanted",
            ),
        })
        .nullable()
        .describe("Asked by the tiers; null = one region was named"),
      state: z.enum(requestStates.names),
      quantity: z.number(),
      promised: z.number(),
      skills: z.array(z.string()),
      grade,
      area: z.string().nullable(),
      untilAt: instantView,
      deadlineAt: instantOrNullView,
      lendable: z
        .number()
        .nullable()
        .describe("Units that could be named now above every floor; null = we ask"),
      words: z.string(),
    }),
  ),
});
export type AidView = z.infer<typeof aidView>;

export function viewAid(state: RegionState, linkOf: (region: string) => LinkPicture): AidView {
  return {
    neighbours: listNeighbours(state).map(({ region, name, tier, told, taken, silentAt }) => ({
      region,
      name,
      tier,
      told,
      taken,
      silentAt: instantOrNull(silentAt),
      ...linkOf(region),
    })),
    floors: listFloors(state),
    brokenAt: instantOrNull(state.columns.aid.brokenAt[0]),
    units: listBetween(state).map((loan) => ({
      ...loan,
      callSign: state.text?.callSigns[loan.unit] ?? "",
    })),
    requests: listAidRows(state).map((row) => viewAsk(state, row)),
  };
}

function viewAsk(state: RegionState, row: number): AidView["requests"][number] {
  const { request, direction, party, tier, line, terms, state: now, quantity, promised, deadlineAt, lendable } = getAsk(state, row); // prettier-ignore
  const { skills, grade: asked, area, untilAt } = terms;
  return {
    request,
    direction,
    region: party.code,
    tier,
    line,
    state: now,
    quantity,
    promised,
    skills: [...skills],
    grade: asked,
    area,
    untilAt,
    deadlineAt: instantOrNull(deadlineAt),
    lendable,
    words: state.text?.requests.get(request)?.words ?? "",
  };
}
