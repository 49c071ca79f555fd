/** That the log has a gap, and that what happened in it was entered, as facts. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { GapKind } from "../vocabulary.ts";

export interface GapNoted extends EventBase {
  readonly type: "gap.noted";
  /** Counts the gaps of the region, from 1. */
  readonly gap: number;
  readonly kind: GapKind;
  /** What the clock said last before the gap. */
  readonly beforeAt: Instant;
  /** What it said first after the gap; earlier than `beforeAt` where it was set back. */
  readonly afterAt: Instant;
}
export interface GapSettled extends EventBase {
  readonly type: "gap.settled";
  readonly gap: number;
}

export type GapEvent = GapNoted | GapSettled;
