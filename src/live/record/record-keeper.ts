/**
 * Keeps the records of all regions (followed-record.ts) and the national log over their heads, and answers proofs of what
 * was signed last. Nothing here is on the command path.
 */

import { join } from "node:path";
import type { EventStore } from "../../store/port.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { RecordLogFault } from "./fault.ts";
import { FollowedRecord, type RecordedRegion, type RecordStatus } from "./followed-record.ts";
import type { RegionHead } from "./head-entry.ts";
import type { RecordLogOptions } from "./record-log.ts";
import { RecordThreads } from "./record-threads.ts";
import type { WitnessConfig } from "./witness-client.ts";

/** No region can have this id: it begins with no letter or digit. */
export const nationalId = "_national";

/** Heads gather this long before the national log is written: one write vouches for all regions. */
const headMillis = 1_000;

export interface RecordKeeperOptions {
  /** Absolute; a folder for each record is made in it. */
  readonly directory: string;
  /** Origins are this, a slash and the region's id. */
  readonly origin: string;
  readonly everyMillis: number;
  readonly witnesses: readonly WitnessConfig[];
  /** Cosignatures that a checkpoint needs before it counts as witnessed. */
  readonly requiredWitnesses: number;
  readonly regions: ReadonlyMap<string, RecordedRegion>;
  readonly store: Pick<EventStore, "history" | "readChunk" | "eraseText">;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class RecordKeeper {
  readonly #options: RecordKeeperOptions;
  readonly #threads: RecordThreads;
  readonly #records = new Map<string, FollowedRecord>();
  readonly #nationalOptions: RecordLogOptions;
  /** Entries of the national log that are signed. */
  #heads = 0;
  #nationalWork: Promise<void> = Promise.resolve();
  #waitingHeads = new Map<string, RegionHead>();
  #headTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: RecordKeeperOptions) {
    this.#options = options;
    this.#threads = new RecordThreads((fault) =>
      options.log.error(
        { error: fault },
        "a thread of the record ended: nothing is signed until the next start",
      ),
    );
    this.#nationalOptions = this.#optionsOf(nationalId);
    for (const region of options.regions.values()) {
      const record = new FollowedRecord({
        ...options,
        region,
        logOptions: { ...this.#optionsOf(region.id), areTilesElsewhere: true },
        threads: this.#threads,
        onHead: (head) => this.#noteHead(head),
      });
      this.#records.set(region.id, record);
      record.start();
    }
    this.#gauge();
  }

  #optionsOf(id: string): RecordLogOptions {
    const { directory, origin, store } = this.#options;
    return { directory: join(directory, id), origin: `${origin}/${id}`, history: store.history };
  }

  /** Undefined for a region that it does not follow. */
  statusOf(region: string): RecordStatus | undefined {
    return this.#records.get(region)?.status;
  }

  /** The folder with the public files of a region's record, or of the national log. */
  directoryOf(id: string): string | undefined {
    if (id === nationalId) return this.#nationalOptions.directory;
    return this.#records.get(id)?.logOptions.directory;
  }

  #noteHead(head: RegionHead): void {
    this.#waitingHeads.set(head.origin, head);
    this.#headTimer ??= setTimeout(() => this.#beginHeads(), headMillis);
  }

  #beginHeads(): void {
    clearTimeout(this.#headTimer);
    this.#headTimer = undefined;
    this.#nationalWork = this.#nationalWork.then(() => this.#appendHeads());
  }

  /** The newest head of each region. */
  async #appendHeads(): Promise<void> {
    const heads = [...this.#waitingHeads.values()];
    this.#waitingHeads = new Map();
    if (heads.length === 0) return;
    try {
      const at = Date.now() * 1_000;
      const options = this.#nationalOptions;
      this.#heads = await this.#threads.writeFiles("appendHeads", options, heads, at);
    } catch (error) {
      this.#options.log.warn({ error }, "national log not written");
    }
  }

  /** Of the tree of the newest checkpoint. Rejects with record.no-proof. */
  async proveInclusion(region: string, index: number) {
    const record = this.#records.get(region);
    const signed = record?.signed;
    if (record === undefined || signed?.note === undefined)
      throw new RecordLogFault("record.no-proof", "nothing is signed yet; ask again soon");
    const { signedSize: size, note } = signed;
    const proof = await this.#threads.call(record.logOptions, "proveInclusion", index, size);
    return { path: proof.path, entry: proof.entry, size, note };
  }

  /** Of several entries, all of the tree of one checkpoint; those that it has not yet are left out. */
  async proveInclusions(region: string, indexes: readonly number[]) {
    const record = this.#records.get(region);
    const signed = record?.signed;
    if (record === undefined || signed?.note === undefined)
      throw new RecordLogFault("record.no-proof", "nothing is signed yet; ask again soon");
    const { signedSize: size, note } = signed;
    const within = indexes.filter((index) => index >= 0 && index < size);
    const proofs = await Promise.all(
      within.map(async (index) => {
        const proof = await this.#threads.call(record.logOptions, "proveInclusion", index, size);
        return { index, path: proof.path, entry: proof.entry };
      }),
    );
    return { note, proofs };
  }

  /** Of the tree of an earlier size. Rejects with record.no-proof where the record is not as long, or the entry came later. */
  async proveWithin(region: string, index: number, size: number) {
    const record = this.#records.get(region);
    if (record === undefined)
      throw new RecordLogFault("record.no-proof", `no record of ${region} is kept`);
    const { path, entry } = await this.#threads.call(
      record.logOptions,
      "proveInclusion",
      index,
      size,
    );
    return { index, path, entry };
  }

  /** See FollowedRecord. Undefined where no record of the region is kept. */
  changeKeys(
    region: string,
    how: "rotateKeys" | "retireKeys",
  ): Promise<readonly string[]> | undefined {
    return this.#records.get(region)?.changeKeys(how);
  }

  /** Entries with their salts, from an index on. Rejects with a RecordLogFault. */
  async listRows(region: string, first: number, count: number) {
    const record = this.#records.get(region);
    if (record === undefined)
      throw new RecordLogFault("record.no-proof", `no record of ${region} is kept`);
    return this.#threads.call(record.logOptions, "listRows", first, count);
  }

  #gauge(): void {
    const { metrics } = this.#options;
    metrics.gauge("muster_record_heads", "Entries of the national log.", () => [[{}, this.#heads]]);
    const each = (read: (status: RecordStatus) => number) => () =>
      [...this.#records].map(([region, { status }]) => [{ region }, read(status)] as const);
    metrics.gauge(
      "muster_record_entries",
      "Entries of the record.",
      each(({ entries }) => entries),
    );
    metrics.gauge(
      "muster_record_behind_events",
      "Durable events that no checkpoint speaks of yet.",
      each(({ behind }) => behind),
    );
    metrics.gauge(
      "muster_record_behind_seconds",
      "Since the record was last up with the log.",
      each(({ behindSeconds }) => behindSeconds),
    );
  }

  /** Signs what there is, then ends the thread. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([...this.#records.values()].map((record) => record.close()));
    this.#beginHeads();
    await this.#nationalWork;
    await this.#threads.close();
  }
}
