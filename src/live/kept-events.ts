/**
 * The last published events, so that a consumer that comes back after a short gap needs no store. What came in one frame is
 * kept together: as it is where it is little, packed where it is much. The oldest go first, frame by frame.
 */

import type { PublishedEvent } from "./event-text.ts";
import { PackedEvents } from "./packed-events.ts";

export const keptLimits = {
  /** At least so many are kept, where their texts have no more than so many bytes. */
  events: 10_000,
  bytes: 16 * 1024 * 1024,
} as const;

/** A frame with fewer is kept as it is. */
const leastPacked = 32;

type Frame = readonly PublishedEvent[] | PackedEvents;

const countOf = (frame: Frame): number =>
  frame instanceof PackedEvents ? frame.count : frame.length;

/** Of packed ones in bytes; the few others are counted by their UTF-16 units. */
function sizeOf(frame: Frame): number {
  if (frame instanceof PackedEvents) return frame.bytes;
  let size = 0;
  for (const { facts, privateText } of frame) size += facts.length + (privateText?.length ?? 0);
  return size;
}

export class KeptEvents {
  /** From `#oldest` on; those before it are dropped, and cut off now and then. */
  #frames: (Frame | undefined)[] = [];
  #oldest = 0;
  #count = 0;
  #size = 0;

  /** One or more events at the positions after those of the last frame. */
  add(events: readonly PublishedEvent[]): void {
    const frame = events.length < leastPacked ? events : new PackedEvents(events);
    this.#frames.push(frame);
    this.#count += countOf(frame);
    this.#size += sizeOf(frame);
    while (this.#isTooMuch()) this.#dropOldest();
  }

  /** The events after `position`, where `head` is the position of the last one; undefined = some are not held any more. */
  findAfter(position: number, head: number): readonly PublishedEvent[] | undefined {
    if (head - position > this.#count) return undefined;
    const found: (readonly PublishedEvent[])[] = [];
    let missing = head - position;
    for (let at = this.#frames.length - 1; missing > 0; at -= 1) {
      const frame = this.#frames[at] ?? [];
      const events = frame instanceof PackedEvents ? frame.unpack() : frame;
      found.push(missing < events.length ? events.slice(-missing) : events);
      missing -= events.length;
    }
    return found.toReversed().flat();
  }

  #isTooMuch(): boolean {
    const oldest = this.#frames[this.#oldest];
    if (oldest === undefined || this.#oldest === this.#frames.length - 1) return false;
    return this.#size > keptLimits.bytes || this.#count - countOf(oldest) >= keptLimits.events;
  }

  #dropOldest(): void {
    const frame = this.#frames[this.#oldest] ?? [];
    this.#count -= countOf(frame);
    this.#size -= sizeOf(frame);
    this.#frames[this.#oldest] = undefined;
    this.#oldest += 1;
    if (2 * this.#oldest < this.#frames.length) return;
    this.#frames = this.#frames.slice(this.#oldest);
    this.#oldest = 0;
  }
}
