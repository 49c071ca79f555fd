/**
 * Carries messages between regions: what a region has told a neighbour, and the neighbour has not taken, is read from the one
 * log and entered into the other, on this server or on another one (remote-peer.ts). It keeps nothing: after a restart, or after
 * a delivery whose end nobody saw, it looks again at both logs. It is never on the path of a command.
 */

import { noInstant } from "../../base/instant.ts";
import { listNeighbours } from "../../core/aid/read.ts";
import type { EventStore } from "../../store/port.ts";
import type { LinkPicture } from "../../wire/shown-link.ts";
import { RefusedError } from "../fault.ts";
import type { Log } from "../log.ts";
import { givePosts, takenFrom, toldTo, type AidRegion } from "./give-posts.ts";
import { LinkHearing } from "./link-hearing.ts";
import { readOutgoing } from "./outgoing.ts";
import type { RemotePeer } from "./remote-peer.ts";

const linkTimes = {
  /** Between two looks. A look compares two numbers for each pair of neighbours. */
  everyMillis: 250,
  /** A neighbour on another server is asked whether it is there after so long without a word. */
  askMicros: 15_000_000,
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
  readonly #hearing = new LinkHearing();
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

  /** The server of `neighbour` said something to `region`; `told`: how many messages it says it has told. */
  hear(region: AidRegion, neighbour: string, told: number | undefined): void {
    this.#hearing.hear(region.id, neighbour, region.now(), told);
  }

  /** How the link from `region` to a neighbour stands, as far as this server knows. */
  picture(region: AidRegion, to: string): LinkPicture {
    const here = this.#regions.get(to);
    const there = this.#remotes.get(to);
    const { id } = region;
    const taken = here === undefined ? there?.lastTaken(id) : takenFrom(here, id);
    const told = here === undefined ? this.#hearing.told(id, to) : toldTo(here, id);
    return {
      link: here !== undefined ? "this server" : there !== undefined ? "another server" : "none",
      heardAt: this.#hearing.heardAt(id, to) ?? null,
      silentSince: this.#hearing.silentSince(id, to, region.now()),
      waiting: taken === undefined ? null : Math.max(0, toldTo(region, to) - taken),
      behind: told === undefined ? null : Math.max(0, told - takenFrom(region, to)),
    };
  }

  async #carryAll(): Promise<void> {
    for (const from of this.#regions.values()) {
      await this.#carryFrom(from);
      try {
        await this.#noteLinks(from);
      } catch (error) {
        this.#complain(`links of ${from.id}`, error);
      }
    }
  }

  async #carryFrom(from: AidRegion): Promise<void> {
    this.#hearing.begin(from.id, from.now());
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

  /** What is new of a link, silent or back, is told to the region, which decides. A neighbour to which no way is configured counts once it was heard. */
  async #noteLinks(from: AidRegion): Promise<void> {
    if (from.status !== "taking" || from.state.policy === undefined) return;
    for (const { region, silentAt } of listNeighbours(from.state)) {
      const here = this.#regions.get(region);
      // It is there now, however long the look at the others took.
      if (here?.status === "taking") this.#hearing.hear(from.id, region, from.now());
      const heardAt = this.#hearing.heardAt(from.id, region);
      if (here === undefined && !this.#remotes.has(region) && heardAt === undefined) continue;
      const isQuiet = this.#hearing.silentSince(from.id, region, from.now()) !== null;
      const isBack = silentAt !== noInstant && heardAt !== undefined && heardAt > silentAt;
      if (isQuiet ? silentAt !== noInstant : !isBack) continue;
      const lastAt = this.#hearing.lastWord(from.id, region) ?? from.now();
      await from.runSystemAt({ type: "aid.note-link", region, heardAt: lastAt }, undefined);
    }
  }

  async #carry(from: AidRegion, to: AidRegion): Promise<void> {
    if (to.status !== "taking") return;
    this.#hearing.hear(from.id, to.id, from.now());
    if (toldTo(from, to.id) <= takenFrom(to, from.id)) return;
    const posts = await readOutgoing(this.#store, from.id, to.id, takenFrom(to, from.id));
    await givePosts(to, from.id, posts);
  }

  async #send(from: AidRegion, to: RemotePeer): Promise<void> {
    if (to.isResting) return;
    const told = toldTo(from, to.region);
    const taken = to.taken(from.id);
    const heardAt = this.#hearing.heardAt(from.id, to.region) ?? -Infinity;
    const isQuiet = from.now() - heardAt >= linkTimes.askMicros;
    if (taken !== undefined && taken >= told && !isQuiet) return;
    const posts =
      taken === undefined || taken >= told
        ? []
        : await readOutgoing(this.#store, from.id, to.region, taken);
    const answer = await to.give(from.id, told, posts);
    this.#hearing.hear(from.id, to.region, from.now(), answer.told);
  }

  #complain(link: string, error: unknown): void {
    const now = performance.now();
    if (now - (this.#complained.get(link) ?? -Infinity) < linkTimes.complainMillis) return;
    this.#complained.set(link, now);
    const code = error instanceof RefusedError ? error.refusal.code : undefined;
    this.#log.warn({ link, code, error }, "messages between regions wait");
  }
}
