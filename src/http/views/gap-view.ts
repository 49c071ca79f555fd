/** Gaps of the log as JSON, as they stand by whatever is counted over time: the newest first. */

import { z } from "zod";
import { listGaps } from "../../core/gap/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { gapView, type GapView } from "../../wire/gap-schema.ts";
import { instantOrNull } from "./instants.ts";

export const gapsView = z
  .array(gapView)
  .describe("When Muster took nothing, or its clock jumped; the newest first");

export function viewGaps(state: RegionState): GapView[] {
  return listGaps(state).map((gap) => ({ ...gap, lastEntryAt: instantOrNull(gap.lastEntryAt) }));
}
