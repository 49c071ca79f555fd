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

export interface EncodedEvent extends EventTexts {
  /** The whole event, `text` included, as streams show it. */
  readonly json: string;
}

const textKey = ',"text":';

/**
 * The whole is turned into JSON once, and the facts are cut from it: changes put `text` last, which the compiler cannot
 * know and so is looked at.
 */
export function encodeEvent(event: CoreEvent): EncodedEvent {
  const json = JSON.stringify(event);
  if (!("text" in event) || event.text === undefined)
    return { facts: json, privateText: null, json };
  const privateText = JSON.stringify(event.text);
  const cut = json.length - privateText.length - textKey.length - 1;
  if (json.startsWith(textKey, cut) && json.startsWith(privateText, cut + textKey.length))
    return { facts: `${json.slice(0, cut)}}`, privateText, json };
  const { text: _text, ...rest } = event;
  return { facts: JSON.stringify(rest), privateText, json };
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
