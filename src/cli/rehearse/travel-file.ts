/**
 * How recorded journeys differ from the straight line and from the map's roads, as the server's configuration says it: the
 * same file and the same keys (`travel`), so a rehearsal measures ways as the live room does. Without a file London's, as
 * there. Everything else in the file is the server's and is not read.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { londonFireFit, type StraightLineFit } from "../../plan/straight-line.ts";
import { londonRoadCalibration, type RoadCalibration } from "../../roads/vehicle-class.ts";
import { travelKeys } from "../../wire/travel-config.ts";
import { readYamlFile } from "../yaml-file.ts";

const fileSchema = z.looseObject({
  travel: z
    .looseObject(travelKeys({ line: londonFireFit, roads: londonRoadCalibration }))
    .prefault({}),
});

export interface TravelFit {
  readonly straightLine: StraightLineFit;
  readonly roads: RoadCalibration;
  /** Whether blue lights may go against one-way streets here. */
  readonly againstOneWays: boolean;
}

/** For the result: what its calibration was read from. Undefined = no file. */
export function hashConfig(path: string | undefined): { readonly configSha256?: string } {
  if (path === undefined) return {};
  return { configSha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

/** Throws FileFault. Undefined = no file. */
export function readTravelFit(path: string | undefined): TravelFit {
  const { travel } = path === undefined ? fileSchema.parse({}) : readYamlFile(path, fileSchema);
  const { version, baseSeconds, secondsPerMetre, errorSeconds } = travel;
  const { againstOneWays, ...roads } = travel.roads;
  const straightLine = { version, baseSeconds, secondsPerMetre, errorSeconds };
  return { straightLine, roads, againstOneWays };
}
