/** What the live loop may say of demand: it counts, and tells what is more than ordinary. Never a client. */

import type { DemandEvidence } from "./demand-events.ts";

export type DemandCommand = {
  readonly type: "demand.note";
  /** The rise that is over; null = more comes than ordinary, from now on. */
  readonly rise: number | null;
  readonly evidence: DemandEvidence;
};
