/**
 * Keeps a crew's view fresh: looks at its unit and incidents, follows the crew stream, and looks again whenever that
 * says something happened. When the way is cut it keeps showing the last view with its age and tries again; the last
 * view is also there when the page is opened anew without a network (kept-crew.ts).
 */

import { readStream, type StreamMessage } from "../api/event-stream.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { HeadMessage } from "../api/types.ts";
import { RegionClock } from "../live/region-clock.ts";
import { readCrewView, streamPath, type CrewView } from "./crew-views.ts";
import { findKept, keep } from "./kept-crew.ts";

const silenceMillis = 7_000;
const firstWaitMillis = 500;
const longestWaitMillis = 4_000;
/** Of so many messages it keeps count while looks fail; with more it says too few. */
const heardMost = 1_000;

export interface CrewLinkState {
  readonly view: CrewView | undefined;
  /** Epoch milliseconds when the server last spoke, to this page or to the one before it; 0 = never. */
  readonly heardAtMillis: number;
  readonly phase: "loading" | "live" | "cut off" | "signed out";
  readonly reason: string;
  /** Events of the unit and its incidents that the server told of and that are not in the view yet. */
  readonly behind: number;
}

export class CrewLink {
  readonly #region: string;
  readonly #unit: number;
  readonly #clock = new RegionClock(() => performance.now());
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  #state: CrewLinkState;
  /** Last positions and counts of events that came since the look that gave the view began. */
  #heard: { readonly position: number; readonly count: number }[] = [];
  #isLooking = false;
  #mustLookAgain = false;
  #endWait = (): void => undefined;

  constructor(region: string, unit: number, now: number, speed: number) {
    this.#region = region;
    this.#unit = unit;
    this.#clock.hear(now, speed);
    this.#state = { ...this.#load(), phase: "loading", reason: "", behind: 0 };
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

  /** The way may be free again: try at once instead of waiting. */
  wake(): void {
    this.#endWait();
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
        // Refused its own unit: the account is no longer that crew's, or another one is signed in here now.
        const isOut = isProblem(thrown) && (thrown.status === 401 || thrown.status === 403);
        this.#set({ phase: isOut ? "signed out" : "cut off", reason: messageOf(thrown) });
        if (isOut) return;
      }
      const hasHeard = this.#state.heardAtMillis > before;
      waitMillis = hasHeard ? firstWaitMillis : Math.min(waitMillis * 2, longestWaitMillis);
      await this.#wait(waitMillis * (0.5 + Math.random() / 2));
    }
  }

  /** Not all phones of a room come back in the same instant. */
  async #wait(millis: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
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
        this.#heard = this.#heard.filter(({ position }) => position > view.position);
        this.#set({ view, heardAtMillis: Date.now(), phase: "live", reason: "" });
        this.#count();
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
      if (message.event !== "events") return;
      this.#hear(message);
      void this.look().catch(() => undefined);
    };
    await readStream(streamPath(this.#region, after), onMessage, { signal, silenceMillis });
  }

  #hear({ id, data }: StreamMessage): void {
    const position = Number(id);
    if (position <= (this.#state.view?.position ?? 0)) return;
    if (this.#heard.length >= heardMost) this.#heard.shift();
    this.#heard.push({ position, count: (JSON.parse(data) as unknown[]).length });
    this.#count();
  }

  #count(): void {
    this.#set({ behind: this.#heard.reduce((sum, { count }) => sum + count, 0) });
  }

  #set(change: Partial<CrewLinkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  get #key(): string {
    return `view.${this.#region}.${this.#unit}`;
  }

  #keep(): void {
    keep(this.#key, this.#state.view);
  }

  #load(): Pick<CrewLinkState, "view" | "heardAtMillis"> {
    const kept = findKept<CrewView>(this.#key);
    return { view: kept?.value, heardAtMillis: kept?.keptAtMillis ?? 0 };
  }
}
