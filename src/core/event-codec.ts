/**
 * Events to and from the two JSON texts that a store keeps: the facts, and beside them personal and free text. The
 * facts never hold what stands under `text`. Positions are the store's and are in neither.
 */

import type { CoreEvent } from "./events.ts";

/** As a store keeps it. */
export interface EventTexts {
  /** One JSON object without `text`. */
  readonly facts: string;
  /** JSON of `text`, or null. */
  readonly privateText: string | null;
}

/**
 * Facts and text are turned into JSON once each. The text is taken off the event meanwhile: a copy without it costs more
 * than all the rest.
 */
export function encodeEvent(event: CoreEvent): EventTexts {
  const text = "text" in event ? event.text : undefined;
  if (text === undefined) return { facts: JSON.stringify(event), privateText: null };
  const lent = event as { text?: unknown };
  lent.text = undefined;
  const facts = JSON.stringify(event);
  lent.text = text;
  return { facts, privateText: JSON.stringify(text) };
}

/** The whole event as JSON, `text` included, as streams show it. */
export function joinJson({ facts, privateText }: EventTexts): string {
  return privateText === null ? facts : `${facts.slice(0, -1)},"text":${privateText}}`;
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
