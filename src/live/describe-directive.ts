/** One sentence for each event about a directive; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { DirectiveEvent } from "../core/directive/directive-events.ts";

type OfDirective = Extract<DirectiveEvent, { type: `directive.${string}` }>;

function timeOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16).replace("T", " ")} UTC`;
}

export function describeDirective(event: OfDirective): string {
  const name = `directive ${event.directive}`;
  switch (event.type) {
    case "directive.issued":
      return `${name} (${event.effect}) is issued, from ${timeOf(event.fromAt)} until ${timeOf(event.untilAt)}`;
    case "directive.begun":
      return `${name} is in force`;
    case "directive.renewal-due":
      return `${name} asks to be renewed`;
    case "directive.renewed":
      return `${name} stands until ${timeOf(event.untilAt)}`;
    case "directive.expired":
      return `${name} has EXPIRED`;
    case "directive.ended":
      return `${name} ends`;
    default:
      return assertNever(event, "event");
  }
}
