/**
 * Carries messages between regions: what a region has told a neighbour, and the neighbour has not taken, is read from the one
 * log and entered into the other, on this server or on another one (remote-peer.ts). It keeps nothing: after a restart, or after
 * a delivery whose end nobody saw, it looks again at both logs. It is never on the path of a command.
 */

import type { EventStore } from "../../store/port.ts";
import { RefusedError } from "../fault.ts";
import type { Log } from "../log.ts";
import { givePosts, takenFrom, toldTo, type AidRegion } from "./give-posts.ts";
import { readOutgoing } from "./outgoing.ts";
import type { RemotePeer } from "./remote-peer.ts";

const linkTimes = {
  /** Between two looks. A look compares two numbers for each pair of neighbours. */
  everyMillis: 250,
  /** The same complaint is not logged again for so long. */
  complainMillis: 60_000,
} as const;

export type AidRegions = ReadonlyMap<string, AidRegion>;

export class AidLink {
  readonly #regions: AidRegions;
  readonly #store: Pick<EventStore, "read" | "readHead">;
  readonly #log: Log;
  readonly #complained = new Map<string, number>();
  readonly #remotes: ReadonlyMap<string, RemotePeer>;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(
    regions: AidRegions,
    store: Pick<EventStore, "read" | "readHead">,
    log: Log,
    remotes: readonly RemotePeer[] = [],
  ) {
    this.#remotes = new Map(remotes.map((peer) => [peer.region, peer]));
    this.#regions = regions;
    this.#store = store;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), linkTimes.everyMillis);
    this.#timer.unref();
  }

  /** Waits for what is being carried. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Carries what there is; one look at a time. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#carryAll().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Messages of `from` that `to` has not taken, as far as this server knows; null = it never heard. */
  waiting(from: string, to: string): number | null {
    const region = this.#regions.get(from);
    if (region === undefined) return null;
    const here = this.#regions.get(to);
    const taken = here === undefined ? this.#remotes.get(to)?.taken(from) : takenFrom(here, from);
    return taken === undefined ? null : Math.max(0, toldTo(region, to) - taken);
  }

  async #carryAll(): Promise<void> {
    for (const from of this.#regions.values())
      for (const { region: to } of from.state.policy?.aid.neighbours ?? []) {
        try {
          const here = this.#regions.get(to);
          const there = this.#remotes.get(to);
          if (here !== undefined) await this.#carry(from, here);
          else if (there !== undefined) await this.#send(from, there);
        } catch (error) {
          this.#complain(`${from.id} to ${to}`, error);
        }
      }
  }

  async #carry(from: AidRegion, to: AidRegion): Promise<void> {
    if (to.status !== "taking" || toldTo(from, to.id) <= takenFrom(to, from.id)) return;
    const posts = await readOutgoing(this.#store, from.id, to.id, takenFrom(to, from.id));
    await givePosts(to, from.id, posts);
  }

  async #send(from: AidRegion, to: RemotePeer): Promise<void> {
    const told = toldTo(from, to.region);
    if (to.isResting || told === 0) return;
    const taken = to.taken(from.id);
    if (taken === undefined) await to.give(from.id, []);
    else if (taken < told)
      await to.give(from.id, await readOutgoing(this.#store, from.id, to.region, taken));
  }

  #complain(link: string, error: unknown): void {
    const now = performance.now();
    if (now - (this.#complained.get(link) ?? -Infinity) < linkTimes.complainMillis) return;
    this.#complained.set(link, now);
    const code = error instanceof RefusedError ? error.refusal.code : undefined;
    this.#log.warn({ link, code, error }, "messages between regions wait");
  }
}
