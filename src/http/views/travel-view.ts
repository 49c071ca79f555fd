/** Where a travel time comes from, as answers show it: the source, its error and, by road, the map and its closures. */

import { z } from "zod";

export const travelSourceView = z.object({
  name: z.string().describe("roads, or straight line"),
  version: z.string().describe("Names the journeys it was fitted to"),
  errorSeconds: z.number().describe("Median error of one estimate"),
  errorOf: z
    .enum(["roads", "straight line"])
    .exactOptional()
    .describe("Which way of measuring that error is of; left out = nobody has said"),
  map: z
    .object({
      hash: z.string(),
      epoch: z.number().describe("Position of the last change of what is shut that it contains"),
    })
    .exactOptional(),
});
