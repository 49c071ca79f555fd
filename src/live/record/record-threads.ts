/**
 * The two threads of the records: one appends and signs, the other writes the tiles meanwhile. Both are asked by typed
 * calls, each of which is answered in its turn; a fault of a record comes back as a RecordLogFault.
 */

import { CallThread } from "../../store/sqlite/calls.ts";
import type { FactsChunk } from "../../store/port.ts";
import type { RecordLogOptions } from "./record-log.ts";
import { valueOf, type RecordReply } from "./record-reply.ts";
import type { RecordCalls, RecordState } from "./record-worker.ts";
import type { TileFilesCalls } from "./tile-files-worker.ts";

export type RecordCall = keyof RecordCalls;
export type CallRest<Call extends RecordCall> = RecordCalls[Call] extends (
  options: RecordLogOptions,
  ...rest: infer Arguments
) => unknown
  ? Arguments
  : never;
export type CallValue<Call extends RecordCall> =
  ReturnType<RecordCalls[Call]> extends RecordReply<infer Value> ? Value : never;

type FilesCall = Exclude<keyof TileFilesCalls, "close">;
type FilesArguments<Call extends FilesCall> = Parameters<TileFilesCalls[Call]>;

export class RecordThreads {
  readonly #records: CallThread;
  readonly #files: CallThread;

  /** `onCrash` is told when one of them ends without having been asked to. */
  constructor(onCrash: (fault: Error) => void) {
    const start = (name: string): CallThread =>
      new CallThread(new URL(name, import.meta.url), undefined, onCrash);
    this.#records = start("./record-worker.ts");
    this.#files = start("./tile-files-worker.ts");
  }

  /** Rejects with a RecordLogFault. */
  async call<Call extends RecordCall>(
    options: RecordLogOptions,
    method: Call,
    ...rest: CallRest<Call>
  ): Promise<CallValue<Call>> {
    return valueOf(
      await this.#records.call<RecordReply<CallValue<Call>>>(method, [options, ...rest]),
    );
  }

  /** The memory of the chunk goes to the thread and is not copied: the caller has it no more. */
  async append(options: RecordLogOptions, chunk: FactsChunk): Promise<RecordState> {
    const memory = [chunk.factsArray.buffer, chunk.textsArray.buffer];
    return valueOf(
      await this.#records.call<RecordReply<RecordState>>("append", [options, chunk], memory),
    );
  }

  /** Answers up to which size the files are there for good; of heads, the size of the national log. */
  async writeFiles<Call extends FilesCall>(
    method: Call,
    ...rest: FilesArguments<Call>
  ): Promise<number> {
    return valueOf(await this.#files.call<RecordReply<number>>(method, rest));
  }

  async close(): Promise<void> {
    for (const thread of [this.#files, this.#records])
      await thread.call("close", []).catch(() => {});
  }
}
