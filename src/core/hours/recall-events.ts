/** What can happen to a recall, as facts. None has a place for why somebody does not come. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { RecallAnswer, RecallEnd } from "../vocabulary.ts";

export interface PersonRecalled extends EventBase {
  readonly type: "person.recalled";
  readonly person: number;
  readonly fromAt: Instant;
  readonly deadlineAt: Instant;
  /** Minutes of the daily rest that are missing when the duty begins, and hours a week on duty over the last 17 weeks. */
  readonly debtMinutes: number;
  readonly averageWeekHours: number;
  readonly text: { readonly reason: string };
}
export interface RecallAnswered extends EventBase {
  readonly type: "recall.answered";
  readonly person: number;
  readonly answer: RecallAnswer;
  /** 0 = does not come. */
  readonly etaAt: Instant;
}
export interface RecallEnded extends EventBase {
  readonly type: "recall.ended";
  readonly person: number;
  readonly end: RecallEnd;
  readonly text?: { readonly reason?: string };
}

export type RecallEvent = PersonRecalled | RecallAnswered | RecallEnded;
