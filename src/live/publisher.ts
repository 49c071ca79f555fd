/**
 * Fan-out of durable events to whoever looks on. Events of a few milliseconds are put into one frame, which is made
 * once and handed to every consumer as the same bytes. The last events are kept (kept-events.ts), so that a consumer that
 * comes back after a short gap needs no store. A consumer that cannot keep up is the stream's matter (http/stream): here it is
 * only told, never waited for.
 */

import type { PublishedEvent } from "./event-text.ts";
import { KeptEvents } from "./kept-events.ts";
import type { PositionBatch } from "./telemetry.ts";

export const publisherLimits = {
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
  readonly #kept = new KeptEvents();
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
    this.#kept.add(events);
    this.#position = events[events.length - 1].position;
    const batch = { events, last: this.#position };
    for (const consumer of this.#consumers) consumer.onEvents(batch);
  }

  /** The events after `position` up to now, or undefined when they are no longer held here. */
  findAfter(position: number): readonly PublishedEvent[] | undefined {
    return position >= this.#position ? [] : this.#kept.findAfter(position, this.#position);
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
