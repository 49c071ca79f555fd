/** One sentence for each event about a warning; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { WarningEvent } from "../core/warning/warning-events.ts";

export function describeWarning(event: WarningEvent): string {
  const name = `warning ${event.warning}`;
  switch (event.type) {
    case "warning.issued":
      return `${name} to ${event.roles.join(", ")} is issued`;
    case "warning.acknowledged":
      return `${name} is acknowledged for ${event.role}${event.missing.length === 0 ? "" : `; missing: ${event.missing.join(", ")}`}`;
    case "warning.escalated":
      return `${name} is NOT ACKNOWLEDGED by ${event.missing.join(", ")}: step ${event.step}, ${event.to}`;
    case "warning.ended":
      return `${name} ends`;
    case "warning.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}
