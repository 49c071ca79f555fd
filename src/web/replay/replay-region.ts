/**
 * A region's past as a source of views: seek to an instant, play on from there at a chosen speed. Commands are off
 * while it is shown. Unit positions are those of the log; the finer telemetry of that time is not fetched, and the
 * positions say their age, as always.
 */

import type { Instant } from "../../base/instant.ts";
import { messageOf } from "../api/problem.ts";
import { Painter } from "../live/painter.ts";
import type { LinkStatus, RegionSource, RegionView } from "../live/region-view.ts";
import { makeTelemetry } from "../live/telemetry.ts";
import { ReplayLog } from "./replay-log.ts";

const playMillis = 200;

export interface ReplayStatus {
  readonly loaded: number;
  readonly head: number;
  readonly isLoading: boolean;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly isTruncated: boolean;
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
  readonly #telemetry = makeTelemetry();
  #view: RegionView | undefined;
  #at: Instant = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #status: ReplayStatus = {
    loaded: 0,
    head: 0,
    isLoading: false,
    isPlaying: false,
    speed: 10,
    isTruncated: false,
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

  /** Telemetry is not replayed: nothing ever calls back. */
  subscribeToPositions(): () => void {
    return () => undefined;
  }

  stop(): void {
    this.pause();
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
      if (this.#log.lastAt <= this.#at && !this.#log.isTruncated && !this.#status.isLoading) {
        this.#setStatus({ isLoading: true, fault: "" });
        await this.#log.loadUntil(this.#at, this.#stop.signal, () =>
          this.#setStatus({
            loaded: this.#log.loaded,
            head: this.#log.head,
            isTruncated: this.#log.isTruncated,
          }),
        );
        this.#setStatus({ isLoading: false });
      }
      if (this.#status.isLoading) return;
      const { state, position } = this.#log.stateAt(this.#at);
      this.#view = {
        mode: "replay",
        region: this.region,
        state,
        position,
        telemetry: this.#telemetry,
      };
      this.#painter.touch();
    } catch (thrown) {
      if (this.#stop.signal.aborted) return;
      this.pause();
      this.#setStatus({ isLoading: false, fault: messageOf(thrown) });
    }
  }

  #setStatus(change: Partial<ReplayStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#painter.touch();
  }
}
