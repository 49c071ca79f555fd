/**
 * All streams of one region: takes each batch of events once, makes its bytes once, and writes them to every console;
 * a crew gets the events of its own unit and of the incidents it is allocated to. Twice a second the positions that
 * changed, every two seconds a head that tells the position and the age of the feeds, so that every client can say
 * how far behind it is.
 */

import type { PublishedEvent } from "../../live/event-text.ts";
import type { EventBatch } from "../../live/publisher.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import type { PositionBatch } from "../../live/telemetry.ts";
import { CrewAllocations } from "./crew-allocations.ts";
import { streamLimits, type EventStream } from "./event-stream.ts";
import { makeEventsFrame, makeFrame } from "./frame.ts";

export interface ConsoleStream {
  readonly stream: EventStream;
  /** It was too far behind for positions; it gets all of them when it has caught up. */
  missedPositions: boolean;
}

export class RegionStreams {
  readonly #region: RegionRuntime;
  readonly #consoles = new Set<ConsoleStream>();
  readonly #crews = new Map<number, Set<EventStream>>();
  readonly #timer: NodeJS.Timeout;
  readonly #allocations: CrewAllocations;
  #ticks = 0;

  constructor(region: RegionRuntime) {
    this.#region = region;
    this.#allocations = new CrewAllocations(region.state);
    region.publisher.add({
      onEvents: (batch) => this.#sendEvents(batch),
      onPositions: (batch) => this.#sendPositions(batch),
      onEnd: () => this.#endAll(),
    });
    this.#timer = setInterval(() => this.#tick(), streamLimits.positionsMillis);
    this.#timer.unref();
  }

  get consoles(): number {
    return this.#consoles.size;
  }

  get crews(): number {
    let count = 0;
    for (const streams of this.#crews.values()) count += streams.size;
    return count;
  }

  /** Incidents of a unit as far as streams have come. */
  listIncidents(unit: number): number[] {
    return this.#allocations.listIncidents(unit);
  }

  /** The stream must have been given everything up to the publisher's position. */
  addConsole(stream: EventStream): void {
    const console = { stream, missedPositions: false };
    this.#consoles.add(console);
    stream.onClose(() => this.#consoles.delete(console));
    stream.write(
      makeFrame("positions", JSON.stringify(this.#region.telemetry.listAll(this.#region.now()))),
    );
    stream.write(this.#makeHead());
  }

  addCrew(unit: number, stream: EventStream): void {
    const streams = this.#crews.get(unit) ?? new Set();
    this.#crews.set(unit, streams);
    streams.add(stream);
    stream.onClose(() => {
      streams.delete(stream);
      if (streams.size === 0 && this.#crews.get(unit) === streams) this.#crews.delete(unit);
    });
    stream.write(this.#makeHead());
  }

  #sendEvents(batch: EventBatch): void {
    if (this.#consoles.size > 0) {
      const frame = makeEventsFrame(batch.events, batch.last);
      for (const { stream } of this.#consoles) stream.write(frame);
    }
    this.#sendToCrews(batch);
  }

  #sendToCrews(batch: EventBatch): void {
    const perUnit = new Map<number, PublishedEvent[]>();
    for (const event of batch.events) {
      for (const unit of this.#allocations.take(event)) {
        if (!this.#crews.has(unit)) continue;
        const events = perUnit.get(unit) ?? [];
        perUnit.set(unit, events);
        events.push(event);
      }
    }
    for (const [unit, events] of perUnit) {
      const frame = makeEventsFrame(events, batch.last);
      for (const stream of this.#crews.get(unit) ?? []) stream.write(frame);
    }
  }

  #tick(): void {
    this.#ticks += 1;
    const now = this.#region.now();
    const batch = this.#region.telemetry.takeChanged(now);
    if (batch !== undefined) this.#region.publisher.sendPositions(batch);
    if ((this.#ticks * streamLimits.positionsMillis) % streamLimits.headMillis !== 0) return;
    const head = this.#makeHead();
    for (const { stream } of this.#consoles) stream.write(head);
    for (const streams of this.#crews.values()) for (const stream of streams) stream.write(head);
  }

  #sendPositions(batch: PositionBatch): void {
    const frame = makeFrame("positions", JSON.stringify(batch));
    let all: Buffer | undefined;
    for (const console of this.#consoles) {
      if (console.stream.bufferedBytes > streamLimits.bufferedForPositionsBytes) {
        console.missedPositions = true;
        continue;
      }
      if (console.missedPositions) {
        all ??= makeFrame("positions", JSON.stringify(this.#region.telemetry.listAll(batch.at)));
        console.missedPositions = false;
        console.stream.write(all);
      } else console.stream.write(frame);
    }
  }

  /** Everything up to its position was written before it, so its id moves a quiet stream's resume point. */
  #makeHead(): Buffer {
    const { publisher, telemetry, status } = this.#region;
    const now = this.#region.now();
    const { lastSampleAt } = telemetry;
    const positionsAge = lastSampleAt === 0 ? null : Math.round((now - lastSampleAt) / 1_000_000);
    // A feed that never spoke has no age; it is left out.
    const feeds = positionsAge === null ? {} : { positions: positionsAge };
    const data = { position: publisher.position, now, status, feeds };
    return makeFrame("head", JSON.stringify(data), publisher.position);
  }

  #endAll(): void {
    clearInterval(this.#timer);
    for (const { stream } of this.#consoles) stream.end();
    for (const streams of this.#crews.values()) for (const stream of streams) stream.end();
  }
}
