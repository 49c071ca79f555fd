/** The schemas of what the community may ask for, and of the grading of what it reports. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import {
  checkResults,
  contentGrades,
  locationStates,
  refugeOpenings,
  sourceGrades,
} from "../core/vocabulary.ts";
import { command, number, text } from "./command-parts.ts";
import { latE7Schema, lonE7Schema } from "./region-config-schema.ts";

const code = z.string().min(1).max(limits.codeLength);
const location = z.strictObject({
  state: z.enum(locationStates.names),
  latE7: latE7Schema,
  lonE7: lonE7Schema,
  radiusM: z.int().min(0).max(10_000_000),
});

export const communityCommands = [
  command("community.report", {
    words: text,
    incidentType: code.exactOptional(),
    location: location.exactOptional(),
    place: text.exactOptional(),
  }),
  command("community.shelter", {
    refuge: code,
    opening: z.enum(refugeOpenings.names),
    places: z.int().min(0).max(limits.refugePlaces).exactOptional(),
  }),
  command("community.check-on", {
    area: code,
    result: z.enum(checkResults.names),
    words: text.exactOptional(),
    location: location.exactOptional(),
  }),
  command("contact.grade", {
    contact: number,
    sourceGrade: z.enum(sourceGrades.names),
    contentGrade: z.enum(contentGrades.names),
  }),
] as const;
