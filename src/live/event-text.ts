/**
 * An event as the text that the store keeps and the text that streams show. It is turned into JSON once; every
 * console gets the same bytes. Positions are not in the text: a stream's id gives the last one.
 */

import { joinJson } from "../core/event-codec.ts";
import type { CoreEvent, EventType } from "../core/events.ts";
import type { StoredRecord } from "../store/port.ts";

/** What the publisher needs of an event: its text and whom it is about. */
export interface PublishedEvent {
  readonly position: number;
  readonly json: string;
  readonly type: EventType;
  /** -1 = about no unit. */
  readonly unit: number;
  /** -1 = about no incident. */
  readonly incident: number;
}

export function publishEvent(event: CoreEvent, json: string, position: number): PublishedEvent {
  return {
    position,
    json,
    type: event.type,
    unit: "unit" in event ? (event.unit ?? -1) : -1,
    incident: "incident" in event ? (event.incident ?? -1) : -1,
  };
}

/** The same of an event read back. */
export function publishStored(record: StoredRecord): PublishedEvent {
  const event = JSON.parse(record.facts) as CoreEvent;
  return publishEvent(event, joinJson(record.facts, record.privateText), record.position);
}
