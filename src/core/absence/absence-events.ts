/** What can happen about many heads that are missing at once, as facts. Counts of heads only: nobody is named, and no event has a place for a motive. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { SignalEvidence } from "./signals.ts";
import type { AbsenceEnd } from "../vocabulary.ts";

/** One station, or one team where the plan names no station, of a muster. */
export interface AbsencePlace {
  /** Code of the station or team; null = those of neither. */
  readonly place: string | null;
  readonly planned: number;
  readonly arrived: number;
  /** Heads that would have arrived by now on an ordinary day, to one decimal. */
  readonly expected: number;
}

/** Heads that would have booked on by then on an ordinary day, with the band that holds 95 of 100 of these. */
export interface AbsencePoint {
  readonly at: Instant;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface AbsenceEvidence {
  /** Beginnings of the shifts looked at, first and last, and when the last of them ends; 0 = none begins. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly untilAt: Instant;
  readonly planned: number;
  readonly arrived: number;
  /** Known beforehand not to come. */
  readonly announced: number;
  /** Heads that would have arrived by now on an ordinary day, and the band that holds 95 of 100 of these. */
  readonly expected: number;
  readonly expectedLow: number;
  readonly expectedHigh: number;
  /** On duty with a good part of their shift before them, those included who left before its end; and who left. */
  readonly onDuty: number;
  readonly left: number;
  /** Of these, within the last hour; events of an older Muster do not have it. */
  readonly leftLately?: number;
  /** How many times likelier this is when many stay away than on an ordinary day; at most 10^9. */
  readonly ratio: number;
  /** What else was looked at; events of an older Muster have none. */
  readonly signals?: readonly SignalEvidence[];
  /** Those furthest below what was expected first. */
  readonly places: readonly AbsencePlace[];
  /** Every five minutes about the beginnings; left out = nobody begins, or it is no alarm's evidence. */
  readonly curve?: readonly AbsencePoint[];
}

export interface AbsenceSuspected extends EventBase {
  readonly type: "absence.suspected";
  readonly evidence: AbsenceEvidence;
  /** Codes of the regions that alarm together, this one included; empty = it alarms by itself. */
  readonly pooled: readonly string[];
}
export interface AbsenceEnded extends EventBase {
  readonly type: "absence.ended";
  readonly end: AbsenceEnd;
}

export type AbsenceEvent = AbsenceSuspected | AbsenceEnded;
