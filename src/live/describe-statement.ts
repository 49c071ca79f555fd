/** One sentence for each event about statements and what is normal; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { StatementEvent } from "../core/statement/statement-events.ts";

export function describeStatement(event: StatementEvent): string {
  switch (event.type) {
    case "statement.checked":
      return `a statement was checked: ${event.verdict}`;
    case "statement.corrected":
      return `the check of statement ${event.corrects} is corrected: ${event.verdict}`;
    case "normal.defined":
      return `what is normal is defined, in ${event.conditions.length} conditions`;
    case "normal.published":
      return `the definition of normal at position ${event.definition} is in a signed checkpoint`;
    default:
      return assertNever(event, "event");
  }
}
