/**
 * Signing out when the server may be out of reach. The page leaves at once; that the server is owed a word is kept in the
 * browser until it has it, because the session's cookie can not be taken away from here. It is tried again while a page is
 * open, before anybody is asked for on the next one, and before anybody signs in. Not here: what a page forgets of a person.
 */

import { sendRequest } from "../api/client.ts";
import { isProblem, type Problem } from "../api/problem.ts";

/** `sending`: nothing is known against it yet. `owed`: the server could not be reached. `told`: it ended the session. */
export type SignOutState = "none" | "sending" | "owed" | "told";

const storageKey = "muster.sign-out-owed";
const firstWaitMillis = 1_000;
const longestWaitMillis = 10_000;

/** No server answered: the network's own failures, and a proxy that speaks for nobody. */
export function isUnreached({ status }: Problem): boolean {
  return status === 0 || (status >= 502 && status <= 504);
}

export class OwedSignOut {
  readonly #listeners = new Set<() => void>();
  #state: SignOutState;
  #isOwed: boolean;
  #waitMillis = firstWaitMillis;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: Promise<void> | undefined;

  constructor() {
    this.#isOwed = readMark();
    this.#state = this.#isOwed ? "owed" : "none";
  }

  getState = (): SignOutState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Signs out: kept before it is sent, so that a page that is closed now does not forget it. */
  begin(): void {
    this.#isOwed = true;
    writeMark(true);
    this.#set("sending");
    this.sendNow();
  }

  /** The way may be free again: try at once instead of waiting. Nothing happens where nothing is owed. */
  sendNow(): void {
    clearTimeout(this.#timer);
    this.settle().catch(() => {
      this.#timer = setTimeout(() => this.sendNow(), this.#waitMillis);
      this.#waitMillis = Math.min(this.#waitMillis * 2, longestWaitMillis);
    });
  }

  /** Resolves when nothing is owed; rejects with a Problem while the server can not be reached. */
  async settle(): Promise<void> {
    if (!this.#isOwed) return;
    this.#underWay ??= this.#send().finally(() => (this.#underWay = undefined));
    await this.#underWay;
  }

  async #send(): Promise<void> {
    try {
      await sendRequest("/api/session", { method: "DELETE" });
    } catch (thrown) {
      if (!isProblem(thrown) || isUnreached(thrown)) {
        this.#set("owed");
        throw thrown;
      }
      // An answer is an answer: most likely there is no such session any more.
    }
    this.#isOwed = false;
    this.#waitMillis = firstWaitMillis;
    writeMark(false);
    this.#set("told");
  }

  #set(state: SignOutState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function readMark(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

function writeMark(isOwed: boolean): void {
  try {
    if (isOwed) localStorage.setItem(storageKey, "yes");
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage is blocked: it is known for as long as this page is open.
  }
}

export const owedSignOut = new OwedSignOut();
