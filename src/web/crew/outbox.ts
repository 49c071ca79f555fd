/**
 * What a crew pressed and the server has not confirmed: kept on the phone, sent in order, each with its own command
 * id and the time it was pressed, so that a tunnel delays a status and never loses or doubles it. An emergency goes
 * ahead of everything. A refusal takes its command out and is shown; no answer means: try again.
 */

import type { Command } from "../../core/commands.ts";
import { sendRequest } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import { commandPath } from "./crew-views.ts";

export interface KeptCommand {
  readonly id: string;
  readonly region: string;
  readonly command: Command;
  /** Instant of the region's clock when it was pressed, in microseconds. */
  readonly occurredAt: number;
  /** Given as of when it arrives: the server said that `occurredAt` has not come yet there. */
  readonly isAsOfNow?: boolean;
}

export interface OutboxState {
  readonly kept: readonly KeptCommand[];
  /** What the server refused last, as a sentence. */
  readonly refusal: string;
  /** Why the last attempt did not get through; empty = it did. */
  readonly trouble: string;
}

/** Presses kept at most; at the limit a further one is refused on the spot, an emergency never. */
export const outboxLimits = { kept: 50 } as const;
const firstWaitMillis = 1_000;
const longestWaitMillis = 10_000;

function isEmergency(kept: KeptCommand): boolean {
  return kept.command.type === "unit.raise-emergency";
}

export class Outbox {
  readonly #storageKey: string;
  readonly #listeners = new Set<() => void>();
  readonly #onDone: () => void;
  #state: OutboxState;
  #isSending = false;
  #waitMillis = firstWaitMillis;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onDone` is told after each confirmed command, so that the page looks again. */
  constructor(account: string, onDone: () => void) {
    this.#storageKey = `muster.outbox.${account}`;
    this.#onDone = onDone;
    this.#state = { kept: this.#load(), refusal: "", trouble: "" };
    if (this.#state.kept.length > 0) void this.#send();
  }

  getState = (): OutboxState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  put(region: string, command: Command, occurredAt: number): void {
    const added = { id: crypto.randomUUID(), region, command, occurredAt };
    const { kept } = this.#state;
    if (isEmergency(added)) this.#set({ kept: [added, ...kept], refusal: "" });
    else if (kept.length >= outboxLimits.kept)
      this.#set({
        refusal: `${outboxLimits.kept} presses wait to be sent; this one was not kept.`,
      });
    else this.#set({ kept: [...kept, added], refusal: "" });
    this.sendNow();
  }

  clearRefusal(): void {
    this.#set({ refusal: "" });
  }

  /** The way may be free again: try at once instead of waiting. */
  sendNow(): void {
    clearTimeout(this.#timer);
    this.#waitMillis = firstWaitMillis;
    void this.#send();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#state.kept[0]; next !== undefined; next = this.#state.kept[0])
        await this.#sendOne(next);
      this.#set({ trouble: "" });
    } catch (thrown) {
      this.#set({ trouble: messageOf(thrown) });
      this.#timer = setTimeout(() => void this.#send(), this.#waitMillis);
      this.#waitMillis = Math.min(this.#waitMillis * 2, longestWaitMillis);
    } finally {
      this.#isSending = false;
    }
  }

  /** Throws when it is not known what the server did; the same id is sent again then. */
  async #sendOne(kept: KeptCommand): Promise<void> {
    const { id, command, occurredAt, region, isAsOfNow } = kept;
    const body = { id, command, ...(isAsOfNow === true ? {} : { occurredAt }) };
    try {
      await sendRequest(commandPath(region), { method: "POST", body });
    } catch (thrown) {
      if (isProblem(thrown) && thrown.code === "time.future" && isAsOfNow !== true) {
        this.#giveAsOfNow(kept);
        return;
      }
      const isAnswer = isProblem(thrown) && [400, 403, 404, 409, 422].includes(thrown.status);
      if (!isAnswer) throw thrown;
      this.#drop(id, thrown.message);
      return;
    }
    this.#drop(id, "");
  }

  /**
   * The server's clock is behind ours: a demo's world stands still while its server is away. What was pressed is true
   * all the same; it is another command now, so that a lost answer to either can not make it happen twice.
   */
  #giveAsOfNow(kept: KeptCommand): void {
    const again = { ...kept, id: crypto.randomUUID(), isAsOfNow: true };
    this.#set({ kept: this.#state.kept.map((one) => (one.id === kept.id ? again : one)) });
  }

  #drop(id: string, refusal: string): void {
    const kept = this.#state.kept.filter((one) => one.id !== id);
    this.#set({ kept, trouble: "", ...(refusal === "" ? {} : { refusal }) });
    this.#onDone();
  }

  #set(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change };
    try {
      localStorage.setItem(this.#storageKey, JSON.stringify(this.#state.kept));
    } catch {
      // Storage is blocked: what was pressed lives as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  #load(): readonly KeptCommand[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#storageKey) ?? "[]");
      return Array.isArray(kept) ? (kept as KeptCommand[]).slice(0, outboxLimits.kept) : [];
    } catch {
      return [];
    }
  }
}
