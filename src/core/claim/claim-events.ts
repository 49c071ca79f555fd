/**
 * What can happen to a claim, as facts: somebody works on a contact or an incident, or listens to a channel or an area. Who it is
 * stands as `by` of the event that makes it.
 */

import type { EventBase } from "../events.ts";
import type { ClaimCause, ClaimEnd } from "../vocabulary.ts";
import type { ClaimSubject } from "./claim-commands.ts";

export interface ClaimMade extends EventBase {
  readonly type: "claim.made";
  readonly claim: number;
  readonly of: ClaimSubject;
}
export interface ClaimReleased extends EventBase {
  readonly type: "claim.released";
  readonly claim: number;
  readonly end: ClaimEnd;
}
/** Whoever held it is gone: it is back in the pool, with an alarm. */
export interface ClaimCameBack extends EventBase {
  readonly type: "claim.came-back";
  readonly claim: number;
  readonly cause: ClaimCause;
}

export type ClaimEvent = ClaimMade | ClaimReleased | ClaimCameBack;
