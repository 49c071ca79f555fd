/** What the server says about statements, for the person who asked: what came out of a check, and what normal means. */

import type { NormalFact, StatementFigure, StatementVerdict } from "./statement-events.ts";

export type StatementCommand =
  | {
      /** Set by the server, never by a client: it evaluated the statement that somebody confirmed. */
      readonly type: "statement.record-check";
      readonly askedBy: string;
      readonly madeAt: number;
      /** Position of the check that this one corrects; null = it corrects none. */
      readonly corrects: number | null;
      readonly why: string;
      readonly metric: string | null;
      readonly comparator: string | null;
      readonly saidUnit: string;
      readonly verdict: StatementVerdict;
      readonly because: string;
      readonly figures: readonly StatementFigure[];
      readonly card: string;
    }
  | {
      readonly type: "normal.define";
      readonly askedBy: string;
      readonly conditions: readonly NormalFact[];
      readonly words: string;
    }
  | {
      /** Said by who keeps the record, once a signed checkpoint with the definition is public. */
      readonly type: "normal.publish";
      readonly definition: number;
      readonly checkpoint: string;
    };
