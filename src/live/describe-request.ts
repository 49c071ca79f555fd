/** One sentence for each event about a request; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import { ownerText, partyText } from "../core/grammar/request-sentences.ts";
import type { RequestEvent } from "../core/request/request-events.ts";
import { timeOf } from "./describe-words.ts";

export function describeRequest(event: RequestEvent): string {
  const name = `request ${event.request}`;
  switch (event.type) {
    case "request.asked": {
      const what = `${event.quantity} ${event.item ?? event.kind}`;
      const who =
        event.direction === "outgoing"
          ? `asks ${partyText(event.party)} for ${what}`
          : `of ${partyText(event.party)} asks us for ${what}`;
      return `${name} ${who}; to be acknowledged by ${timeOf(event.deadlineAt)}`;
    }
    case "request.received":
      return `${name} is acknowledged (${event.receipt})`;
    case "request.answered":
      return event.answer === "refused"
        ? `${name} is REFUSED`
        : `${name} is ${event.answer}: ${event.quantity}`;
    case "request.committed":
      return `${event.quantity} are committed to ${name}`;
    case "request.set-out":
      return `what ${name} asks for is on the way`;
    case "request.arrived":
      return `what ${name} asks for has arrived`;
    case "request.released":
      return `${name} is fulfilled and released`;
    case "request.withdrawn":
      return `${name} is withdrawn`;
    case "request.extended":
      return `${name} has another deadline: ${timeOf(event.deadlineAt)}`;
    case "request.assigned":
      return `${name} is owned by ${ownerText(event.owner)}`;
    case "request.escalated":
      return `${name} (${event.state}) is OVERDUE since ${timeOf(event.deadlineAt)}: step ${event.step}, ${event.to}`;
    case "request.unmet":
      return `NO ESCORT for ${name}: nobody said in time that there is one`;
    case "request.retired":
      return `${name} leaves the screens`;
    default:
      return assertNever(event, "event");
  }
}
