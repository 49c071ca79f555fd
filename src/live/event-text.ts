/**
 * An event as the text that the store keeps and the text that streams show. It is turned into JSON once; every
 * console gets the same bytes. Positions are not in the text: a stream's id gives the last one.
 */

import type { EventTexts } from "../core/event-codec.ts";
import type { CoreEvent, EventType } from "../core/events.ts";
import type { StoredRecord } from "../store/port.ts";

/**
 * What the publisher needs of an event: its text, in the two parts that the store keeps, and whom it is about. The parts
 * are put together by whoever sends it: most events are kept for consumers that never come back.
 */
export interface PublishedEvent extends EventTexts {
  readonly position: number;
  readonly type: EventType;
  /** -1 = about no unit. */
  readonly unit: number;
  /** -1 = about no incident. */
  readonly incident: number;
}

export function publishEvent(
  event: CoreEvent,
  { facts, privateText }: EventTexts,
  position: number,
): PublishedEvent {
  return {
    position,
    facts,
    privateText,
    type: event.type,
    unit: "unit" in event ? (event.unit ?? -1) : -1,
    incident: "incident" in event ? (event.incident ?? -1) : -1,
  };
}

/** The same of an event read back. */
export function publishStored(record: StoredRecord): PublishedEvent {
  const event = JSON.parse(record.facts) as CoreEvent;
  return publishEvent(event, record, record.position);
}
