/**
 * The engine's side of what may wait: asks the background thread to bring the log home and to let the command index
 * follow while there is need, keeps the filter of command ids, gathers positions. A crash at any moment costs no
 * command: what is undone here is done after the next opening.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Transferable } from "node:worker_threads";
import { StoreFault, type PositionSample, type SnapshotRecord } from "../port.ts";
import type { BackgroundOptions, TickState } from "./background-worker.ts";
import { CallThread } from "./calls.ts";
import { CommandFilter } from "./command-filter.ts";
import { PositionQueue } from "./position-queue.ts";

/** How often the thread is asked while something waits to be brought home or indexed. */
const tickMillis = 100;

/**
 * Opening waits so long for the filter of command ids (about 0.4 s per million commands); a larger store opens and
 * looks every id up until the filter is there.
 */
const maxFillMillis = 500;

export interface BackgroundOwner {
  readonly directory: string;
  readonly storeId: string;
  readonly commandCount: number;
  /** Lets the log begin anew, between two commits. */
  readonly restartLog: () => void;
  readonly onFailure: (fault: StoreFault) => void;
  /** Positions or snapshots could not be written or read: no command waits for these. */
  readonly onOptionalFailure: () => void;
}

export class BackgroundThread {
  readonly positions: PositionQueue;
  readonly #owner: BackgroundOwner;
  readonly #thread: CallThread;
  readonly #filter: CommandFilter;
  /** Until it has all commands of the log, every id may be known. */
  #filterReady = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(owner: BackgroundOwner) {
    this.#owner = owner;
    this.#filter = CommandFilter.forCount(owner.commandCount);
    const { directory, storeId } = owner;
    const options: BackgroundOptions = { directory, storeId, filterMemory: this.#filter.memory };
    const url = new URL("./background-worker.ts", import.meta.url);
    this.#thread = new CallThread(url, options, owner.onFailure);
    this.positions = new PositionQueue((region, fields) =>
      this.#callOptional("writePositions", [region, fields], [fields.buffer]),
    );
  }

  /** Resolves when the filter is filled, or after a while without it. */
  async start(): Promise<void> {
    await Promise.race([this.#fillFilter(), sleep(maxFillMillis, undefined, { ref: false })]);
  }

  /** False = the id is certainly in no command that was ever sent to the writer. */
  mayKnow(region: string, commandId: string): boolean {
    return !this.#filterReady || this.#filter.mayHave(region, commandId);
  }

  /** As `mayKnow`, and from now on the id may be known. */
  noteCommand(region: string, commandId: string): boolean {
    const had = this.#filter.add(region, commandId, !this.#filterReady);
    return had || !this.#filterReady;
  }

  /** Something was committed: there will be pages to bring home. */
  scheduleTick(): void {
    if (this.#timer !== undefined || this.#stopped) return;
    this.#timer = setTimeout(() => void this.#tick(), tickMillis).unref();
  }

  saveSnapshot(region: string, { position, bytes }: SnapshotRecord): Promise<void> {
    return this.#callOptional("saveSnapshot", [region, position, bytes]);
  }

  findSnapshot(region: string): Promise<SnapshotRecord | undefined> {
    return this.#callOptional("findSnapshot", [region]);
  }

  async readPositions(
    region: string,
    unit: number,
    from: number,
    to: number,
    limit: number,
  ): Promise<PositionSample[]> {
    await this.positions.drain();
    return this.#callOptional("readPositions", [region, unit, from, to, limit]);
  }

  /** No more checkpoints: after a failed sync nobody may rely on the next. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async close(afterFailure: boolean): Promise<void> {
    this.stop();
    await this.positions.drain();
    await this.#thread.call("close", [afterFailure]);
  }

  async #fillFilter(): Promise<void> {
    try {
      await this.#thread.call("fillFilter", []);
      this.#filterReady = true;
    } catch (error) {
      // Closed meanwhile, or the log cannot be read; every id is then looked up.
      this.#fail(error);
    }
  }

  async #callOptional<T>(
    method: string,
    args: readonly unknown[],
    transfer: readonly Transferable[] = [],
  ): Promise<T> {
    try {
      return await this.#thread.call<T>(method, args, transfer);
    } catch (error) {
      if (!(error instanceof StoreFault && error.code === "store.closed"))
        this.#owner.onOptionalFailure();
      throw error;
    }
  }

  async #tick(): Promise<void> {
    try {
      const state = await this.#thread.call<TickState>("tick", []);
      this.#timer = undefined;
      if (this.#stopped) return;
      if (state.restart) this.#owner.restartLog();
      if (!state.isHome || state.indexBehind) this.scheduleTick();
    } catch (error) {
      this.#timer = undefined;
      this.#fail(error);
    }
  }

  /** The pages of acknowledged commands are in the log and stay there: nothing is lost, but nothing more is taken. */
  #fail(error: unknown): void {
    if (this.#stopped) return;
    const fault =
      error instanceof StoreFault ? error : new StoreFault("store.failed", String(error));
    this.#owner.onFailure(fault);
  }
}
