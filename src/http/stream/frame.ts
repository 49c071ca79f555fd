/**
 * Server-sent events as bytes (WHATWG HTML, "Server-sent events"). JSON has no line feed outside its strings and
 * escapes those inside, so one data line is always enough. A frame is made once and written to many sockets.
 */

import { joinJson, type EventTexts } from "../../core/event-codec.ts";

export function makeFrame(event: string, data: string, id?: number): Buffer {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return Buffer.from(`${idLine}event: ${event}\ndata: ${data}\n\n`);
}

/** The id of an events frame is the position of its last event. */
export function makeEventsFrame(events: readonly EventTexts[], last: number): Buffer {
  return makeFrame("events", `[${events.map(joinJson).join(",")}]`, last);
}
