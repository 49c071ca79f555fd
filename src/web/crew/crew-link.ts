/**
 * Keeps a crew's view fresh: looks at its unit and incidents, follows the crew stream, and looks again whenever that
 * says something happened. When the way is cut it keeps showing the last view with its age and tries again; the last
 * view also survives a reload of the page.
 */

import { readStream, type StreamMessage } from "../api/event-stream.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { HeadMessage } from "../api/types.ts";
import { RegionClock } from "../live/region-clock.ts";
import { readCrewView, streamPath, type CrewView } from "./crew-views.ts";

const silenceMillis = 7_000;
const firstWaitMillis = 500;
const longestWaitMillis = 8_000;

export interface CrewLinkState {
  readonly view: CrewView | undefined;
  /** Epoch milliseconds when the server last spoke; 0 = never since the page opened. */
  readonly heardAtMillis: number;
  readonly phase: "loading" | "live" | "cut off" | "signed out";
  readonly reason: string;
}

export class CrewLink {
  readonly #region: string;
  readonly #unit: number;
  readonly #clock = new RegionClock(() => performance.now());
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  #state: CrewLinkState;
  #isLooking = false;
  #mustLookAgain = false;

  constructor(region: string, unit: number, now: number, speed: number) {
    this.#region = region;
    this.#unit = unit;
    this.#clock.hear(now, speed);
    this.#state = { ...this.#load(), phase: "loading", reason: "" };
  }

  getState = (): CrewLinkState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The region's clock in microseconds. */
  now(): number {
    return this.#clock.now();
  }

  stop(): void {
    this.#stop.abort();
  }

  async run(): Promise<void> {
    const { signal } = this.#stop;
    let waitMillis = firstWaitMillis;
    while (!signal.aborted) {
      const before = this.#state.heardAtMillis;
      try {
        await this.#follow(signal);
        this.#set({ phase: "cut off", reason: "The server ended the stream." });
      } catch (thrown) {
        if (signal.aborted) return;
        const isOut = isProblem(thrown) && thrown.status === 401;
        this.#set({ phase: isOut ? "signed out" : "cut off", reason: messageOf(thrown) });
        if (isOut) return;
      }
      const hasHeard = this.#state.heardAtMillis > before;
      waitMillis = hasHeard ? firstWaitMillis : Math.min(waitMillis * 2, longestWaitMillis);
      await new Promise((resolve) => setTimeout(resolve, waitMillis));
    }
  }

  /** Looks at unit and incidents once more; several calls at once become one look after the present one. */
  async look(): Promise<void> {
    this.#mustLookAgain = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#mustLookAgain) {
        this.#mustLookAgain = false;
        const view = await readCrewView(this.#region, this.#unit, this.#stop.signal);
        this.#set({ view, heardAtMillis: Date.now(), phase: "live", reason: "" });
        this.#keep();
      }
    } finally {
      this.#isLooking = false;
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    await this.look();
    const after = this.#state.view?.position ?? 0;
    const onMessage = (message: StreamMessage): void => {
      this.#set({ phase: "live", heardAtMillis: Date.now(), reason: "" });
      if (message.event === "head") this.#clock.hear((JSON.parse(message.data) as HeadMessage).now);
      // A failed look is made up for by the next message or by the stream's end.
      if (message.event === "events") void this.look().catch(() => undefined);
    };
    await readStream(streamPath(this.#region, after), onMessage, { signal, silenceMillis });
  }

  #set(change: Partial<CrewLinkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  get #storageKey(): string {
    return `muster.crew.${this.#region}.${this.#unit}`;
  }

  #keep(): void {
    const { view, heardAtMillis } = this.#state;
    try {
      sessionStorage.setItem(this.#storageKey, JSON.stringify({ view, heardAtMillis }));
    } catch {
      // Storage is blocked: after a reload there is nothing to show until the server answers.
    }
  }

  #load(): Pick<CrewLinkState, "view" | "heardAtMillis"> {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#storageKey) ?? "null") as Pick<
        CrewLinkState,
        "view" | "heardAtMillis"
      > | null;
      if (kept !== null) return { view: kept.view, heardAtMillis: kept.heardAtMillis };
    } catch {
      // As if there were none.
    }
    return { view: undefined, heardAtMillis: 0 };
  }
}
