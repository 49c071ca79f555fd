/**
 * The phone as the source of the unit's position, when its crew switches that on: the newest fix is sent every few
 * seconds as telemetry, and a fix that could not be sent is dropped for the next one, because only the newest counts.
 * Off until somebody switches it on; the choice is kept on the phone.
 */

import { sendRequest } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";

export interface SharingState {
  readonly isOn: boolean;
  /** Why nothing is being sent; empty = all is well. */
  readonly fault: string;
  /** Epoch milliseconds of the last fix that the server took; 0 = none yet. */
  readonly sentAtMillis: number;
}

interface Fix {
  readonly latE7: number;
  readonly lonE7: number;
  readonly at: number;
}

const sendMillis = 5_000;
const storageKey = "muster.crew.share";

export class PositionSharing {
  readonly #region: string;
  readonly #unit: number;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #state: SharingState = { isOn: false, fault: "", sentAtMillis: 0 };
  #fix: Fix | undefined;
  #watch: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `now` is the region's clock in microseconds. */
  constructor(region: string, unit: number, now: () => number) {
    this.#region = region;
    this.#unit = unit;
    this.#now = now;
  }

  getState = (): SharingState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on where the crew left it. */
  resume(): void {
    try {
      if (localStorage.getItem(storageKey) === "on") this.switch(true);
    } catch {
      // Storage is blocked: it stays off until somebody switches it on.
    }
  }

  switch(isOn: boolean): void {
    this.stop();
    try {
      localStorage.setItem(storageKey, isOn ? "on" : "off");
    } catch {
      // See resume.
    }
    this.#set({ isOn, fault: "" });
    if (!isOn) return;
    if (!("geolocation" in navigator)) {
      this.#set({ fault: "This phone does not tell its position to pages." });
      return;
    }
    this.#watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const { latitude, longitude } = coords;
        const at = this.#now();
        this.#fix = { latE7: Math.round(latitude * 1e7), lonE7: Math.round(longitude * 1e7), at };
        if (this.#state.sentAtMillis === 0) void this.#send();
      },
      (error) => this.#set({ fault: error.message }),
      { enableHighAccuracy: true, maximumAge: sendMillis },
    );
    this.#timer = setInterval(() => void this.#send(), sendMillis);
  }

  stop(): void {
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch);
    clearInterval(this.#timer);
    this.#watch = undefined;
    this.#fix = undefined;
  }

  async #send(): Promise<void> {
    const fix = this.#fix;
    if (fix === undefined) return;
    this.#fix = undefined;
    const path = `/api/regions/${encodeURIComponent(this.#region)}/positions`;
    try {
      const body = { positions: [{ unit: this.#unit, ...fix }] };
      await sendRequest(path, { method: "POST", body });
      this.#set({ sentAtMillis: Date.now(), fault: "" });
    } catch (thrown) {
      this.#set({ fault: `The position was not sent: ${messageOf(thrown)}` });
    }
  }

  #set(change: Partial<SharingState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
