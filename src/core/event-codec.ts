/**
 * Events to and from the two JSON texts that a store keeps: the facts, and beside them personal and free text. The
 * facts never hold what stands under `text`. Positions are the store's and are in neither.
 */

import type { CoreEvent } from "./events.ts";

export interface EncodedEvent {
  /** One JSON object without `text`. */
  readonly facts: string;
  /** JSON of `text`, or null. */
  readonly privateText: string | null;
}

export function encodeEvent(event: CoreEvent): EncodedEvent {
  if (!("text" in event) || event.text === undefined)
    return { facts: JSON.stringify(event), privateText: null };
  const { text, ...facts } = event;
  return { facts: JSON.stringify(facts), privateText: JSON.stringify(text) };
}

/** `facts` is the freshly parsed object of a stored event and becomes the event; what was erased is not there. */
export function decodeEvent(facts: unknown, privateText: string | null): CoreEvent {
  if (privateText !== null) (facts as { text?: unknown }).text = JSON.parse(privateText);
  return facts as CoreEvent;
}
