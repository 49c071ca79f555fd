/**
 * Feeds the place search of a region with what its people placed before: the newest events of the log at the start, and
 * every new one as it becomes durable. Nothing waits for it and nothing breaks without it: a log that can not be read
 * is told in the process log, and the search then knows less. Not here: what is kept and how it is found
 * (wire/places/learned-places.ts).
 */

import { joinJson } from "../core/event-codec.ts";
import type { Location } from "../core/events.ts";
import type { Log } from "../live/log.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import { listPrivateTexts, parseArray, readChunks } from "../store/chunks.ts";
import type { EventStore, FactsChunk } from "../store/port.ts";
import { LearnedPlaces, learnedLimits } from "../wire/places/learned-places.ts";

/** Events whose facts have a location and whose text may have the words for it. */
const placing: ReadonlySet<string> = new Set([
  "contact.received",
  "contact.described",
  "incident.opened",
  "incident.located",
]);

interface PlacingEvent {
  readonly type: string;
  readonly location?: Location | null;
  readonly text?: { readonly place?: string };
}

export function learnPlaces(region: RegionRuntime, store: EventStore, log: Log): LearnedPlaces {
  const learned = new LearnedPlaces();
  region.publisher.add({
    onEvents: ({ events }) => {
      for (const event of events)
        if (placing.has(event.type))
          learnFrom(learned, JSON.parse(joinJson(event)) as PlacingEvent, event.position);
    },
    onPositions: () => undefined,
    onEnd: () => undefined,
  });
  readPlaced(learned, store, region).catch((error: unknown) =>
    log.warn({ region: region.id, error }, "places typed before are not known"),
  );
  return learned;
}

function learnFrom(
  learned: LearnedPlaces,
  { location, text }: PlacingEvent,
  position: number,
): void {
  if (location === undefined || location === null || text?.place === undefined) return;
  learned.learn({ ...location, words: text.place, position });
}

/** Up to the position at which the region was opened: what comes later is published. */
async function readPlaced(
  learned: LearnedPlaces,
  store: EventStore,
  region: RegionRuntime,
): Promise<void> {
  const head = region.publisher.position;
  const after = Math.max(0, head - learnedLimits.eventsRead);
  for await (const chunk of readChunks(store, region.id, after)) {
    readChunk(learned, chunk, head);
    if (chunk.first + chunk.count > head) return;
  }
}

function readChunk(learned: LearnedPlaces, chunk: FactsChunk, head: number): void {
  const placed = listPrivateTexts(chunk).filter(
    ({ position, text }) => position <= head && text.includes('"place"'),
  );
  if (placed.length === 0) return;
  const facts = parseArray(chunk.factsArray) as PlacingEvent[];
  for (const { position, text } of placed) {
    const event = facts[position - chunk.first];
    if (!placing.has(event.type)) continue;
    const words = JSON.parse(text) as { readonly place?: string };
    learnFrom(learned, { ...event, text: words }, position);
  }
}
