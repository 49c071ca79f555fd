/**
 * Reads a region's log through for checking statements, up to its durable position or an earlier one. In chunks, so that commands
 * come between. What was folded is kept: the next check takes the events that came since, and one of a past position goes on from
 * the last past one before it. Two folds a region at most, and none that nobody has used for a while; a fold that is kept and one
 * that is made anew give the same record (a test compares them). Whoever uses a record has it to himself until he is done,
 * because the next reading goes on in the same rows.
 */
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { StatementRecord } from "../../record/statement/record.ts";
import { parseArray, readChunks } from "../../store/chunks.ts";
import type { EventStore } from "../../store/port.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { LogRecord, type LoggedNormal } from "./log-record.ts";

export const logRecordLimits = {
  /** Of a longer log the beginning is not looked at. */
  events: 1_000_000,
  /** What is not looked at grows in steps of so many events, so that a fold serves until the next step. */
  step: 100_000,
  /** A fold that was not used for so long is let go. */
  keptMillis: 15 * 60_000,
} as const;

export interface ReadLogRecord {
  readonly record: StatementRecord;
  readonly position: number;
  readonly normal: LoggedNormal;
}

export interface ReadAsked {
  readonly zone: ZoneOffsets;
  /** A position of the log; what is later is not looked at. Undefined: all that is durable. */
  readonly until?: number | undefined;
}

type ReadRegion = Pick<RegionRuntime, "id" | "state" | "durablePosition" | "now">;
type ReadStore = Pick<EventStore, "readChunk">;

interface KeptFold {
  readonly fold: LogRecord;
  readonly start: number;
  /** Of the region when it was begun: events before the first configuration that is read go by it. */
  readonly config: RegionConfig | undefined;
  position: number;
  /** When the event at that position was entered. */
  last: number;
}

type ReadLimits = Pick<typeof logRecordLimits, "keptMillis"> & {
  readonly events: number;
  readonly step: number;
};

/** Where reading begins: follows from the head alone, so that it is the same for whoever reads up to there. */
function findStart(head: number, { events, step }: ReadLimits): number {
  return head <= events ? 0 : Math.ceil((head - events) / step) * step;
}

/** The folds of one region. */
export class LogFolds {
  readonly #limits: ReadLimits;
  /** Of all that is durable, and of the last past position. */
  #present: KeptFold | undefined;
  #past: KeptFold | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: ReadLimits = logRecordLimits) {
    this.#limits = limits;
  }

  /** One after the other; `use` has the record until its promise is settled. */
  async use<Value>(
    store: ReadStore,
    region: ReadRegion,
    asked: ReadAsked,
    use: (read: ReadLogRecord) => Value | Promise<Value>,
  ): Promise<Value> {
    const work = this.#work
      .catch(() => undefined)
      .then(async () => use(await this.#read(store, region, asked)));
    this.#work = work;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forget(), this.#limits.keptMillis);
    this.#timer.unref();
    return work;
  }

  #forget(): void {
    this.#present = undefined;
    this.#past = undefined;
  }

  async #read(
    store: ReadStore,
    region: ReadRegion,
    { zone, until }: ReadAsked,
  ): Promise<ReadLogRecord> {
    const { durablePosition } = region;
    const head = Math.min(durablePosition, until ?? Number.POSITIVE_INFINITY);
    const isPast = head < durablePosition;
    const config = region.state.policy?.config;
    const kept = this.#find(isPast ? [this.#past] : [this.#present, this.#past], head, config);
    const at = kept ?? beginFold(findStart(head, this.#limits), config);
    // While it is read on it is in neither place: where that fails, half of a chunk may be folded.
    if (this.#past === at) this.#past = undefined;
    if (this.#present === at) this.#present = undefined;
    await readOn(at, store, region.id, head);
    if (isPast) this.#past = at;
    else this.#present = at;
    const record = at.fold.make(`the log of ${region.id} to position ${at.position}`, {
      zone,
      to: isPast ? at.last : region.now(),
      isWhole: at.start === 0,
    });
    return { record, position: at.position, normal: at.fold.normal };
  }

  /** One that reading can go on from. */
  #find(
    folds: readonly (KeptFold | undefined)[],
    head: number,
    config: RegionConfig | undefined,
  ): KeptFold | undefined {
    return folds.find(
      (each) =>
        each !== undefined &&
        each.position <= head &&
        each.start === findStart(head, this.#limits) &&
        each.config === config,
    );
  }
}

function beginFold(start: number, config: RegionConfig | undefined): KeptFold {
  return { fold: new LogRecord(config), start, config, position: start, last: 0 };
}

async function readOn(at: KeptFold, store: ReadStore, region: string, head: number): Promise<void> {
  if (at.position >= head) return;
  for await (const { first, factsArray } of readChunks(store, region, at.position)) {
    const events = parseArray(factsArray) as CoreEvent[];
    for (const [index, event] of events.entries()) {
      if (first + index > head) return;
      at.fold.take(event, first + index);
      at.position = first + index;
      at.last = event.entered;
    }
    if (at.position >= head) return;
  }
}
