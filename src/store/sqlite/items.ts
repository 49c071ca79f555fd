/**
 * Items of a commit as the log writer takes them: one flat list of primitives, and the texts as two strings beside it,
 * joined as the log keeps them. Many short objects and strings cost more than making the events they stand for. Items are
 * applied in the order of the calls, so a fully accepted batch needs no answer but a count.
 */
import type { StoreFaultCode } from "../port.ts";
import type { JoinedTexts } from "./run-builder.ts";

/** First field of an item in the flat list, followed by its fields. */
// region, expectedPosition, commandId, fingerprint or null, 1 when the id may be known or 0 when it is certainly new,
// record count n, then n times the length of its facts and of its private text (-1 = none); the texts themselves are in `joined`
export const appendItem = 0;
export const documentItem = 1; // collection, key, expectedVersion, body

export type FlatItems = (string | number | null)[];

export interface ItemList {
  readonly items: FlatItems;
  /** Facts and private texts of all records in the order of the items, each joined by commas. */
  readonly joined: JoinedTexts;
}

export interface FaultText {
  readonly code: StoreFaultCode;
  readonly message: string;
}

/** A refusal of one item of a commit; `index` counts from the first item of that commit. */
export interface Refusal extends FaultText {
  readonly index: number;
}
