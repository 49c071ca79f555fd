/**
 * Keeps the public figures of a region: counts what its durable log says, period by period, commits to the exact figures of each when it is
 * over, publishes them rounded after the delay, and opens them after the embargo. It listens to what is published and is never
 * on the path of a command; after a restart it counts again what the log says and goes on where the log has come to. If it
 * ends between two steps, the next start does the second: each step is a fact of the log, and the rules take each once.
 */

import { createHash, randomBytes } from "node:crypto";
import { microsPerDay, microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { PeriodCounter, type PeriodCounts } from "../../core/figures/count-period.ts";
import type { FiguresCommand } from "../../core/figures/figures-commands.ts";
import type { FiguresPublished } from "../../core/figures/figures-events.ts";
import type { CoreEvent } from "../../core/events.ts";
import { parseArray, readChunks } from "../../store/chunks.ts";
import type { EventStore } from "../../store/port.ts";
import type { Log } from "../log.ts";
import type { Consumer, EventBatch } from "../publisher.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { publishFigures } from "./public-figures.ts";

export interface FiguresTimes {
  readonly periodHours: number;
  readonly delayMinutes: number;
  readonly embargoDays: number;
}

export const figuresLimits = {
  /** Published periods that are kept to be shown; the log has all. */
  shown: 120,
  /** Events that wait while the log is read; then it is read again from there. */
  early: 100_000,
} as const;

const lookMillis = 2_000;
/** After its end a period waits so long for what was entered in it and is on its way here. */
const settleMicros = microsPerMinute;

/** Types that are counted; of others it is enough to know that they came. */
const counted = /^(?:contact|incident|no-unit|figures|region)\.|^unit\.(?:allocated|progressed)$/;

/** A published period and the position of the event that says so. */
export type ShownPeriod = Pick<FiguresPublished, "period" | "fromAt" | "untilAt" | "figures"> & {
  readonly position: number;
};

interface Committed {
  readonly period: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly position: number;
}

type KeptRegion = Pick<RegionRuntime, "id" | "state" | "now" | "status" | "runSystem">;

/** SHA-256 over the salt's hexadecimal digits, a line feed and the exact figures in UTF-8; in hexadecimal. */
export function commitmentOf(salt: string, exact: string): string {
  return createHash("sha256").update(`${salt}\n${exact}`).digest("hex");
}

export class FiguresKeeper implements Consumer {
  readonly #region: KeptRegion;
  readonly #store: EventStore;
  readonly #times: FiguresTimes;
  readonly #log: Log;
  #counter: PeriodCounter | undefined;
  /** Counted and not committed to yet. */
  readonly #over: PeriodCounts[] = [];
  readonly #committed = new Map<number, Committed>();
  #shown: ShownPeriod[] = [];
  /** Position of the last event that was counted. */
  #position = 0;
  #isRead = false;
  #isLooking = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #read = Promise.withResolvers<void>();

  constructor(region: KeptRegion, store: EventStore, times: FiguresTimes, log: Log) {
    this.#region = region;
    this.#store = store;
    this.#times = times;
    this.#log = log;
  }

  start(): this {
    void this.#follow();
    this.#timer = setInterval(() => void this.look(), lookMillis);
    this.#timer.unref();
    return this;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  get whenRead(): Promise<void> {
    return this.#read.promise;
  }

  /** Published periods, the newest first. */
  listShown(): readonly ShownPeriod[] {
    return this.#shown;
  }

  /** Reads the log until nothing is missing; what is published from then on comes by itself. */
  async #follow(): Promise<void> {
    const { id } = this.#region;
    try {
      do {
        this.#isRead = false;
        await this.#readOn();
        this.#isRead = true;
        // What was published between the last read and the line above is seen by neither.
      } while ((await this.#store.readHead(id)) > this.#position);
    } catch (error) {
      this.#log.warn({ region: this.#region.id, error }, "public figures are not counted");
    }
    this.#read.resolve();
  }

  async #readOn(): Promise<void> {
    for await (const chunk of readChunks(this.#store, this.#region.id, this.#position)) {
      for (const [index, event] of (parseArray(chunk.factsArray) as CoreEvent[]).entries()) {
        const position = chunk.first + index;
        // Each is counted once, whoever came to it first.
        if (position <= this.#position) continue;
        if (counted.test(event.type)) this.#take(event, position);
        else this.#position = position;
      }
      // Others get their turn: a long log is read in the background.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  onEvents({ events }: EventBatch): void {
    if (!this.#isRead) return;
    for (const { position, type, facts } of events) {
      if (position <= this.#position) continue;
      if (position > this.#position + 1) {
        // The log was read to its end a moment before these: what lies between is read first.
        this.#isRead = false;
        void this.#follow();
        return;
      }
      this.#position = position;
      if (counted.test(type)) this.#take(JSON.parse(facts) as CoreEvent, position);
    }
  }

  onPositions(): void {}

  onEnd(): void {
    this.close();
  }

  get #periodMicros(): number {
    return this.#times.periodHours * microsPerHour;
  }

  #take(event: CoreEvent, position: number): void {
    this.#position = position;
    this.#counter ??= new PeriodCounter(this.#beginOf(event.entered));
    this.#endPeriods(event.entered);
    this.#counter.take(event);
    if (event.type === "figures.committed") {
      const { period, fromAt, untilAt } = event;
      this.#committed.set(period, { period, fromAt, untilAt, position });
      while (this.#over.length > 0 && this.#over[0].fromAt < untilAt) this.#over.shift();
    } else if (event.type === "figures.published") {
      const { period, fromAt, untilAt, figures } = event;
      this.#shown = [
        { period, fromAt, untilAt, figures, position },
        ...this.#shown.slice(0, figuresLimits.shown - 1),
      ];
    } else if (event.type === "figures.opened") this.#committed.delete(event.period);
  }

  #beginOf(at: Instant): Instant {
    return Math.floor(at / this.#periodMicros) * this.#periodMicros;
  }

  /** What ended before `at`. Hours in which nothing at all was entered are no period of their own: nobody was counting. */
  #endPeriods(at: Instant): void {
    const counter = this.#counter;
    if (counter === undefined) return;
    const untilAt = counter.fromAt + this.#periodMicros;
    if (at < untilAt) return;
    const counts = counter.finish(untilAt);
    if (counts.fromAt >= this.#region.state.columns.head.figuresUntil[0]) this.#over.push(counts);
    const begin = this.#beginOf(at);
    if (begin > untilAt) counter.finish(begin);
  }

  /** Does what is due by the region's time; one step after the other. */
  async look(): Promise<void> {
    const region = this.#region;
    const isReady = this.#isRead && region.status === "taking" && region.state.policy !== undefined;
    if (!isReady || this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#endPeriods(region.now() - settleMicros);
      for (const counts of this.#over.slice()) {
        await this.#commit(counts);
        if (this.#over[0] === counts) this.#over.shift();
      }
      await this.#publishDue();
      await this.#openDue();
    } catch (error) {
      this.#log.warn({ region: region.id, error }, "public figures could not be told");
    } finally {
      this.#isLooking = false;
    }
  }

  async #commit(counts: PeriodCounts): Promise<void> {
    const { fromAt, untilAt } = counts;
    if (fromAt < this.#region.state.columns.head.figuresUntil[0]) return;
    const salt = randomBytes(32).toString("hex");
    const exact = JSON.stringify(counts);
    const commitment = commitmentOf(salt, exact);
    await this.#say({ type: "figures.commit", fromAt, untilAt, commitment, salt, exact });
  }

  async #publishDue(): Promise<void> {
    const now = this.#region.now();
    for (const committed of this.#listAfter("figuresPublished")) {
      const { period, fromAt, untilAt } = committed;
      if (now < untilAt + this.#times.delayMinutes * microsPerMinute) return;
      const opening = await this.#readOpening(committed);
      if (opening === undefined) continue;
      const figures = publishFigures(JSON.parse(opening.exact) as PeriodCounts);
      await this.#say({ type: "figures.publish", period, fromAt, untilAt, figures });
    }
  }

  async #openDue(): Promise<void> {
    const now = this.#region.now();
    for (const committed of this.#listAfter("figuresOpened")) {
      const { period, fromAt, untilAt } = committed;
      if (now < untilAt + this.#times.embargoDays * microsPerDay) return;
      if (period > this.#region.state.columns.head.figuresPublished[0]) return;
      const opening = await this.#readOpening(committed);
      if (opening === undefined) continue;
      await this.#say({ type: "figures.open", period, fromAt, untilAt, ...opening });
    }
  }

  #listAfter(step: "figuresPublished" | "figuresOpened"): Committed[] {
    const after = this.#region.state.columns.head[step][0];
    return [...this.#committed.values()]
      .filter(({ period }) => period > after)
      .sort((a, b) => a.period - b.period);
  }

  /** Undefined where it was erased: then there is nothing to open, and nothing is made up. */
  async #readOpening({ position }: Committed) {
    const [record] = await this.#store.read(this.#region.id, position - 1, 1);
    const text = record?.privateText ?? null;
    if (text === null) return undefined;
    return JSON.parse(text) as { salt: string; exact: string };
  }

  async #say(command: FiguresCommand): Promise<void> {
    await this.#region.runSystem(command);
  }
}

export function startFiguresKeepers(
  regions: ReadonlyMap<string, RegionRuntime>,
  store: EventStore,
  times: FiguresTimes,
  log: Log,
): ReadonlyMap<string, FiguresKeeper> {
  return new Map(
    [...regions].map(([id, region]) => {
      const keeper = new FiguresKeeper(region, store, times, log);
      region.publisher.add(keeper);
      return [id, keeper.start()];
    }),
  );
}
