/**
 * The schema of a hospital's count: these four fields and no other, so that nothing about a patient can be handed in by mistake. The
 * test beside it enumerates them.
 */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { command, instant } from "./command-parts.ts";

export const hospitalCommands = [
  command("hospital.count", {
    hospital: z.string().min(1).max(limits.codeLength),
    untilAt: instant,
    seconds: z.int().min(60).max(3600),
    arrivals: z.int().min(0).max(limits.hospitalArrivals),
  }),
] as const;
