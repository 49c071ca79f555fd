/**
 * What the threads of the SQLite engine say to one another. Items of a commit do not cross threads (items.ts).
 */
import type { DoubtfulId } from "./batch.ts";
import type { FaultText } from "./items.ts";

/** To the thread of the log; it does one after the other and answers in order. */
export type LogThreadMessage =
  /** Make everything up to this commit durable. */
  | { readonly kind: "sync"; readonly commit: number }
  /** Say of each command id whether the log has it; nothing is written meanwhile. */
  | { readonly kind: "look"; readonly ids: readonly DoubtfulId[] }
  /** Bring the log home and begin it anew; nothing is written meanwhile. */
  | { readonly kind: "restart" }
  /** Let go of the file, after an orderly end or as it is. */
  | { readonly kind: "close"; readonly orderly: boolean };

export type LogThreadReply =
  | {
      readonly kind: "opened";
      readonly epoch: number;
      readonly storeId: string;
      readonly commandCount: number;
    }
  | { readonly kind: "synced"; readonly millis: number }
  | { readonly kind: "looked"; readonly known: readonly boolean[] }
  | { readonly kind: "restarted" }
  | { readonly kind: "failed"; readonly fault: FaultText }
  | { readonly kind: "closed" };

/** Threads that answer calls (reader, background): one request, one answer, in any order. */
export interface CallMessage {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type CallReply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly fault: FaultText };
