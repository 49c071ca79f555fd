/** One sentence for each event about custody; describe-event.ts has those of the other things. Nobody is named but by staff number. */

import { assertNever } from "../base/assert.ts";
import { rfc3339FromInstant } from "../base/instant.ts";
import type { CustodyEvent } from "../core/custody/custody-events.ts";
import { itemName } from "../core/custody/read.ts";
import { personName } from "../core/roster/decide-people.ts";
import { unitName } from "../core/decision.ts";
import { ownerText } from "../core/grammar/request-sentences.ts";
import type { RegionState } from "../core/state/region-state.ts";

function placeOf(station: string | null): string {
  return station === null ? "" : ` at ${station}`;
}

export function describeCustody(event: CustodyEvent, state: RegionState): string {
  if (event.type === "custody.owed") {
    const held = event.items.map((item) => itemName(state, item)).join(", ");
    return `${personName(state, event.person)} is off duty and is asked for ${held} by ${rfc3339FromInstant(event.dueAt).slice(11, 16)} UTC`;
  }
  if (event.type === "custody.surged") {
    const { handedIn, holders, expected } = event.evidence;
    return `MANY HAND IN at once: ${handedIn} of ${holders} within the window, ${expected} on an ordinary day`;
  }
  if (event.type === "custody.calmed") return `the surge of hand-ins is over`;
  if (event.type === "recovery.begun")
    return `recovery ${event.recovery}: ${unitName(state, event.ofUnit)} stands without a crew at ${(event.latE7 / 1e7).toFixed(4)},${(event.lonE7 / 1e7).toFixed(4)}`;
  if (event.type === "recovery.assigned")
    return `recovery ${event.recovery} is owned by ${ownerText(event.owner)}`;
  if (event.type === "recovery.ended") return `recovery ${event.recovery} ends: ${event.end}`;
  const name = event.type === "item.registered" ? event.code : itemName(state, event.item);
  switch (event.type) {
    case "item.registered":
      return `${name} (${event.kind}) is registered${placeOf(event.station)}`;
    case "item.amended":
      return `${name} belongs${event.station === null ? " to no station" : placeOf(event.station)} now`;
    case "item.issued":
      return `${name} is issued to ${personName(state, event.person)}`;
    case "item.handed-over":
      return `${name} goes from ${personName(state, event.from)} to ${personName(state, event.to)}`;
    case "item.handed-in":
      return `${name} is handed in by ${personName(state, event.from)}${placeOf(event.station)}`;
    case "item.went-missing":
      return `${name} is MISSING${event.from === null ? "" : `, last held by ${personName(state, event.from)}`}`;
    case "item.found":
      return `${name} is found${placeOf(event.station)}`;
    case "item.withdrawn":
      return `${name} is out of use`;
    default:
      return assertNever(event, "event");
  }
}
