/** What can happen to a hand-over, as facts: somebody leaves with so much open, and somebody else takes it on by name. */

import type { EventBase } from "../events.ts";
import type { HandOverCause } from "../vocabulary.ts";

/** What was open at that moment. The lists are in the log; these numbers say how much was handed on. */
export interface HandOverCounts {
  readonly promises: number;
  readonly callBacks: number;
  /** Acknowledgements that are overdue: of requests and of warnings. */
  readonly acknowledgements: number;
  readonly requests: number;
  readonly warnings: number;
  readonly alarms: number;
  /** Held by whoever leaves. */
  readonly claims: number;
  /** Items out with the crew that leaves or belonging to its unit; left out = no crew leaves. */
  readonly items?: number;
}

export interface HandOverBegun extends EventBase {
  readonly type: "hand-over.begun";
  readonly handOver: number;
  /** Whose duty ends: an account, or the call sign of a crew's unit. */
  readonly account: string;
  /** Id of the unit whose crew leaves; left out = of no crew. */
  readonly unit?: number;
  readonly cause: HandOverCause;
  readonly counts: HandOverCounts;
  readonly text?: { readonly words?: string };
}
export interface HandOverConfirmed extends EventBase {
  readonly type: "hand-over.confirmed";
  readonly handOver: number;
  readonly counts: HandOverCounts;
  readonly text: { readonly name: string };
}
export interface HandOverWithdrawn extends EventBase {
  readonly type: "hand-over.withdrawn";
  readonly handOver: number;
  readonly text: { readonly reason: string };
}

export type HandOverEvent = HandOverBegun | HandOverConfirmed | HandOverWithdrawn;
