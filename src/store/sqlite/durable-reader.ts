/**
 * Everything that is read from the log and the documents, by the thread of the reader, as far as it is durable: that
 * thread sees what the writer has written and not synced, too. Log and heads end at the last durable event; a command or
 * a document that is not durable yet is waited for. Also after a failure: what was written then and never synced may or may
 * not be there at the next opening, and its positions may be given to other events. Not here: the checks of arguments
 * (engine.ts).
 */
import type {
  FactsChunk,
  FoundCommand,
  StoredDocument,
  StoredRecord,
  StoreFault,
} from "../port.ts";
import { CallThread } from "./calls.ts";
import { ChunkBuilder } from "./chunk-builder.ts";
import type { ReaderOptions } from "./reader-worker.ts";
import type { Writer } from "./writer.ts";

export class DurableReader {
  readonly #thread: CallThread;
  readonly #writer: Writer;

  constructor(options: ReaderOptions, writer: Writer, onFailure: (fault: StoreFault) => void) {
    const url = new URL("./reader-worker.ts", import.meta.url);
    this.#thread = new CallThread(url, options, onFailure);
    this.#writer = writer;
  }

  async readHead(region: string): Promise<number> {
    return this.#writer.isFenced
      ? this.#thread.call("readHead", [region])
      : this.#writer.headOf(region);
  }

  async listRegions(): Promise<string[]> {
    return this.#writer.isFenced
      ? this.#thread.call("listRegions", [])
      : this.#writer.listRegions();
  }

  async read(region: string, after: number, limit: number): Promise<StoredRecord[]> {
    const durable = this.#durableLimit(region, after, limit);
    return durable === 0 ? [] : this.#thread.call("read", [region, after, durable]);
  }

  async readChunk(region: string, after: number, limit: number): Promise<FactsChunk> {
    const durable = this.#durableLimit(region, after, limit);
    if (durable === 0) return new ChunkBuilder(after + 1, 1).end();
    return this.#thread.call("readChunk", [region, after, durable]);
  }

  async findCommand(region: string, commandId: string): Promise<FoundCommand | undefined> {
    const args = [region, commandId];
    const found = await this.#thread.call<FoundCommand | undefined>("findCommand", args);
    if (found === undefined) return undefined;
    const isDurable = (): boolean => found.lastPosition <= this.#writer.headOf(region);
    await this.#writer.whenDurable(() => !isDurable());
    // The store failed while it was waited for: nobody knows, and nothing more is taken that could be done twice.
    return isDurable() || this.#writer.isFenced ? found : undefined;
  }

  async readDocument(collection: string, key: string): Promise<StoredDocument | undefined> {
    const args = [collection, key];
    const found = await this.#thread.call<StoredDocument | undefined>("readDocument", args);
    await this.#writer.whenDurable((written) => written.writes(collection, key));
    return found;
  }

  async listDocuments(collection: string, after: string, limit: number): Promise<StoredDocument[]> {
    const args = [collection, after, limit];
    const found = await this.#thread.call<StoredDocument[]>("listDocuments", args);
    await this.#writer.whenDurable((written) => written.writes(collection));
    return found;
  }

  close(): Promise<void> {
    return this.#thread.call("close", []);
  }

  /** How much of a read is durable. */
  #durableLimit(region: string, after: number, limit: number): number {
    if (this.#writer.isFenced) return limit;
    return Math.max(0, Math.min(limit, this.#writer.headOf(region) - after));
  }
}
