/** What can happen to the service level, as facts. What a level does to incidents are events of theirs (events.ts). */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { Grade, LevelMeasure, ProposalEnd, ServiceLevel } from "../vocabulary.ts";

/** A trigger of the region's level plan, with its value at that time. */
export interface LevelEvidence {
  readonly level: ServiceLevel;
  readonly measure: LevelMeasure;
  readonly grade: Grade | null;
  /** Of a forecast alone: within how long, and which one said it, where there is one that is new enough. */
  readonly withinMinutes?: number;
  readonly forecast?: {
    readonly position: number;
    readonly madeAt: Instant;
    readonly seed: number;
    readonly futures: number;
  };
  /** Per cent, units, minutes or incidents, by measure; null = no forecast says it. */
  readonly value: number | null;
  readonly begins: number;
  readonly ends: number;
  readonly pointsHere: boolean;
}

export interface LevelEvidenceChanged extends EventBase {
  readonly type: "level.evidence-changed";
  readonly points: ServiceLevel;
  readonly evidence: readonly LevelEvidence[];
}
export interface LevelProposed extends EventBase {
  readonly type: "level.proposed";
  readonly level: ServiceLevel;
  readonly evidence: readonly LevelEvidence[];
}
export interface LevelProposalEnded extends EventBase {
  readonly type: "level.proposal-ended";
  readonly level: ServiceLevel;
  readonly end: ProposalEnd;
}
export interface LevelDecided extends EventBase {
  readonly type: "level.decided";
  readonly level: ServiceLevel;
  readonly before: ServiceLevel;
  /** Somebody must look again then; 0 = the level needs no review. */
  readonly reviewAt: Instant;
  readonly evidence: readonly LevelEvidence[];
  readonly text: { readonly reason: string };
}

export type LevelEvent = LevelEvidenceChanged | LevelProposed | LevelProposalEnded | LevelDecided;
