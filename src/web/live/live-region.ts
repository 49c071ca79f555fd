/**
 * The live region: takes a snapshot, folds the stream's events with the core's own evolve, and keeps at it. After any
 * gap it resumes from its own position; when the server no longer has that, when folding fails, or when it is too far
 * behind, it takes a new snapshot. Between the two it says how far behind it is and for how long it heard nothing.
 *
 * For screens: never use this class directly. `useRegion(select)` gives a value of the current view, `useNow()` the
 * region's clock, `useSend()` sends a command and keeps it pending until its log position has come back (see
 * use-region.ts); rows ready to show are in incident-rows.ts, unit-rows.ts, contact-rows.ts and alarm-rows.ts.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { findSnapshotState } from "../../core/state/snapshot.ts";
import { readSnapshot, sendCommand } from "../api/client.ts";
import { readStream, type StreamMessage } from "../api/event-stream.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { CommandAnswer, HeadMessage, PositionsMessage } from "../api/types.ts";
import { Painter } from "./painter.ts";
import { PendingBook, UnansweredCommands, type PendingCommand } from "./pending.ts";
import { RegionClock } from "./region-clock.ts";
import type { LinkStatus, RegionSource, RegionView } from "./region-view.ts";
import { applyPositions, makeTelemetry } from "./telemetry.ts";

/** The server speaks at least every 2 s; after this silence the connection counts as dead. */
const silenceMillis = 7_000;
const firstWaitMillis = 300;
const longestWaitMillis = 5_000;
const beginAnew: ReadonlySet<string> = new Set(["position.not-yet", "history.replaced"]);
/** Further behind than this, a snapshot is quicker than the events. */
const behindMost = 20_000;

export class LiveRegion implements RegionSource {
  readonly region: string;
  readonly #clock = new RegionClock(() => performance.now());
  readonly #painter = new Painter();
  readonly #positions = new Painter();
  readonly #pending = new PendingBook();
  readonly #unanswered = new UnansweredCommands();
  readonly #telemetry = makeTelemetry();
  readonly #stop = new AbortController();
  #state: RegionState | undefined;
  #position = 0;
  /** Of which history of the log that is a position. */
  #history = "";
  #view: RegionView | undefined;
  #mustReload = false;
  #link: LinkStatus = {
    phase: "loading",
    behind: 0,
    heardAtMillis: 0,
    feeds: {},
    region: "taking",
    reason: "",
  };

  constructor(region: string, now: Instant, speed: number) {
    this.region = region;
    this.#clock.hear(now, speed);
  }

  findView(): RegionView | undefined {
    return this.#view;
  }

  getLink(): LinkStatus {
    return this.#link;
  }

  get speed(): number {
    return this.#clock.speed;
  }

  now(): Instant {
    return this.#clock.now();
  }

  listPending(): readonly PendingCommand[] {
    return this.#pending.list();
  }

  subscribe(listener: () => void): () => void {
    return this.#painter.subscribe(listener);
  }

  subscribeToPositions(listener: () => void): () => void {
    return this.#positions.subscribe(listener);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Runs until `stop`; every failure is shown in the link status and tried again. */
  async run(): Promise<void> {
    const signal = this.#stop.signal;
    let waitMillis = firstWaitMillis;
    while (!signal.aborted) {
      const before = this.#link.heardAtMillis;
      try {
        await this.#follow(signal);
        if (!this.#mustReload)
          this.#setLink({ phase: "cut off", reason: "The server ended the stream." });
      } catch (thrown) {
        if (signal.aborted) return;
        this.#handleFault(thrown);
        if (this.#link.phase === "signed out") return;
      }
      waitMillis =
        this.#link.heardAtMillis > before
          ? firstWaitMillis
          : Math.min(waitMillis * 2, longestWaitMillis);
      await new Promise((resolve) => setTimeout(resolve, waitMillis * (0.5 + Math.random() / 2)));
    }
  }

  /**
   * Sends a command; pending until its position has come back. Throws `Problem`. When the network hid the answer, the
   * same command given again goes under the same id, so pressing twice can not make it happen twice.
   */
  async send(command: Command): Promise<CommandAnswer> {
    const id = this.#unanswered.take(command) ?? crypto.randomUUID();
    this.#pending.add(id, command);
    this.#paint();
    try {
      const answer = await sendCommand(this.region, command, id);
      this.#pending.answer(id, answer.position);
      this.#pending.settle(this.#position);
      return answer;
    } catch (thrown) {
      this.#pending.drop(id);
      if (isProblem(thrown) && thrown.status === 0) this.#unanswered.keep(command, id);
      throw thrown;
    } finally {
      this.#paint();
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    if (this.#state === undefined || this.#mustReload) await this.#load(signal);
    const from = `after=${this.#position}&history=${encodeURIComponent(this.#history)}`;
    const path = `/api/regions/${encodeURIComponent(this.region)}/stream?view=console&${from}`;
    const cut = new AbortController();
    const onMessage = (message: StreamMessage): void => {
      this.#take(message);
      if (this.#mustReload) cut.abort();
    };
    try {
      await readStream(path, onMessage, {
        signal: AbortSignal.any([signal, cut.signal]),
        silenceMillis,
      });
    } catch (thrown) {
      if (!this.#mustReload) throw thrown;
    }
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { position, history, bytes } = await readSnapshot(this.region, signal);
    const state = findSnapshotState(bytes);
    if (state === undefined)
      throw new Error("The server's snapshot is of another version. Load the page again.");
    // Positions of another past never come back on the stream, so nothing may wait for one.
    if (this.#history !== "" && history !== this.#history) this.#pending.dropAnswered();
    this.#state = state;
    this.#position = position;
    this.#history = history;
    this.#mustReload = false;
    this.#pending.settle(position);
    this.#paint();
  }

  #take(message: StreamMessage): void {
    this.#link = { ...this.#link, phase: "live", heardAtMillis: performance.now(), reason: "" };
    if (message.event === "events")
      this.#fold(JSON.parse(message.data) as CoreEvent[], Number(message.id));
    else if (message.event === "head") this.#hearHead(JSON.parse(message.data) as HeadMessage);
    else if (message.event === "positions") {
      applyPositions(this.#telemetry, JSON.parse(message.data) as PositionsMessage);
      this.#positions.touch();
    }
  }

  /** `last` is the position of the last event of the batch; what we have already is skipped. */
  #fold(events: readonly CoreEvent[], last: number): void {
    const first = last - events.length + 1;
    if (this.#state === undefined || first > this.#position + 1) {
      this.#mustReload = true;
      return;
    }
    try {
      for (const event of events.slice(this.#position + 1 - first)) evolve(this.#state, event);
    } catch (thrown) {
      console.error("folding failed, taking a new snapshot", thrown);
      this.#mustReload = true;
      return;
    }
    this.#position = Math.max(this.#position, last);
    this.#link = { ...this.#link, behind: Math.max(0, this.#link.behind - events.length) };
    this.#pending.settle(this.#position);
    this.#paint();
  }

  #hearHead(head: HeadMessage): void {
    const behind = Math.max(0, head.position - this.#position);
    this.#clock.hear(head.now);
    this.#link = { ...this.#link, behind, feeds: head.feeds, region: head.status };
    if (behind > behindMost) this.#mustReload = true;
    this.#paint();
  }

  #handleFault(thrown: unknown): void {
    if (isProblem(thrown) && thrown.status === 401) {
      this.#setLink({ phase: "signed out", reason: messageOf(thrown) });
      return;
    }
    // The store was restored from a backup, or no longer goes back to our position: begin anew.
    if (isProblem(thrown) && (beginAnew.has(thrown.code) || thrown.status === 410))
      this.#mustReload = true;
    const phase = this.#state === undefined ? "loading" : "cut off";
    this.#setLink({ phase, reason: messageOf(thrown) });
  }

  #setLink(change: Partial<LinkStatus>): void {
    this.#link = { ...this.#link, ...change };
    this.#paint();
  }

  #paint(): void {
    this.#painter.touch(() => {
      const state = this.#state;
      if (state === undefined) return;
      if (this.#view?.position === this.#position && this.#view.state === state) return;
      const { region } = this;
      this.#view = {
        mode: "live",
        region,
        state,
        position: this.#position,
        telemetry: this.#telemetry,
      };
    });
  }
}
