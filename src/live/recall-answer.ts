/**
 * The answer to a command that is in the log already, made again from its events: the same position, count and
 * numbers. Its warnings were for the person who saw them then and are not in the log, so they are left out. The log has a
 * fingerprint of what was asked and who asked: an id that is used again for something else is refused, as in the memory of
 * answers.
 */

import { crc32 } from "node:zlib";
import { assert } from "../base/assert.ts";
import type { Made } from "../core/decision.ts";
import type { CoreEvent } from "../core/events.ts";
import type { EventStore, FoundCommand } from "../store/port.ts";
import type { CommandAnswer, CommandRequest } from "./command-answer.ts";
import { idReused } from "./fault.ts";

/**
 * 32 bits of the digest: enough to tell a slip of a client (once in four billion it is not told), and an id cannot be used
 * by another account at all.
 */
export function fingerprintOf(digest: string): number {
  return crc32(digest);
}

export async function recallAnswer(
  store: EventStore,
  region: string,
  found: FoundCommand,
  { actor, digest }: Pick<CommandRequest, "actor" | "digest">,
): Promise<CommandAnswer> {
  const { firstPosition, lastPosition, fingerprint } = found;
  // Logs of an older Muster have none, and there the account alone is compared.
  if (fingerprint !== undefined && fingerprint !== fingerprintOf(digest)) throw idReused();
  const count = lastPosition - firstPosition + 1;
  const records = await store.read(region, firstPosition - 1, count);
  assert(records.length > 0, "a command in the log has events");
  const events = records.map(({ facts }) => JSON.parse(facts) as CoreEvent);
  if (events[0].by !== actor.account) throw idReused();
  let made: Made = {};
  for (const event of events) made = { ...made, ...madeBy(event) };
  return {
    position: lastPosition,
    events: count,
    made,
    warnings: [],
    replayed: true,
    warningsLost: true,
  };
}

function madeBy(event: CoreEvent): Made {
  if (event.type === "contact.received") return { contact: event.contact };
  if (event.type === "incident.opened") return { incident: event.incident };
  if (event.type === "unit.registered") return { unit: event.unit };
  if (event.type === "incident.noted") return { note: event.note };
  if (event.type === "closure.reported") return { closure: event.closure };
  if (event.type === "person.registered") return { person: event.person };
  if (event.type === "item.registered") return { item: event.item };
  if (event.type === "place-hazard.warned") return { placeHazard: event.placeHazard };
  if (event.type === "directive.issued") return { directive: event.directive };
  if (event.type === "hand-over.begun") return { handOver: event.handOver };
  if (event.type === "claim.made") return { claim: event.claim };
  if (event.type === "warning.issued") return { warning: event.warning };
  if (event.type === "request.asked") return { request: event.request };
  if (event.type === "shift.planned") return { shift: event.shift };
  return {};
}
