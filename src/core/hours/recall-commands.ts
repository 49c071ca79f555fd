/**
 * What may be asked for about recalls: somebody off duty is asked to come, answers, or is not wanted any more. An answer has no place
 * for a reason: nobody is asked why they do not come.
 */

import type { Instant } from "../../base/instant.ts";
import type { RecallAnswer } from "../vocabulary.ts";
import type { HoursOverride } from "./override.ts";

export type RecallCommand =
  | {
      readonly type: "person.recall";
      readonly person: number;
      /** When the duty begins; left out = now. */
      readonly fromAt?: Instant;
      /** Until when an answer is owed; left out = in 15 minutes. */
      readonly deadlineAt?: Instant;
      readonly reason: string;
      /** Hours rules that the duty may break, and why. */
      readonly override?: HoursOverride;
    }
  | {
      readonly type: "person.answer-recall";
      readonly person: number;
      readonly answer: RecallAnswer;
      /** When the person will be there; left out = when the duty begins. */
      readonly etaAt?: Instant;
    }
  | { readonly type: "person.cancel-recall"; readonly person: number; readonly reason: string };
