/** The schema of the command about gaps of the log, and gaps as they go over the wire. */

import { z } from "zod";
import { gapKinds } from "../core/vocabulary.ts";
import { command, number } from "./command-parts.ts";

export const gapCommands = [command("gap.settle", { gap: number })] as const;

const instant = z.number().describe("Microseconds since 1970-01-01T00:00:00Z");

export const gapView = z.object({
  gap: z.number().describe("Counts the gaps of the region, from 1"),
  kind: z.enum(gapKinds.names),
  beforeAt: instant.describe("What the clock said last before it"),
  afterAt: instant.describe("And first after it; earlier where the clock was set back"),
  isSettled: z.boolean().describe("Nothing of it is left to enter"),
  lateEntries: z.number().describe("Events of people that occurred in it and were entered later"),
  lastEntryAt: instant.nullable().describe("When the last of them was entered; null = none was"),
});
export type GapView = z.output<typeof gapView>;
