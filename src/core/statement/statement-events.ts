/**
 * That a public statement was checked against the record, that an earlier check was corrected, and what "normal" means
 * here, as facts. A check is known by the position of its event. Figures, names of metrics and verdicts are facts; the
 * words, who said them and the whole card are private text. A correction is a new event: the old verdict stays.
 */

import type { EventBase } from "../events.ts";

/** The same list as of the record (src/record/statement/words.ts); a test compares them. */
export const statementVerdicts = [
  "supported",
  "refuted",
  "mixed",
  "not enough evidence",
  "needs definition",
  "needs period",
  "unknown area",
  "not checkable",
] as const;
export type StatementVerdict = (typeof statementVerdicts)[number];

/** One side as measured; null where there is no such number. */
export interface StatementFigure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: number | null;
  readonly late: number | null;
}

export interface NormalFact {
  readonly metric: string;
  readonly statistic: string | null;
  readonly comparator: string;
  readonly value: number;
  readonly unit: string;
  readonly withinSeconds: number | null;
}

export interface StatementChecked extends EventBase {
  readonly type: "statement.checked";
  /** Account id of who confirmed the reading. */
  readonly askedBy: string;
  /** Position of the log that it was evaluated at. */
  readonly madeAt: number;
  readonly metric: string | null;
  readonly comparator: string | null;
  readonly saidUnit: string;
  readonly verdict: StatementVerdict;
  readonly because: string;
  readonly figures: readonly StatementFigure[];
  readonly text: { readonly card: string };
}
export interface StatementCorrected extends EventBase {
  readonly type: "statement.corrected";
  /** Position of the event that it corrects. */
  readonly corrects: number;
  readonly askedBy: string;
  readonly madeAt: number;
  readonly metric: string | null;
  readonly comparator: string | null;
  readonly saidUnit: string;
  readonly verdict: StatementVerdict;
  readonly because: string;
  readonly figures: readonly StatementFigure[];
  readonly text: { readonly card: string; readonly why: string };
}
export interface NormalDefined extends EventBase {
  readonly type: "normal.defined";
  readonly askedBy: string;
  readonly conditions: readonly NormalFact[];
  readonly text: { readonly words: string };
}

/** A checkpoint that speaks of a definition was signed and is in its public place: from now on it counts. */
export interface NormalPublished extends EventBase {
  readonly type: "normal.published";
  /** Position of the event that defined it. */
  readonly definition: number;
  /** The signed note (docs/reference/record.md), as it was published. */
  readonly checkpoint: string;
}

export type StatementEvent =
  | StatementChecked
  | StatementCorrected
  | NormalDefined
  | NormalPublished;
