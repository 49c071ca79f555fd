/** What can happen to a warning, as facts: issued, acknowledged role by role, escalated while it is not, ended with a reason. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { Role } from "../vocabulary.ts";

export interface WarningIssued extends EventBase {
  readonly type: "warning.issued";
  readonly warning: number;
  readonly roles: readonly Role[];
  readonly incident: number | null;
  /** The first escalation, while some role has not acknowledged it. */
  readonly deadlineAt: Instant;
  readonly text: { readonly words: string };
}
export interface WarningAcknowledged extends EventBase {
  readonly type: "warning.acknowledged";
  readonly warning: number;
  readonly role: Role;
  /** Roles that still have not. */
  readonly missing: readonly Role[];
}
/** Some role has not acknowledged it: somebody else is told; the last to be told is the overseer. */
export interface WarningEscalated extends EventBase {
  readonly type: "warning.escalated";
  readonly warning: number;
  readonly step: number;
  readonly to: Role;
  readonly missing: readonly Role[];
}
export interface WarningEnded extends EventBase {
  readonly type: "warning.ended";
  readonly warning: number;
  readonly text: { readonly reason: string };
}
export interface WarningRetired extends EventBase {
  readonly type: "warning.retired";
  readonly warning: number;
}

export type WarningEvent =
  | WarningIssued
  | WarningAcknowledged
  | WarningEscalated
  | WarningEnded
  | WarningRetired;
