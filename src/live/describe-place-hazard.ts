/** One sentence for each event about a hazard of a place; describe-event.ts has those of the other things. */

import { assertNever } from "../base/assert.ts";
import { rfc3339FromInstant } from "../base/instant.ts";
import type { PlaceHazardEvent } from "../core/place-hazard/place-hazard-events.ts";

export function describePlaceHazard(event: PlaceHazardEvent): string {
  const name = `place hazard ${event.placeHazard}`;
  switch (event.type) {
    case "place-hazard.warned":
      return `${name}${event.hazard === null ? "" : ` (${event.hazard})`} is warned of, ${event.radiusM} m round its place`;
    case "place-hazard.renewal-due":
      return `${name} asks to be renewed`;
    case "place-hazard.renewed":
      return `${name} stands until ${rfc3339FromInstant(event.expiresAt).slice(11, 19)} UTC`;
    case "place-hazard.expired":
      return `${name} has EXPIRED`;
    case "place-hazard.ended":
      return `${name} ends`;
    default:
      return assertNever(event, "event");
  }
}
