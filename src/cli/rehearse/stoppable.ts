/** A long play that a person can stop with Ctrl-C. Not here: what is played. */
import { CliFault } from "../fault.ts";

/** Ctrl-C ends the play; the threads are gone before the process says so. */
export async function stoppable<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = (): void =>
    controller.abort(new CliFault("rehearse.stopped", "stopped; nothing was written"));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
