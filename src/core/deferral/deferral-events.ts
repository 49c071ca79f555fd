/** What can happen to an incident that is deferred and to what its caller was promised, as facts. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { CallBackResult, DeferralEnd, DeferralOrigin } from "../vocabulary.ts";

/** Nobody is to be sent for now, and the caller has a promise. */
export interface IncidentDeferred extends EventBase {
  readonly type: "incident.deferred";
  readonly incident: number;
  readonly origin: DeferralOrigin;
  readonly callBackAt: Instant;
  /** Whether the caller knows already. */
  readonly told: boolean;
  readonly text?: { readonly told?: string; readonly reason?: string };
}
export interface IncidentTakenUp extends EventBase {
  readonly type: "incident.taken-up";
  readonly incident: number;
  readonly end: DeferralEnd;
  readonly text?: { readonly reason?: string };
}
export interface IncidentCalledBack extends EventBase {
  readonly type: "incident.called-back";
  readonly incident: number;
  readonly result: CallBackResult;
  /** The next call-back is due then; 0 = none. */
  readonly callBackAt: Instant;
  readonly text?: { readonly told?: string };
}

export type DeferralEvent = IncidentDeferred | IncidentTakenUp | IncidentCalledBack;
