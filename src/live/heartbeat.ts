/**
 * Knows when Muster did not take what happened, so that the log says so as gaps. Every few seconds one small document beside
 * the log says that it is there, and at an orderly end that it stops; the next start reads it. While it runs it compares the
 * machine's clock with one that no correction moves, sees whether it was let run, and whether the disk answers: the beat itself is a
 * write to the store. Nothing waits for it, and a beat that can not be written costs nobody a command.
 * Not here: what a gap means to the region (core/gap).
 */

import { microsPerSecond, type Instant } from "../base/instant.ts";
import type { NotedGap } from "../core/gap/changes.ts";
import type { GapKind } from "../core/vocabulary.ts";
import type { EventStore } from "../store/port.ts";
import { wallClock, type LiveClock, type WallClock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { RegionRuntime } from "./region-runtime.ts";

export const heartbeatRule = {
  /** How often the clocks are compared. */
  lookMillis: 1_000,
  /** How often a beat is written: what a crash leaves open. */
  beatMillis: 5_000,
  /** A process that was let run this late was paused. */
  pausedMillis: 10_000,
  /** A disk that took this long for a beat hung. */
  hungMillis: 10_000,
  /** The machine's clock jumps when it is this far from where it should be. */
  jumpMicros: 2 * microsPerSecond,
} as const;

const collection = "heartbeat";
const key = "server";

interface Beat {
  readonly at: Instant;
  readonly isEnd: boolean;
}

export interface HeartbeatOptions {
  readonly store: Pick<EventStore, "readDocument" | "writeDocument" | "status">;
  readonly clock: LiveClock;
  readonly log: Log;
  /** The machine's clock, which may be corrected. */
  readonly wall?: WallClock;
  /** Milliseconds of a clock that is never corrected. */
  readonly steadyMillis?: () => number;
}

type Told = Pick<RegionRuntime, "id" | "status" | "state" | "runSystem">;

export class Heartbeat {
  readonly #options: Required<HeartbeatOptions>;
  readonly #last: Beat | undefined;
  #version: number;
  #regions: ReadonlyMap<string, Told> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  /** The process was paused while a beat was under way: how long that took says nothing of the disk. */
  #isPausedBeat = false;
  #lookedMillis: number;
  #lookedWall: Instant;
  #lookedAt: Instant;
  #beatMillis = 0;

  private constructor(options: HeartbeatOptions, last: Beat | undefined, version: number) {
    this.#options = { wall: wallClock, steadyMillis: () => performance.now(), ...options };
    this.#last = last;
    this.#version = version;
    this.#lookedMillis = this.#options.steadyMillis();
    this.#lookedWall = this.#options.wall();
    this.#lookedAt = options.clock.now();
  }

  /** Reads the last beat; the clock then starts no earlier. A beat that can not be read is as none. */
  static async open(options: HeartbeatOptions): Promise<Heartbeat> {
    const { store, clock, log } = options;
    const found = await store.readDocument(collection, key).catch((error: unknown) => {
      log.warn({ error }, "the last beat cannot be read");
      return undefined;
    });
    const last = readBeat(found?.body);
    if (last !== undefined) clock.startNotBefore(last.at);
    return new Heartbeat(options, last, found?.version ?? 0);
  }

  /** The gap that ends now, of a region whose log ends with what was entered at `lastEntered`. */
  gapSince(lastEntered: Instant): NotedGap {
    const afterAt = this.#options.clock.now();
    const last = this.#last;
    const kind: GapKind = last === undefined ? "unknown" : last.isEnd ? "stopped" : "crash";
    return { kind, beforeAt: Math.min(afterAt, Math.max(lastEntered, last?.at ?? 0)), afterAt };
  }

  start(regions: ReadonlyMap<string, Told>): void {
    this.#regions = regions;
    this.#beat();
    this.#timer = setInterval(() => this.look(), heartbeatRule.lookMillis);
    this.#timer.unref();
  }

  /** Looks and beats no more, and says nothing: the next start takes this end for a crash. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** After the regions take nothing more: says that this end is an orderly one, unless the store failed. */
  async close(): Promise<void> {
    this.stop();
    await this.#beating;
    if (this.#options.store.status.state === "open") await this.#write(true);
  }

  /** Compares the clocks, and beats when it is time. */
  look(): void {
    const { clock, wall, steadyMillis } = this.#options;
    const [millis, read, now] = [steadyMillis(), wall(), clock.now()];
    const passedMillis = millis - this.#lookedMillis;
    const jump = read - this.#lookedWall - Math.round(passedMillis * 1_000);
    if (passedMillis >= heartbeatRule.pausedMillis) {
      this.#isPausedBeat = this.#beating !== undefined;
      this.#note({ kind: "paused", beforeAt: this.#lookedAt, afterAt: now });
    }
    if (Math.abs(jump) >= heartbeatRule.jumpMicros) {
      const kind = jump > 0 ? "clock forward" : "clock back";
      this.#note({ kind, beforeAt: read - jump, afterAt: read });
    }
    this.#lookedMillis = millis;
    this.#lookedWall = read;
    this.#lookedAt = now;
    if (millis - this.#beatMillis >= heartbeatRule.beatMillis) this.#beat();
  }

  /** Resolves when no beat is under way; for tests. */
  async whenIdle(): Promise<void> {
    await this.#beating;
  }

  /** One at a time: while a disk hangs no more are laid before it. */
  #beat(): void {
    if (this.#beating !== undefined || this.#options.store.status.state !== "open") return;
    const { clock, steadyMillis } = this.#options;
    const beforeAt = clock.now();
    const began = steadyMillis();
    this.#beatMillis = began;
    this.#isPausedBeat = false;
    const beat = async (): Promise<void> => {
      await this.#write(false);
      this.#beating = undefined;
      if (this.#isPausedBeat || steadyMillis() - began < heartbeatRule.hungMillis) return;
      this.#note({ kind: "store hung", beforeAt, afterAt: clock.now() });
    };
    this.#beating = beat();
  }

  async #write(isEnd: boolean): Promise<void> {
    const { store, clock, log } = this.#options;
    try {
      const beat: Beat = { at: clock.now(), isEnd };
      await store.writeDocument(collection, key, this.#version, JSON.stringify(beat));
      this.#version += 1;
    } catch (error) {
      log.warn({ error }, "a beat was not written");
      const found = await store.readDocument(collection, key).catch(() => undefined);
      this.#version = found?.version ?? this.#version;
    }
  }

  #note(gap: NotedGap): void {
    const { log } = this.#options;
    log.warn(gap, "a gap of the log");
    for (const region of this.#regions.values()) {
      if (region.status !== "taking" || region.state.policy === undefined) continue;
      region
        .runSystem({ type: "gap.note", ...gap })
        .catch((error: unknown) =>
          log.error({ region: region.id, error }, "a gap could not be noted"),
        );
    }
  }
}

function readBeat(body: string | undefined): Beat | undefined {
  if (body === undefined) return undefined;
  try {
    const { at, isEnd } = JSON.parse(body) as Partial<Beat>;
    return Number.isSafeInteger(at) && typeof isEnd === "boolean"
      ? { at: at as Instant, isEnd }
      : undefined;
  } catch {
    return undefined;
  }
}
