/**
 * Calls between threads: one request, one answer. `serveCalls` is the worker's side; `CallThread` the engine's.
 * Not here: the thread of the log, whose answers come in order (messages.ts).
 */
import { parentPort, Worker, type Transferable } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { StoreFault } from "../port.ts";
import { faultOfRead, toFault } from "./faults.ts";
import type { CallMessage, CallReply } from "./messages.ts";

/** A table of methods; the engine and the worker share its type, so arguments are checked where they are sent. */
// oxlint-disable-next-line typescript/no-explicit-any -- the argument types differ per method and are kept by CallThread
export type CallTable = Record<string, (...args: any[]) => unknown>;

/**
 * Answers until the method "close" has been answered. `handOver` names the memory of an answer that changes hands
 * instead of being copied.
 */
export function serveCalls(
  path: string,
  table: CallTable,
  handOver: (value: unknown) => Transferable[] = () => [],
): void {
  const port = parentPort;
  assert(port !== null, "serveCalls runs in a worker thread");
  port.on("message", ({ call, method, args }: CallMessage) => {
    const serve = table[method];
    assert(serve !== undefined, `method: got ${method}`);
    let reply: CallReply;
    try {
      reply = { call, value: serve(...args) };
    } catch (error) {
      reply = { call, fault: faultOfRead(error, path) };
    }
    port.postMessage(reply, "value" in reply ? handOver(reply.value) : []);
    if (method === "close") port.close();
  });
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (fault: StoreFault) => void;
}

export class CallThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextCall = 1;
  #ended: StoreFault | undefined;
  readonly #onCrash: ((fault: StoreFault) => void) | undefined;

  /** `onCrash` is told when the thread ends without having been asked to. */
  constructor(url: URL, workerData: unknown, onCrash?: (fault: StoreFault) => void) {
    this.#onCrash = onCrash;
    this.#worker = new Worker(url, { workerData, execArgv: [] });
    this.#worker.on("message", (reply: CallReply) => this.#settle(reply));
    this.#worker.on("error", (error) => this.#crash(error));
    this.#worker.on("exit", () => this.#end("the store's thread has ended"));
  }

  call<T>(
    method: string,
    args: readonly unknown[],
    transfer: readonly Transferable[] = [],
  ): Promise<T> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const call = this.#nextCall;
    this.#nextCall += 1;
    const message: CallMessage = { call, method, args };
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#worker.postMessage(message, transfer);
    });
  }

  #settle(reply: CallReply): void {
    const waiting = this.#waiting.get(reply.call);
    assert(waiting !== undefined, `answer to call ${reply.call}, which nobody waits for`);
    this.#waiting.delete(reply.call);
    if ("fault" in reply) waiting.reject(toFault(reply.fault));
    else waiting.resolve(reply.value as never);
  }

  /** Its calls can never be answered again; a store that cannot read or checkpoint takes nothing more. */
  #crash(error: unknown): void {
    this.#end(`a store thread ended: ${String(error)}`);
    this.#onCrash?.(new StoreFault("store.failed", `a store thread ended: ${String(error)}`));
  }

  #end(reason: string): void {
    this.#ended ??= new StoreFault("store.closed", reason);
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
