/** The schemas of the commands about recalls; command-schema.ts puts all together and proves that they fit the core. */

import { z } from "zod";
import { hoursLimits } from "../core/hours/hours-rules.ts";
import { recallAnswers } from "../core/vocabulary.ts";
import { command, instant, number, text } from "./command-parts.ts";

const override = z.strictObject({
  rules: z.array(z.string().min(1).max(64)).min(1).max(hoursLimits.rules),
  reason: text,
});

export const recallCommands = [
  command("person.recall", {
    person: number,
    fromAt: instant.exactOptional(),
    deadlineAt: instant.exactOptional(),
    reason: text,
    override: override.exactOptional(),
  }),
  command("person.answer-recall", {
    person: number,
    answer: z.enum(recallAnswers.names),
    etaAt: instant.exactOptional(),
  }),
  command("person.cancel-recall", { person: number, reason: text }),
] as const;
