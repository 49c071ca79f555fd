/** Sentences about recalls, for the preview of a line. */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { RecallCommand } from "../hours/recall-commands.ts";
import type { Names } from "./names.ts";

export function recallSentence(command: RecallCommand, names: Names, now: Instant): string {
  const name = names.staffNumberOf(command.person);
  switch (command.type) {
    case "person.recall": {
      const rules = command.override === undefined ? "" : `, over ${command.override.rules.join(", ")}`; // prettier-ignore
      return `Recall ${name}${inText(command.fromAt, now)}${rules}: ${command.reason}`;
    }
    case "person.answer-recall":
      return command.answer === "comes" ? `${name} comes${inText(command.etaAt, now)}` : `${name} does not come`; // prettier-ignore
    case "person.cancel-recall":
      return `End the recall of ${name}: ${command.reason}`;
  }
}

function inText(at: Instant | undefined, now: Instant): string {
  return at === undefined ? "" : ` in ${Math.round((at - now) / microsPerMinute)} min`;
}
