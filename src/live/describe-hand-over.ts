/** One sentence for each event about a hand-over; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { HandOverCause } from "../core/vocabulary.ts";
import type { HandOverEvent } from "../core/hand-over/hand-over-events.ts";

const causes: { readonly [C in HandOverCause]: string } = {
  person: "begins",
  "signed out": "is OWED after a sign-out",
  "booked off": "is OWED after a book-off",
};

export function describeHandOver(event: HandOverEvent): string {
  const name = `hand-over ${event.handOver}`;
  switch (event.type) {
    case "hand-over.begun": {
      const { promises, callBacks, acknowledgements, claims } = event.counts;
      const why = causes[event.cause];
      if (event.unit !== undefined)
        return `${name} of the crew of ${event.account} ${why}: ${event.counts.items ?? 0} items out`;
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
