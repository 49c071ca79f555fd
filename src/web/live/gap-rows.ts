/** Gaps of the log as rows, the newest first. */

import { listGaps, type Gap } from "../../core/gap/read.ts";
import { makeRowList } from "./row-cache.ts";

export const listGapRows = makeRowList<Gap>(
  (gap) => gap.gap,
  (view) => listGaps(view.state),
);
