/**
 * Reading a whole log for a fold. The next chunk is asked for before the present one is handed out, so that the
 * engine reads while the caller parses and folds. Nothing here knows what the facts mean.
 */
import type { EventStore, FactsChunk } from "./port.ts";

/** Measured on two cores with 640-byte events: 1,000 to 4,000 are equally fast, smaller ones pay for the messages. */
export const eventsPerChunk = 2_000;

/** The values of a chunk's JSON array. */
export function parseArray(bytes: Uint8Array<ArrayBuffer>): unknown[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return JSON.parse(text) as unknown[];
}

/** The private texts of a chunk one by one. */
export function listPrivateTexts(chunk: FactsChunk): { position: number; text: string }[] {
  let at = 1;
  return Array.from(chunk.textPositions, (position, index) => {
    const end = at + chunk.textLengths[index];
    const text = Buffer.from(chunk.textsArray.subarray(at, end)).toString("utf8");
    at = end + 1;
    return { position, text };
  });
}

/** All chunks after position `after` up to the head at the time of the last read; ends at the first empty one. */
export async function* readChunks(
  store: Pick<EventStore, "readChunk">,
  region: string,
  after: number,
): AsyncGenerator<FactsChunk> {
  let next = store.readChunk(region, after, eventsPerChunk);
  for (;;) {
    const chunk = await next;
    if (chunk.count === 0) return;
    const last = chunk.first + chunk.count - 1;
    next = store.readChunk(region, last, eventsPerChunk);
    // The caller may stop early; the read-ahead must not then become an unhandled rejection.
    next.catch(() => {});
    yield chunk;
  }
}
