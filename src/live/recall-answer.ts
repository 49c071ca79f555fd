/**
 * The answer to a command that is in the log already, made again from its events: the same position, count and
 * numbers. Its warnings were for the person who saw them then and are not in the log, so they are left out. The log does
 * not hold what was asked, only who asked: an id that somebody else used is refused, as in the memory of answers.
 */

import { assert } from "../base/assert.ts";
import type { Made } from "../core/decision.ts";
import type { CoreEvent } from "../core/events.ts";
import type { Appended, EventStore } from "../store/port.ts";
import type { CommandAnswer } from "./command-answer.ts";
import { idReused } from "./fault.ts";

export async function recallAnswer(
  store: EventStore,
  region: string,
  appended: Appended,
  account: string,
): Promise<CommandAnswer> {
  const { firstPosition, lastPosition } = appended;
  const count = lastPosition - firstPosition + 1;
  const records = await store.read(region, firstPosition - 1, count);
  assert(records.length > 0, "a command in the log has events");
  const events = records.map(({ facts }) => JSON.parse(facts) as CoreEvent);
  if (events[0].by !== account) throw idReused();
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
  return {};
}
