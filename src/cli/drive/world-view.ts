/**
 * What a player knows of the world it plays against: the region folded from the public snapshot and stream (the
 * same fold as the server's and the console's), and the server's clock, which may run faster than ours.
 */
import { performance } from "node:perf_hooks";
import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";
import { findSnapshotState } from "../../core/state/snapshot.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";
import { followFeed } from "./event-feed.ts";

export type EventListener = (event: CoreEvent) => void;

export class WorldView {
  readonly region: string;
  state: RegionState = makeRegionState();
  position = 0;
  /** Of which history of the log that is a position. */
  history = "";
  speed = 1;
  readonly #client: ApiClient;
  readonly #listeners: EventListener[] = [];
  #clockAt: Instant = 0;
  #clockMillis = 0;

  constructor(client: ApiClient, region: string) {
    this.#client = client;
    this.region = region;
  }

  onEvent(listener: EventListener): void {
    this.#listeners.push(listener);
  }

  /** The server's time, as we believe it is now; never steps back. */
  now(): Instant {
    return this.#clockAt + Math.round((performance.now() - this.#clockMillis) * 1000 * this.speed);
  }

  #setClock(at: Instant): void {
    // A head that took long to come would set us back; the clock only ever goes on.
    if (this.#clockAt !== 0 && at < this.now()) return;
    this.#clockAt = at;
    this.#clockMillis = performance.now();
  }

  /** Takes clock and snapshot; then `follow` keeps both up to date. */
  async load(): Promise<void> {
    const session = await this.#client.getSession();
    this.speed = session.clock.speed;
    this.#setClock(session.clock.now);
    const { bytes, headers } = await this.#client.getBytes(`/api/regions/${this.region}/snapshot`);
    const state = findSnapshotState(bytes);
    if (state === undefined) {
      throw new ApiProblem(
        0,
        "api.snapshot",
        "the server's snapshot is of another version of Muster",
      );
    }
    this.state = state;
    this.position = Number(headers.get("muster-position") ?? 0);
    this.history = headers.get("muster-history") ?? "";
  }

  async follow(signal: AbortSignal): Promise<void> {
    await followFeed(
      this.#client,
      this.region,
      this,
      {
        onEvents: (events, last) => {
          // After a gap a frame may begin with what we have; positions are consecutive, so count back from its end.
          const known = Math.max(0, this.position - (last - events.length));
          for (const event of events.slice(known)) {
            evolve(this.state, event);
            this.position += 1;
            for (const listener of this.#listeners) listener(event);
          }
        },
        onHead: ({ now }) => this.#setClock(now),
        onLost: async () => {
          await this.load();
          return this;
        },
      },
      signal,
    );
  }
}
