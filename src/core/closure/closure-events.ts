/** What can happen to a closure, as facts: from the report of somebody to its end, which is an event too. */

import type { Instant } from "../../base/instant.ts";
import type { ClosureShape, EventBase } from "../events.ts";
import type { ClosureDirection, ClosureSource, ContentGrade, SourceGrade } from "../vocabulary.ts";

export interface ClosureReported extends EventBase {
  readonly type: "closure.reported";
  readonly closure: number;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  /** Traffic towards this bearing is stopped, 0 = north; null unless the direction is a bearing. */
  readonly bearingDegrees: number | null;
  /** Codes of the vehicle classes it stops. */
  readonly classes: readonly string[];
  readonly source: ClosureSource;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  /** Later than `at` = it is planned, and begins then. */
  readonly sinceAt: Instant;
  readonly reviewAt: Instant;
  readonly expiresAt: Instant;
  readonly incident: number | null;
  readonly text?: { readonly description?: string };
}
export interface ClosureBegan extends EventBase {
  readonly type: "closure.began";
  readonly closure: number;
}
export interface ClosureConfirmed extends EventBase {
  readonly type: "closure.confirmed";
  readonly closure: number;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly reviewAt: Instant;
}
export interface ClosureAmended extends EventBase {
  readonly type: "closure.amended";
  readonly closure: number;
  readonly shape: ClosureShape;
  readonly direction: ClosureDirection;
  readonly bearingDegrees: number | null;
  readonly classes: readonly string[];
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
  readonly text: { readonly reason: string; readonly description?: string };
}
export interface ClosureRenewed extends EventBase {
  readonly type: "closure.renewed";
  readonly closure: number;
  readonly reviewAt: Instant;
  readonly expiresAt: Instant;
  readonly text: { readonly reason: string };
}
export interface ClosureReviewDue extends EventBase {
  readonly type: "closure.review-due";
  readonly closure: number;
}
export interface ClosureExpired extends EventBase {
  readonly type: "closure.expired";
  readonly closure: number;
}
export interface ClosureLifted extends EventBase {
  readonly type: "closure.lifted";
  readonly closure: number;
  readonly text: { readonly reason: string };
}
export interface ClosureRetired extends EventBase {
  readonly type: "closure.retired";
  readonly closure: number;
}

export type ClosureEvent =
  | ClosureReported
  | ClosureBegan
  | ClosureConfirmed
  | ClosureAmended
  | ClosureRenewed
  | ClosureReviewDue
  | ClosureExpired
  | ClosureLifted
  | ClosureRetired;
