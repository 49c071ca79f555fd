/**
 * Everything that is read from the log and the documents, by the thread of the reader, as far as it is durable: that
 * thread sees what the writer has written and not synced, too. Log and heads end at the last durable event; a command or
 * a document that is not durable yet is waited for. Also after a failure: what was written then and never synced may or may
 * not be there at the next opening, and its positions may be given to other events. Not here: the checks of arguments
 * (engine.ts).
 */
import {
  StoreFault,
  storeLimits,
  type FactsChunk,
  type FoundCommand,
  type StoredDocument,
  type StoredRecord,
  type StoreFaultCode,
} from "../port.ts";
import { CallThread } from "./calls.ts";
import { ChunkBuilder } from "./chunk-builder.ts";
import type { ReaderOptions } from "./reader-worker.ts";
import type { Writer } from "./writer.ts";

const unreadable: readonly StoreFaultCode[] = ["store.failed", "store.corrupt"];

export class DurableReader {
  readonly #thread: CallThread;
  readonly #writer: Writer;
  readonly #onFailure: (fault: StoreFault) => void;
  #waiting = 0;

  constructor(options: ReaderOptions, writer: Writer, onFailure: (fault: StoreFault) => void) {
    const url = new URL("./reader-worker.ts", import.meta.url);
    this.#thread = new CallThread(url, options, onFailure);
    this.#writer = writer;
    this.#onFailure = onFailure;
  }

  async readHead(region: string): Promise<number> {
    return this.#writer.isFenced ? this.#call("readHead", [region]) : this.#writer.headOf(region);
  }

  async listRegions(): Promise<string[]> {
    return this.#writer.isFenced ? this.#call("listRegions", []) : this.#writer.listRegions();
  }

  async read(region: string, after: number, limit: number): Promise<StoredRecord[]> {
    const durable = this.#durableLimit(region, after, limit);
    return durable === 0 ? [] : this.#call("read", [region, after, durable]);
  }

  async readChunk(region: string, after: number, limit: number): Promise<FactsChunk> {
    const durable = this.#durableLimit(region, after, limit);
    if (durable === 0) return new ChunkBuilder(after + 1, 1).end();
    return this.#call("readChunk", [region, after, durable]);
  }

  findCommand(region: string, commandId: string): Promise<FoundCommand | undefined> {
    return this.#bounded(async () => {
      const args = [region, commandId];
      const found = await this.#thread.call<FoundCommand | undefined>("findCommand", args);
      if (found === undefined) return undefined;
      const isDurable = (): boolean => found.lastPosition <= this.#writer.headOf(region);
      await this.#writer.whenDurable(() => !isDurable());
      // The store failed while it was waited for: nobody knows, and nothing more is taken that could be done twice.
      return isDurable() || this.#writer.isFenced ? found : undefined;
    });
  }

  readDocument(collection: string, key: string): Promise<StoredDocument | undefined> {
    return this.#bounded(async () => {
      const args = [collection, key];
      const found = await this.#thread.call<StoredDocument | undefined>("readDocument", args);
      await this.#writer.whenDurable((written) => written.writes(collection, key));
      return found;
    });
  }

  listDocuments(collection: string, after: string, limit: number): Promise<StoredDocument[]> {
    return this.#bounded(async () => {
      const args = [collection, after, limit];
      const found = await this.#thread.call<StoredDocument[]>("listDocuments", args);
      await this.#writer.whenDurable((written) => written.writes(collection));
      return found;
    });
  }

  close(): Promise<void> {
    return this.#thread.call("close", []);
  }

  #call<T>(method: string, args: readonly unknown[]): Promise<T> {
    return this.#bounded(() => this.#thread.call<T>(method, args));
  }

  /** While a disk hangs, reads that wait for it must not become ever more. */
  async #bounded<T>(read: () => Promise<T>): Promise<T> {
    if (this.#waiting >= storeLimits.maxWaitingReads)
      throw new StoreFault(
        "store.busy",
        `${this.#waiting} reads wait for the disk, which is the most; ask again in a moment`,
      );
    this.#waiting += 1;
    try {
      return await read();
    } catch (error) {
      this.#judge(error);
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** A disk that gives back something else than it was given, or nothing, is not trusted with the next command. */
  #judge(error: unknown): void {
    if (!(error instanceof StoreFault) || !unreadable.includes(error.code)) return;
    const why = `reading failed (${error.message}); nothing more is taken, reads go on`;
    this.#onFailure(new StoreFault("store.failed", why));
  }

  /** How much of a read is durable. */
  #durableLimit(region: string, after: number, limit: number): number {
    if (this.#writer.isFenced) return limit;
    return Math.max(0, Math.min(limit, this.#writer.headOf(region) - after));
  }
}
