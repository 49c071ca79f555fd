/** One sentence for each event about gaps of the log, as describe-event.ts has them for all. */

import type { GapEvent } from "../core/gap/gap-events.ts";
import { gapText } from "../core/gap/gap-text.ts";

export function describeGap(event: GapEvent): string {
  return event.type === "gap.noted"
    ? `gap ${event.gap}: ${gapText(event)}`
    : `gap ${event.gap} is settled: all that happened in it is entered`;
}
