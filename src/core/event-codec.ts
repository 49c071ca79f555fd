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
  return joinText(facts, privateText === null ? undefined : JSON.parse(privateText));
}

/** The same with a text that is parsed already; undefined = there is none. */
export function joinText(facts: unknown, text: unknown): CoreEvent {
  if (text !== undefined) (facts as { text?: unknown }).text = text;
  return facts as CoreEvent;
}
