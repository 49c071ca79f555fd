/** One sentence for each event about a claim; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import type { ClaimEvent } from "../core/claim/claim-events.ts";
import type { ClaimSubject } from "../core/claim/claim-commands.ts";

function subjectText(of: ClaimSubject): string {
  if (of.kind === "channel") return `the channel ${of.channel}`;
  return of.kind === "area" ? `the area ${of.area}` : `${of.kind} ${of.number}`;
}

export function describeClaim(event: ClaimEvent): string {
  const name = `claim ${event.claim}`;
  switch (event.type) {
    case "claim.made":
      return `${event.by} claims ${subjectText(event.of)} (${name})`;
    case "claim.released":
      return `${name} ends: ${event.end}`;
    case "claim.came-back":
      return `${name} COMES BACK to the pool: its holder is ${event.cause === "lost" ? "lost" : "signed out"}`;
    default:
      return assertNever(event, "event");
  }
}
