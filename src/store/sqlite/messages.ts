/**
 * What the threads of the SQLite engine say to one another. Commands travel as one flat list of primitives per message,
 * and their texts as two strings beside it, joined as the log keeps them: cloning many short strings costs more than
 * making the events they stand for. Answers come back in the order of the calls, so a fully accepted batch is answered
 * by a count.
 */
import type { StoreFaultCode } from "../port.ts";
import type { JoinedTexts } from "./run-builder.ts";

/** First field of an item in the flat list, followed by its fields. */
// region, expectedPosition, commandId, fingerprint or null, 1 when the id may be known or 0 when it is certainly new,
// record count n, then n times the length of its facts and of its private text (-1 = none); the texts themselves are in `joined`
export const appendItem = 0;
export const documentItem = 1; // collection, key, expectedVersion, body

export type FlatItems = (string | number | null)[];

export interface FaultText {
  readonly code: StoreFaultCode;
  readonly message: string;
}

/** A refusal of one item of a commit; `index` counts from the first item of that commit. */
export interface Refusal extends FaultText {
  readonly index: number;
}

export interface ItemsMessage {
  readonly items: FlatItems;
  /** Facts and private texts of all records in the order of the items, each joined by commas. */
  readonly joined: JoinedTexts;
  /** More of the same turn follows at once: apply these, do not commit yet. */
  readonly more: boolean;
}

export type WriterMessage =
  | ({ readonly kind: "items" } & ItemsMessage)
  | { readonly kind: "checkpoint" }
  | { readonly kind: "close" };

export type WriterReply =
  | {
      readonly kind: "opened";
      readonly epoch: number;
      readonly storeId: string;
      readonly commandCount: number;
    }
  | {
      readonly kind: "committed";
      readonly count: number;
      readonly refusals: readonly Refusal[];
      /** How long the writer was at it, the disk included. */
      readonly workMillis: number;
    }
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
