/**
 * Bringing a stream from where its client was to the present: events from the publisher's memory where it still holds
 * them, else from the store, in frames of bounded size, as fast as the client takes them; then, without a gap and
 * without waiting in between, the stream joins the live ones.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { publisherLimits } from "../../live/publisher.ts";
import { publishStored, type PublishedEvent } from "../../live/event-text.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import type { EventStore } from "../../store/port.ts";
import { streamLimits, type EventStream } from "./event-stream.ts";
import { makeEventsFrame } from "./frame.ts";

/** Calls `join` in the very turn in which nothing is missing any more. */
export async function catchUp(
  stream: EventStream,
  region: RegionRuntime,
  store: EventStore,
  after: number,
  keep: (event: PublishedEvent) => boolean,
  join: () => void,
): Promise<void> {
  let at = after;
  while (stream.isOpen) {
    if (region.publisher.position < at) {
      // It has what is durable and was not handed to the streams yet: joining now would show it that twice.
      await sleep(publisherLimits.frameMillis);
      continue;
    }
    const kept = region.publisher.findAfter(at);
    if (kept?.length === 0) {
      join();
      return;
    }
    const next =
      kept?.slice(0, streamLimits.eventsPerFrame) ??
      (await store.read(region.id, at, streamLimits.eventsPerFrame)).map(publishStored);
    writeKept(stream, next, keep);
    at = next[next.length - 1].position;
    await stream.whenDrained();
  }
}

function writeKept(
  stream: EventStream,
  events: readonly PublishedEvent[],
  keep: (event: PublishedEvent) => boolean,
): void {
  const chosen = events.filter(keep);
  if (chosen.length > 0)
    stream.writeBacklog(makeEventsFrame(chosen, events[events.length - 1].position));
}

/**
 * What a crew that was away may see of the gap: its own unit's events, and those of the incidents it is allocated to
 * now or was in the course of the gap, for as long as it was.
 */
export function makeCrewFilter(
  unit: number,
  allocated: readonly number[],
): (event: PublishedEvent) => boolean {
  const incidents = new Set(allocated);
  return (event) => {
    if (event.unit !== unit) return incidents.has(event.incident);
    if (event.incident >= 0) {
      if (event.type === "allocation.ended") incidents.delete(event.incident);
      else incidents.add(event.incident);
    }
    return true;
  };
}
