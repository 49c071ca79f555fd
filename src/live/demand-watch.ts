/**
 * Counts what opens in a region by type and area, and tells the log when more comes than is ordinary there, and when that
 * is over. What is ordinary is learned from the region's own log: how many of the cell, and how busy that hour of the week
 * is in the whole region. The last hour never counts as ordinary. It listens to what is published and is never on the
 * path of a command; after a restart it knows again what the log says.
 * Not here: when it is more than ordinary (core/demand/demand-model.ts).
 */

import {
  microsPerHour,
  microsPerMinute,
  noInstant,
  type Instant,
  type Micros,
} from "../base/instant.ts";
import {
  bandOf,
  demandRule,
  expectedIn,
  isEnoughToSay,
  ratioOf,
  type DemandBaseline,
} from "../core/demand/demand-model.ts";
import type { DemandEvidence } from "../core/demand/demand-events.ts";
import { gapMicrosIn } from "../core/gap/read.ts";
import { findRise, listRises } from "../core/demand/rises.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { parseArray, readChunks } from "../store/chunks.ts";
import type { EventStore } from "../store/port.ts";
import type { Log } from "./log.ts";
import type { Consumer, EventBatch } from "./publisher.ts";
import type { RegionRuntime } from "./region-runtime.ts";

export const demandLimits = {
  /** Newest events of the log that are read at the start. */
  eventsRead: 2_000_000,
  /** Cells that are told at once by `list`. */
  listed: 200,
  /** Incidents of the last hour that are kept of one cell; more are counted as so many. */
  recent: 1_000,
} as const;

const weekHours = 168;
/** Hours of the mean that an hour of the week begins with, so that one quiet Tuesday is not taken for a rule. */
const profileHours = 4;
const lookMillis = 5_000;

export type DemandVerdict =
  | "ordinary"
  | "perhaps more"
  | "more than ordinary"
  | "too few to say"
  | "no baseline";

export interface DemandCell extends DemandEvidence {
  readonly verdict: DemandVerdict;
}

interface Cell {
  readonly incidentType: string;
  readonly area: string;
  /** Opened, all but the last hour. */
  counted: number;
  /** Instants of the last hour, rising. */
  readonly recent: Instant[];
}

interface Opened {
  readonly type: string;
  readonly at: Instant;
  readonly incidentType: string;
  readonly area: string;
}

type WatchedRegion = Pick<RegionRuntime, "id" | "state" | "now" | "status" | "runSystem">;

export type DemandKey = Pick<DemandEvidence, "incidentType" | "area">;

function keyOf(incidentType: string, area: string): string {
  return `${incidentType} ${area}`;
}

/** What was counted, without a log or a clock. */
export class DemandCounts {
  readonly #cells = new Map<string, Cell>();
  /** Those with something in the last hour. */
  readonly #active = new Set<Cell>();
  readonly #byHour = new Float64Array(weekHours);
  #firstAt: Instant = noInstant;
  #counted = 0;

  take({ at, incidentType, area }: Omit<Opened, "type">): void {
    if (this.#firstAt === noInstant || at < this.#firstAt) this.#firstAt = at;
    const key = keyOf(incidentType, area);
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { incidentType, area, counted: 0, recent: [] };
      this.#cells.set(key, cell);
    }
    cell.recent.push(at);
    this.#active.add(cell);
    this.#age(cell, at);
  }

  /** What is older than an hour becomes part of what is ordinary. */
  #age(cell: Cell, now: Instant): void {
    const { recent } = cell;
    while (
      recent.length > 0 &&
      (recent[0] <= now - microsPerHour || recent.length > demandLimits.recent)
    ) {
      const at = recent.shift() ?? now;
      cell.counted += 1;
      this.#counted += 1;
      this.#byHour[hourOfWeek(at)] += 1;
    }
    if (recent.length === 0) this.#active.delete(cell);
  }

  /** When the first one opened; `noInstant` = none did. */
  get firstAt(): Instant {
    return this.#firstAt;
  }

  /** Hours that what is ordinary was learned from. `lost`: time since the first one in which Muster took nothing. */
  hoursAt(now: Instant, lost: Micros = 0): number {
    if (this.#firstAt === noInstant) return 0;
    return Math.max(0, (now - this.#firstAt - lost) / microsPerHour - 1);
  }

  /**
   * How busy this hour of the week is beside a mean one, drawn towards a mean one as far as the hours of the week differ by chance
   * alone: a profile of few counts is noise, and its noise would alarm (empirical Bayes; Morris, Journal of the American Statistical
   * Association 78, 1983). However many counts there are, `profileHours` mean hours are added to each.
   */
  #busyness(now: Instant, hours: number): number {
    const mean = this.#counted / hours;
    if (!(mean > 0)) return 1;
    const weeks = hours / weekHours;
    const expected = mean * weeks;
    const byChance = 1 / expected + 1 / (demandRule.steadiness * weeks);
    const spread = this.#byHour.reduce((sum, count) => sum + (count / expected - 1) ** 2, 0);
    const real = Math.max(0, spread / (weekHours - 1) - byChance);
    const weight = Math.min(weeks / (weeks + profileHours), real / (real + byChance));
    return 1 + weight * (this.#byHour[hourOfWeek(now)] / expected - 1);
  }

  /** All cells as they stand, those that are furthest above what is ordinary first. */
  list(now: Instant, lost: Micros = 0): DemandCell[] {
    this.#ageAll(now);
    return this.#look([...this.#cells.values()], now, lost).sort((a, b) => b.ratio - a.ratio);
  }

  /** Only cells of which something could be new: something opened there in the last hour, or a rise stands. */
  listActive(now: Instant, lost: Micros, rises: Iterable<DemandKey>): DemandCell[] {
    this.#ageAll(now);
    const cells = new Set(this.#active);
    for (const { incidentType, area } of rises) {
      const cell = this.#cells.get(keyOf(incidentType, area));
      if (cell !== undefined) cells.add(cell);
    }
    return this.#look([...cells], now, lost);
  }

  /** Before any cell is looked at: how busy the hour is depends on what has become ordinary everywhere. */
  #ageAll(now: Instant): void {
    for (const cell of this.#active) this.#age(cell, now);
  }

  #look(cells: readonly Cell[], now: Instant, lost: Micros): DemandCell[] {
    const hours = this.hoursAt(now, lost);
    const busyness = this.#busyness(now, Math.max(1, hours));
    return cells.map((cell) => {
      const baseline = { counted: cell.counted, hours: Math.max(1, hours) / busyness };
      return look(cell, baseline, now, hours >= demandRule.leastHours);
    });
  }
}

/** The hour of the week in UTC, 0 = Thursday 00:00 (1 January 1970); it only has to come again every week. */
function hourOfWeek(at: Instant): number {
  return Math.floor(at / microsPerHour) % weekHours;
}

function look(cell: Cell, baseline: DemandBaseline, now: Instant, isKnown: boolean): DemandCell {
  let best = 0;
  for (const { minutes, times } of demandRule.stretches) {
    const n = cell.recent.filter((at) => at > now - minutes * microsPerMinute).length;
    best = Math.max(best, ratioOf(baseline, minutes / 60, n) / times);
  }
  const [expectedLow, expectedHigh] = bandOf(baseline, 1);
  const evidence = {
    incidentType: cell.incidentType,
    area: cell.area,
    minutes: 60,
    counted: cell.recent.length,
    expected: Math.round(expectedIn(baseline, 1) * 10) / 10,
    expectedLow,
    expectedHigh,
    ratio: Math.round(best * 10) / 10,
  };
  return { ...evidence, verdict: verdictOf(best, baseline, isKnown) };
}

function verdictOf(ratio: number, baseline: DemandBaseline, isKnown: boolean): DemandVerdict {
  if (!isKnown) return "no baseline";
  if (!isEnoughToSay(baseline)) return "too few to say";
  if (ratio >= demandRule.alarmRatio) return "more than ordinary";
  return ratio >= demandRule.flagRatio ? "perhaps more" : "ordinary";
}

export class DemandWatch implements Consumer {
  readonly counts = new DemandCounts();
  readonly #region: WatchedRegion;
  readonly #log: Log;
  /** Opened while the log is still being read. */
  readonly #early: Opened[] = [];
  readonly #read = Promise.withResolvers<void>();
  #isRead = false;
  #lookedAt: Instant = noInstant;
  #timer: NodeJS.Timeout | undefined;

  constructor(region: WatchedRegion, log: Log) {
    this.#region = region;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), lookMillis);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Resolves when the log has been read, or could not be. */
  get whenRead(): Promise<void> {
    return this.#read.promise;
  }

  /** Reads what the log says was ordinary, up to `head`; what is published meanwhile is counted after it. */
  async read(store: EventStore, head: number): Promise<void> {
    try {
      const after = Math.max(0, head - demandLimits.eventsRead);
      for await (const chunk of readChunks(store, this.#region.id, after)) {
        const events = parseArray(chunk.factsArray) as Opened[];
        for (const [index, event] of events.entries())
          if (event.type === "incident.opened" && chunk.first + index <= head)
            this.counts.take(event);
        if (chunk.first + chunk.count > head) break;
      }
    } catch (error) {
      this.#log.warn({ region: this.#region.id, error }, "what is ordinary is not known yet");
    }
    this.#isRead = true;
    for (const event of this.#early.splice(0)) this.counts.take(event);
    this.#read.resolve();
  }

  onEvents({ events }: EventBatch): void {
    for (const event of events) {
      if (event.type !== "incident.opened") continue;
      const opened = JSON.parse(event.facts) as Opened;
      if (this.#isRead) this.counts.take(opened);
      else if (this.#early.length < demandLimits.recent) this.#early.push(opened);
    }
  }

  onPositions(): void {}

  onEnd(): void {
    this.close();
  }

  /** Time since the first incident in which Muster took nothing: it is no ordinary quiet. */
  lostBy(now: Instant): Micros {
    const { firstAt } = this.counts;
    return firstAt === noInstant ? 0 : gapMicrosIn(this.#region.state, firstAt, now);
  }

  /** Looks once a minute of the region's time, and tells what has changed. */
  async look(): Promise<void> {
    const region = this.#region;
    const now = region.now();
    if (!this.#isRead || region.status !== "taking" || region.state.policy === undefined) return;
    if (now - this.#lookedAt < microsPerMinute) return;
    this.#lookedAt = now;
    const cells = this.counts.listActive(now, this.lostBy(now), listRises(region.state));
    for (const { verdict, ...evidence } of cells) {
      const note = noteOf(region.state, verdict, evidence);
      if (note === undefined) continue;
      try {
        await region.runSystem({ type: "demand.note", rise: note.rise, evidence });
      } catch (error) {
        this.#log.warn({ region: region.id, error }, "a change of demand could not be told");
      }
    }
  }
}

/** What is to be told of a cell; undefined = nothing is new. */
function noteOf(
  state: RegionState,
  verdict: DemandVerdict,
  { incidentType, area, ratio }: DemandEvidence,
): { readonly rise: number | null } | undefined {
  const row = findRise(state, incidentType, area);
  const { rises } = state.columns;
  if (row < 0)
    return verdict === "more than ordinary" && rises.number.includes(0)
      ? { rise: null }
      : undefined;
  return ratio < demandRule.calmRatio ? { rise: rises.number[row] } : undefined;
}

export function startDemandWatches(
  regions: ReadonlyMap<string, RegionRuntime>,
  store: EventStore,
  log: Log,
): ReadonlyMap<string, DemandWatch> {
  return new Map(
    [...regions].map(([id, region]) => {
      const watch = new DemandWatch(region, log);
      region.publisher.add(watch);
      void watch.read(store, region.publisher.position);
      watch.start();
      return [id, watch];
    }),
  );
}
