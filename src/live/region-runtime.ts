/**
 * One region, live: takes commands in order, asks the core, appends, and once the events are durable publishes them
 * and answers. The state runs ahead of the disk by what waits in the commit queue, so many commands share one sync;
 * nothing that is not durable is ever shown. After a write error the region takes nothing more and shows what is
 * stored. After a bug it loads its state anew. Not here: who asks (http), what the rules are (core).
 */

import { randomUUID } from "node:crypto";
import { assert } from "../base/assert.ts";
import type { Instant } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import type { NotedGap } from "../core/gap/changes.ts";
import { nextDueAt } from "../core/due-work.ts";
import { encodeEvent } from "../core/event-codec.ts";
import type { CoreEvent } from "../core/events.ts";
import type { Recommendation } from "../core/recommendation.ts";
import { encodeSnapshot } from "../core/state/snapshot.ts";
import { findIncidentRow, type RegionState } from "../core/state/region-state.ts";
import type { TravelTimes } from "../plan/travel-times.ts";
import {
  StoreFault,
  storeLimits,
  type EventRecord,
  type EventStore,
  type PositionSample,
} from "../store/port.ts";
import type { LiveClock } from "./clock.ts";
import type { CommandAnswer, CommandRequest } from "./command-answer.ts";
import { busy, CommandDesk, type CommandOutcome } from "./command-desk.ts";
import { CommitQueue, type WaitingCommit } from "./commit-queue.ts";
import { decideCommands, type Asker, type DecideWorld } from "./decide-commands.ts";
import { DueTimer } from "./due-timer.ts";
import { publishEvent, publishStored } from "./event-text.ts";
import { LiveFault, RefusedError } from "./fault.ts";
import { loadRegion, positionOf } from "./load-region.ts";
import type { Log } from "./log.ts";
import { Publisher } from "./publisher.ts";
import { Recommender } from "./recommender.ts";
import type { RegionRoads } from "./roads/region-roads.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { fingerprintOf, recallAnswer } from "./recall-answer.ts";
import { Telemetry, type TakenSamples } from "./telemetry.ts";

export interface RegionOptions {
  readonly id: string;
  readonly store: EventStore;
  readonly clock: LiveClock;
  readonly log: Log;
  /** By straight line. */
  readonly travel: TravelTimes;
  /** By road, where the server has a map with roads. */
  readonly roads?: RegionRoads | undefined;
  readonly waitingCommands: number;
  readonly snapshotEvery: number;
  /** The gap that ends as this region opens, by when its last event was entered; left out = none is noted. */
  readonly gapSince?: (lastEntered: Instant) => NotedGap;
  /** Seconds from asking to durable, for the metrics. */
  readonly onCommand?: (outcome: CommandOutcome, seconds: number) => void;
}

interface DecidedCommit extends WaitingCommit {
  readonly records: readonly EventRecord[];
}

interface CommandMark {
  readonly id: string;
  readonly fingerprint: number;
}

/** `loading` is short: after a bug, while the state is folded anew. */
export type RegionStatus = "taking" | "loading" | "failed" | "stopping";

export class RegionRuntime {
  readonly id: string;
  readonly publisher: Publisher;
  readonly telemetry = new Telemetry();
  readonly #options: RegionOptions;
  readonly #timer: DueTimer;
  readonly #desk: CommandDesk;
  readonly #snapshots: SnapshotKeeper;
  readonly #recommender: Recommender;
  #commits: CommitQueue;
  #state: RegionState;
  #status: RegionStatus = "taking";

  private constructor(options: RegionOptions, state: RegionState, snapshotAt: number) {
    const position = positionOf(state);
    this.id = options.id;
    this.#options = options;
    this.#state = state;
    this.#commits = new CommitQueue(position);
    this.publisher = new Publisher(position);
    this.#timer = new DueTimer(options.clock, () => this.#doDueWork());
    this.#desk = new CommandDesk({
      most: options.waitingCommands,
      onCommand: options.onCommand,
      checkTaking: () => this.#checkTaking(),
      answer: (request) => this.#answer(request),
    });
    const { id: region, store, log, snapshotEvery: everyEvents } = options;
    const encode = () => this.encodeDurable();
    this.#snapshots = new SnapshotKeeper({ region, store, log, everyEvents, encode }, snapshotAt);
    this.#recommender = new Recommender(options.id, this, this.telemetry.overlay);
  }

  /** Loads the region; the clock then starts no earlier than its last event. */
  static async open(options: RegionOptions): Promise<RegionRuntime> {
    const startedAt = performance.now();
    const loaded = await loadRegion(options.store, options.id, options.log);
    options.clock.startNotBefore(loaded.lastEntered);
    const region = new RegionRuntime(options, loaded.state, loaded.snapshotAt);
    options.log.info(
      {
        region: options.id,
        position: loaded.position,
        snapshotAt: loaded.snapshotAt,
        millis: Math.round(performance.now() - startedAt),
      },
      "region loaded",
    );
    options.store.onFailure(() => void region.#onStoreFailure());
    await region.#noteGap(loaded.lastEntered);
    region.#timer.set(nextDueAt(loaded.state));
    return region;
  }

  /** Before what fell due meanwhile: the log says first that nobody was there. An empty log has no gap. */
  async #noteGap(lastEntered: Instant): Promise<void> {
    const { gapSince, log } = this.#options;
    if (gapSince === undefined || this.#state.policy === undefined) return;
    try {
      await this.runSystem({ type: "gap.note", ...gapSince(lastEntered) });
    } catch (error) {
      // A region that can not write shows what it has all the same.
      log.error({ region: this.id, error }, "the gap before this start could not be noted");
    }
  }

  get roads(): RegionRoads | undefined {
    return this.#options.roads;
  }

  /**
   * Works with the travel times that hold for a state of this region: by road where there is a map, else by straight
   * line, and by straight line again when roads fail in the middle of it.
   */
  withTravel<Value>(state: RegionState, work: (travel: TravelTimes) => Value): Value {
    const { roads, travel } = this.#options;
    return roads === undefined ? work(travel) : roads.withTravel(state, work);
  }

  get name(): string {
    return this.#state.policy?.config.name ?? this.id;
  }

  get status(): RegionStatus {
    return this.#status;
  }

  /** Ahead of the disk by what waits; whoever answers from it waits for `whenReadable(position)` first. */
  get state(): RegionState {
    return this.#state;
  }

  get position(): number {
    return positionOf(this.#state);
  }

  get durablePosition(): number {
    return this.#commits.durable;
  }

  get waitingCommands(): number {
    return this.#desk.underWay;
  }

  now(): Instant {
    return this.#options.clock.now();
  }

  /** Rejects with live.not-durable where the disk takes too long, or too many wait for it. */
  whenReadable(position: number): Promise<void> {
    return this.#commits.whenReadable(position);
  }

  /**
   * Exactly once per id: resolves when the events are durable, or when an earlier request with the id has its
   * answer. Throws RefusedError (the rules said no), LiveFault or StoreFault (nothing is known to have happened).
   */
  submit(request: CommandRequest): Promise<CommandAnswer> {
    return this.#desk.submit(request);
  }

  #answer(request: CommandRequest): Promise<CommandAnswer> {
    return this.#options.store.mayKnow(this.id, request.id)
      ? this.#answerKnown(request)
      : this.#answerNew(request);
  }

  async #answerKnown(request: CommandRequest): Promise<CommandAnswer> {
    const { store } = this.#options;
    const earlier = await store.findCommand(this.id, request.id);
    if (earlier !== undefined) return recallAnswer(store, this.id, earlier, request);
    this.#checkTaking();
    try {
      return await this.#answerNew(request);
    } catch (error) {
      if (!(error instanceof StoreFault && error.code === "store.duplicate-command")) throw error;
      // The look-up came too early to see it; the store's own check is the last word.
      const appended = await store.findCommand(this.id, request.id);
      if (appended === undefined)
        throw busy("The command is in the log already, but cannot be found yet");
      return recallAnswer(store, this.id, appended, request);
    }
  }

  /** Throws, or rejects: both are the answer's. */
  #answerNew(request: CommandRequest): Promise<CommandAnswer> {
    const { id, digest, expect, read, actor, occurredAt } = request;
    if (expect !== undefined && expect !== this.position) {
      const detail = `The log is at position ${this.position}, the command expects ${expect}; look again and decide anew.`;
      throw new LiveFault("command.stale", detail, this.position);
    }
    return this.#decide({ id, fingerprint: fingerprintOf(digest) }, read, actor, occurredAt);
  }

  /** From here to the append nothing waits: the order of decisions is the order of the log. */
  #decide(
    command: CommandMark,
    read: (state: RegionState) => readonly Command[],
    asker: Asker,
    occurredAt: Instant | undefined,
  ): Promise<CommandAnswer> {
    const now = this.now();
    const before = this.position;
    const state = this.#state;
    const time = { now, at: occurredAt ?? now };
    let answer: CommandAnswer;
    let commit: DecidedCommit;
    try {
      const decided = decideCommands(state, read(state), asker, time, this.#recommender);
      if ("refusal" in decided) throw new RefusedError(decided.refusal);
      const { made, warnings, events } = decided;
      commit = this.#makeCommit(before, events);
      answer = { position: commit.lastPosition, events: events.length, made, warnings };
    } catch (error) {
      // A bug may have left the state half changed. Every change counts its position first, so that shows it.
      if (this.position !== before) void this.#reload(error);
      throw error;
    }
    this.#timer.set(nextDueAt(state), now);
    // A command that changes nothing still answers from a state: that state must be durable.
    return answer.events === 0
      ? this.#commits.whenDurable(before).then(() => answer)
      : this.#append(command, before, commit, answer);
  }

  #makeCommit(before: number, events: readonly CoreEvent[]): DecidedCommit {
    const records = events.map(encodeEvent);
    const lastPosition = before + records.length;
    assert(this.position === lastPosition, "an event did not come out of the sink");
    const published = events.map((event, index) =>
      publishEvent(event, records[index], before + 1 + index),
    );
    return { records, events: published, lastPosition };
  }

  #append(
    { id: commandId, fingerprint }: CommandMark,
    expectedPosition: number,
    commit: DecidedCommit,
    answer: CommandAnswer,
  ): Promise<CommandAnswer> {
    const { records } = commit;
    const commits = this.#commits;
    commits.push(commit);
    const request = { region: this.id, expectedPosition, commandId, fingerprint, records };
    return this.#options.store.append(request).then(
      () => {
        commits.settle(commit);
        this.publisher.publish(commit.events);
        this.#snapshots.consider(commits.durable);
        return answer;
      },
      (error: unknown) => {
        commits.drop(commit, error);
        // The state has what the log will never have.
        void this.#reload(error);
        throw error;
      },
    );
  }

  #checkTaking(): void {
    const { store } = this.#options;
    if (this.#status === "stopping")
      throw new LiveFault(
        "live.stopping",
        "The server is stopping; send the command again soon, with the same id.",
      );
    if (this.#status === "failed" || store.status.state === "failed") {
      throw new StoreFault(
        "store.failed",
        "The store failed; nothing more is taken until it was restarted. What is stored is still shown.",
      );
    }
    if (this.#status === "loading") throw busy("The region loads its state anew");
  }

  /** A command of the server itself. */
  runSystem(command: Command): Promise<CommandAnswer> {
    return this.runSystemAt(command, undefined);
  }

  /** The same of something that occurred earlier; undefined = now. */
  async runSystemAt(command: Command, occurredAt: Instant | undefined): Promise<CommandAnswer> {
    this.#checkTaking();
    const mark = { id: `system-${randomUUID()}`, fingerprint: 0 };
    return this.#decide(mark, () => [command], "system", occurredAt);
  }

  #doDueWork(): void {
    if (this.#status !== "taking") return;
    this.runSystem({ type: "due.work" }).catch((error: unknown) => {
      this.#options.log.error({ region: this.id, error }, "due work failed");
    });
  }

  recommendFor(incident: number, limit: number | undefined): Recommendation | undefined {
    if (findIncidentRow(this.#state, incident) < 0) return undefined;
    return this.#recommender.recommend(this.#state, incident, this.now(), { limit });
  }

  /** What only a preview needs: the world as the rules see it, without a way to change anything. */
  get world(): DecideWorld {
    return this.#recommender;
  }

  takePositions(samples: readonly PositionSample[]): TakenSamples {
    const taken = this.telemetry.take(this.#state, samples, this.now());
    const { accepted } = taken;
    if (accepted.length === 0) return taken;
    const moved = accepted.map(({ unit }) => unit);
    this.roads?.noteMoved(this.#state, moved, this.telemetry.overlay);
    if (this.#status !== "failed") this.#options.store.recordPositions(this.id, accepted);
    return taken;
  }

  /** The state as bytes at a durable position. Rejects as `whenReadable` does. */
  async encodeDurable(): Promise<{ position: number; bytes: Uint8Array }> {
    const bytes = encodeSnapshot(this.#state);
    const position = this.position;
    await this.whenReadable(position);
    return { position, bytes };
  }

  async #onStoreFailure(): Promise<void> {
    if (this.#status === "stopping") return;
    this.#options.log.fatal(
      { region: this.id },
      "the store failed: no more commands are taken, stored state is shown",
    );
    await this.#reload(new StoreFault("store.failed", "the store failed"));
  }

  /** Folds the log anew, because the state in memory cannot be trusted or is ahead of the log for ever. */
  async #reload(cause: unknown): Promise<void> {
    if (this.#status !== "taking") return;
    const { store, log } = this.#options;
    this.#status = "loading";
    this.#timer.stop();
    log.error({ region: this.id, error: cause }, "loading the region anew");
    this.#commits.giveUp(busy("The region loads its state anew"));
    await this.#commits.whenIdle();
    try {
      const loaded = await loadRegion(store, this.id, log);
      this.#state = loaded.state;
      this.#commits = new CommitQueue(loaded.position);
      await this.#publishMissing(loaded.position);
      this.#endLoading(store.status.state === "open" ? "taking" : "failed");
    } catch (error) {
      this.#endLoading("failed");
      log.fatal({ region: this.id, error }, "the region cannot be loaded");
    }
    if (this.status === "taking") this.#timer.set(nextDueAt(this.#state));
  }

  /** Unless it was closed meanwhile. */
  #endLoading(status: RegionStatus): void {
    if (this.#status === "loading") this.#status = status;
  }

  /** A commit whose acknowledgement was lost may be in the log all the same. */
  async #publishMissing(position: number): Promise<void> {
    for (let head = this.publisher.head; head < position; head = this.publisher.head) {
      const records = await this.#options.store.read(this.id, head, storeLimits.maxReadCount);
      this.publisher.publish(records.map(publishStored));
    }
  }

  /** Takes nothing more, lets what waits become durable, ends streams, keeps a snapshot. */
  async close(): Promise<void> {
    const wasTaking = this.#status === "taking";
    this.#status = "stopping";
    this.#timer.stop();
    await this.#commits.whenIdle();
    this.publisher.end();
    if (wasTaking) await this.#snapshots.save(this.position);
  }
}
