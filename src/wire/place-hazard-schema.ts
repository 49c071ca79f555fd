/** The schemas of the commands about hazards of places. */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { command, instant, number, text } from "./command-parts.ts";
import { latE7Schema, lonE7Schema } from "./region-config-schema.ts";

export const placeHazardCommands = [
  command("place-hazard.warn", {
    latE7: latE7Schema,
    lonE7: lonE7Schema,
    radiusM: z.int().min(0).max(10_000_000),
    hazard: z.string().min(1).max(limits.codeLength).exactOptional(),
    words: text,
    expiresAt: instant,
  }),
  command("place-hazard.renew", { placeHazard: number, expiresAt: instant, reason: text }),
  command("place-hazard.end", { placeHazard: number, reason: text }),
] as const;
