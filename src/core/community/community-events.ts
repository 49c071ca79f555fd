/** What can happen by the community, as facts. A report is a contact, and so an event of its own there. */

import type { EventBase } from "../events.ts";
import type { CheckResult, ContentGrade, RefugeOpening, SourceGrade } from "../vocabulary.ts";

export interface ContactGraded extends EventBase {
  readonly type: "contact.graded";
  readonly contact: number;
  readonly sourceGrade: SourceGrade;
  readonly contentGrade: ContentGrade;
}
export interface RefugeSet extends EventBase {
  readonly type: "refuge.set";
  readonly refuge: string;
  readonly opening: RefugeOpening;
  readonly places: number | null;
}
/** Somebody looked after somebody. Nobody is named. */
export interface CheckOnMade extends EventBase {
  readonly type: "check-on.made";
  readonly area: string;
  readonly result: CheckResult;
  /** The contact that it became, where help is needed. */
  readonly contact: number | null;
}

export type CommunityEvent = ContactGraded | RefugeSet | CheckOnMade;
