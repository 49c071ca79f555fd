/** Answers of the record's threads. Faults cross threads as values: the code is what decides. */

import { RecordLogFault, type RecordLogCode } from "./fault.ts";

export type RecordReply<Value> =
  | { readonly value: Value }
  | { readonly fault: { readonly code: string; readonly message: string } };

/** Faults of what was asked for: nothing was begun. */
const askedCodes: readonly RecordLogCode[] = ["record.no-proof", "record.not-rotated"];

/** After any fault but one that was asked for, what is in memory may be ahead of the disk: `forget` drops it. */
export function makeReply<Value>(work: () => Value, forget: () => void): RecordReply<Value> {
  try {
    return { value: work() };
  } catch (error) {
    const isAsked = error instanceof RecordLogFault && askedCodes.includes(error.code);
    if (!isAsked) forget();
    const code = error instanceof RecordLogFault ? error.code : "record.unwritten";
    return { fault: { code, message: (error as Error).message } };
  }
}

/** Throws the RecordLogFault of a reply. */
export function valueOf<Value>(reply: RecordReply<Value>): Value {
  if ("value" in reply) return reply.value;
  throw new RecordLogFault(reply.fault.code as RecordLogCode, reply.fault.message);
}
