/** One sentence for each event of mutual aid; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { AidEvent } from "../core/aid/aid-events.ts";

function timeOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16)} UTC`;
}

function lineText({ request, line }: Extract<AidEvent, { type: "aid.asked" }>): string {
  if (line === undefined) return "";
  return line.first === request ? ", by the tiers" : `, by the tiers after request ${line.first}`;
}

/** `name` gives a unit's call sign. */
export function describeAid(event: AidEvent, name: (unit: number) => string): string {
  switch (event.type) {
    case "aid.asked":
      return event.terms === null
        ? `request ${event.request} goes over the link`
        : `request ${event.request} is for units until ${timeOf(event.terms.untilAt)}${event.terms.skills.length === 0 ? "" : `, with ${event.terms.skills.join(", ")}`}${lineText(event)}`;
    case "aid.told":
      return `told ${event.to} (${event.position}): ${event.message.step}, request ${event.message.number} of ${event.message.asker}`;
    case "aid.taken":
      return `heard from ${event.from} (${event.position}): ${event.message.step}, request ${event.message.number} of ${event.message.asker}${event.effect === "applied" ? "" : `; ${event.effect}`}`;
    case "aid.unit-lent":
      return `${name(event.unit)} is LENT for request ${event.request} until ${timeOf(event.untilAt)}`;
    case "aid.guest-named":
      return `${name(event.unit)} of ${event.from} is named for request ${event.request}`;
    case "aid.unit-set-out":
      return `${name(event.unit)} is on its way`;
    case "aid.unit-arrived":
      return `${name(event.unit)} has arrived where it helps`;
    case "aid.unit-released":
      return `${name(event.unit)} is let go`;
    case "aid.unit-recalled":
      return `${name(event.unit)} is wanted back by its home region`;
    case "aid.unit-returned":
      return `${name(event.unit)} is home again`;
    case "aid.floor-broken":
      return `BELOW THE FLOOR while units are lent: ${event.units} of ${event.floor}${event.grade === null ? "" : ` for ${event.grade}`}${event.area === null ? "" : ` of ${event.area}`}`;
    case "aid.floor-held":
      return "no floor is broken any more, or nobody is lent";
    case "aid.link-silent":
      return `LINK SILENT: ${event.region} was heard last at ${timeOf(event.since)}; what is told to it waits`;
    case "aid.link-still-silent":
      return `LINK STILL SILENT: ${event.region} was heard last at ${timeOf(event.since)}`;
    case "aid.link-back":
      return `the link to ${event.region} is back; it was silent since ${timeOf(event.since)}`;
    default:
      return assertNever(event, "event");
  }
}
