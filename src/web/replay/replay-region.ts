/**
 * A region's past as a source of views: seek to an instant, play on from there at a chosen speed. Commands are off
 * while it is shown. The log is shown at once; the units' tracked positions follow, and while it plays they are asked
 * again every few seconds and say their age, as always.
 */

import type { Instant } from "../../base/instant.ts";
import { messageOf } from "../api/problem.ts";
import { Painter } from "../live/painter.ts";
import type { LinkStatus, RegionSource, RegionView } from "../live/region-view.ts";
import { makeTelemetry } from "../live/telemetry.ts";
import { ReplayLog } from "./replay-log.ts";
import { readPositionsAt } from "./replay-positions.ts";

const playMillis = 200;
/** Positions are asked at most this often. */
const positionsMillis = 2_500;

export interface ReplayStatus {
  readonly loaded: number;
  readonly head: number;
  readonly isLoading: boolean;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly fault: string;
}

export class ReplayRegion implements RegionSource {
  readonly region: string;
  readonly #log: ReplayLog;
  readonly #painter = new Painter();
  readonly #stop = new AbortController();
  readonly #link: LinkStatus = {
    phase: "live",
    behind: 0,
    heardAtMillis: 0,
    feeds: {},
    region: "taking",
    reason: "",
  };
  #telemetry = makeTelemetry();
  #positionsAt: Instant = 0;
  #positionsTimer: ReturnType<typeof setTimeout> | undefined;
  #positionsMillis = Number.NEGATIVE_INFINITY;
  #view: RegionView | undefined;
  #at: Instant = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #status: ReplayStatus = {
    loaded: 0,
    head: 0,
    isLoading: false,
    isPlaying: false,
    speed: 10,
    fault: "",
  };

  constructor(region: string) {
    this.region = region;
    this.#log = new ReplayLog(region);
  }

  findView(): RegionView | undefined {
    return this.#view;
  }

  getLink(): LinkStatus {
    return this.#link;
  }

  getStatus(): ReplayStatus {
    return this.#status;
  }

  now(): Instant {
    return this.#at;
  }

  subscribe(listener: () => void): () => void {
    return this.#painter.subscribe(listener);
  }

  /** Positions come with a view of their own here: the plain subscription tells of them. */
  subscribeToPositions(): () => void {
    return () => undefined;
  }

  stop(): void {
    this.pause();
    clearTimeout(this.#positionsTimer);
    this.#stop.abort();
  }

  seek(at: Instant): void {
    // The address follows a playing replay; that is no wish to go anywhere.
    const isEcho =
      this.#timer !== undefined && Math.abs(at - this.#at) <= 1_000_000 * this.#status.speed;
    if (at === this.#at || isEcho) return;
    this.#at = at;
    void this.#show();
  }

  play(speed: number): void {
    this.pause();
    this.#timer = setInterval(() => {
      if (this.#status.isLoading) return;
      this.#at += playMillis * 1000 * speed;
      void this.#show();
    }, playMillis);
    this.#setStatus({ isPlaying: true, speed });
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#setStatus({ isPlaying: false });
  }

  async #show(): Promise<void> {
    try {
      if (this.#log.mustLoad(this.#at) && !this.#status.isLoading) {
        this.#setStatus({ isLoading: true, fault: "" });
        await this.#log.loadUntil(this.#at, this.#stop.signal, () =>
          this.#setStatus({
            loaded: this.#log.loaded,
            head: this.#log.head,
          }),
        );
        this.#setStatus({ isLoading: false });
      }
      if (this.#status.isLoading) return;
      const { state, position } = this.#log.stateAt(this.#at);
      // Positions of a later moment say nothing about this one.
      if (this.#positionsAt > this.#at) this.#telemetry = makeTelemetry();
      this.#view = {
        mode: "replay",
        region: this.region,
        state,
        position,
        telemetry: this.#telemetry,
      };
      this.#painter.touch();
      this.#askForPositions();
    } catch (thrown) {
      if (this.#stop.signal.aborted) return;
      this.pause();
      this.#setStatus({ isLoading: false, fault: messageOf(thrown) });
    }
  }

  #askForPositions(): void {
    if (this.#positionsTimer !== undefined || this.#positionsAt === this.#at) return;
    const wait = Math.max(200, this.#positionsMillis + positionsMillis - performance.now());
    this.#positionsTimer = setTimeout(() => void this.#takePositions(), wait);
  }

  async #takePositions(): Promise<void> {
    const at = this.#at;
    if (this.#view !== undefined) {
      const telemetry = await readPositionsAt(this.region, at, this.#stop.signal);
      // Somebody went back in time meanwhile.
      if (at <= this.#at) this.#telemetry = telemetry;
      this.#positionsAt = at;
      if (this.#view !== undefined) this.#view = { ...this.#view, telemetry: this.#telemetry };
    }
    this.#positionsTimer = undefined;
    this.#positionsMillis = performance.now();
    if (this.#stop.signal.aborted) return;
    this.#painter.touch();
    this.#askForPositions();
  }

  #setStatus(change: Partial<ReplayStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#painter.touch();
  }
}
