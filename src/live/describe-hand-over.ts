/** One sentence for each event about a hand-over; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { HandOverEvent } from "../core/hand-over/hand-over-events.ts";

export function describeHandOver(event: HandOverEvent): string {
  const name = `hand-over ${event.handOver}`;
  switch (event.type) {
    case "hand-over.begun": {
      const { promises, callBacks, acknowledgements, claims } = event.counts;
      const why = event.cause === "person" ? "begins" : "is OWED after a sign-out";
      return `${name} of ${event.account} ${why}: ${promises} promises, ${callBacks} call-backs, ${acknowledgements} overdue acknowledgements, ${claims} claims`;
    }
    case "hand-over.confirmed":
      return `${name} is confirmed by ${event.by}`;
    case "hand-over.withdrawn":
      return `${name} is withdrawn`;
    default:
      return assertNever(event, "event");
  }
}
