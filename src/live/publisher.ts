/**
 * Fan-out of durable events to whoever looks on. Events of a few milliseconds are put into one frame, which is made
 * once and handed to every consumer as the same bytes. The last events are kept, so that a consumer that comes back
 * after a short gap needs no store. A consumer that cannot keep up is the stream's matter (http/stream): here it is
 * only told, never waited for.
 */

import type { PublishedEvent } from "./event-text.ts";
import type { PositionBatch } from "./telemetry.ts";

export const publisherLimits = {
  /** Events kept for consumers that come back. */
  keptEvents: 10_000,
  /** Frames leave at most this often; a single command still leaves at once. */
  frameMillis: 20,
} as const;

/** Consecutive events: the first has position `after + 1`. */
export interface EventBatch {
  readonly events: readonly PublishedEvent[];
  readonly last: number;
}

export interface Consumer {
  onEvents(batch: EventBatch): void;
  onPositions(batch: PositionBatch): void;
  /** The region is being taken down or its state was loaded anew. */
  onEnd(): void;
}

export class Publisher {
  readonly #consumers = new Set<Consumer>();
  #waiting: PublishedEvent[] = [];
  #kept: PublishedEvent[] = [];
  #position: number;
  #timer: NodeJS.Timeout | undefined;
  #sentAt = 0;

  constructor(position: number) {
    this.#position = position;
  }

  /** Position of the last event handed to consumers. */
  get position(): number {
    return this.#position;
  }

  /** Position of the last event given to `publish`. */
  get head(): number {
    return this.#waiting.at(-1)?.position ?? this.#position;
  }

  get consumers(): number {
    return this.#consumers.size;
  }

  add(consumer: Consumer): () => void {
    this.#consumers.add(consumer);
    return () => this.#consumers.delete(consumer);
  }

  /** Durable events in the order of their positions. */
  publish(events: readonly PublishedEvent[]): void {
    this.#waiting.push(...events);
    if (this.#timer !== undefined) return;
    const wait = publisherLimits.frameMillis - (performance.now() - this.#sentAt);
    this.#timer = setTimeout(() => this.#send(), Math.max(0, wait));
  }

  #send(): void {
    this.#timer = undefined;
    this.#sentAt = performance.now();
    const events = this.#waiting;
    if (events.length === 0) return;
    this.#waiting = [];
    this.#keep(events);
    this.#position = events[events.length - 1].position;
    const batch = { events, last: this.#position };
    for (const consumer of this.#consumers) consumer.onEvents(batch);
  }

  #keep(events: readonly PublishedEvent[]): void {
    for (const event of events) this.#kept.push(event);
    // Cut rarely and by half, so that keeping costs little per event.
    if (this.#kept.length > 2 * publisherLimits.keptEvents)
      this.#kept = this.#kept.slice(-publisherLimits.keptEvents);
  }

  /** The events after `position` up to now, or undefined when they are no longer held here. */
  findAfter(position: number): readonly PublishedEvent[] | undefined {
    if (position >= this.#position) return [];
    const first = this.#kept[0]?.position ?? this.#position + 1;
    if (position + 1 < first) return undefined;
    return this.#kept.slice(position + 1 - first);
  }

  sendPositions(batch: PositionBatch): void {
    for (const consumer of this.#consumers) consumer.onPositions(batch);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const consumer of this.#consumers) consumer.onEnd();
    this.#consumers.clear();
  }
}
