/**
 * A stored event as the record takes it: what everybody may see of its facts, the rest, and its text. Facts and text come
 * as the store keeps them, parsed.
 */

import { partFacts } from "../../core/public-facts.ts";
import type { PartedEvent } from "../../record/entry/entry.ts";

export interface StoredFacts {
  readonly type: string;
  readonly at: number;
  readonly entered: number;
}

/** `text` undefined = it has none, or none any more. */
export function partEvent(position: number, facts: StoredFacts, text: unknown): PartedEvent {
  const { at, entered } = facts;
  const all = facts as unknown as Readonly<Record<string, unknown>>;
  return { position, at, entered, ...partFacts(all), text };
}
