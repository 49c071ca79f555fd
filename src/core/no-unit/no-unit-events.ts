/** That no unit can be sent, and that it is over, as facts. */

import type { EventBase } from "../events.ts";
import type { Grade, NoUnitEnd, ShortfallCause } from "../vocabulary.ts";

export interface NoUnitBegan extends EventBase {
  readonly type: "no-unit.began";
  readonly area: string;
  readonly grade: Grade;
  /** The waiting incident whose need nobody can meet; null = the standing cover of the area itself. */
  readonly incident: number | null;
  /** Index of the need in the policy. */
  readonly need: number;
  readonly cause: ShortfallCause;
}
export interface NoUnitEnded extends EventBase {
  readonly type: "no-unit.ended";
  readonly area: string;
  readonly grade: Grade;
  readonly incident: number | null;
  readonly end: NoUnitEnd;
}

export type NoUnitEvent = NoUnitBegan | NoUnitEnded;
