/**
 * The manual pack as a value: what a room needs to go on with paper, as tables of text. One shape for the page and for
 * plain text, so that neither can say what the other does not. It holds caller's numbers and words: it never leaves the
 * room's own disk, printer and signed-in people.
 */

import type { Instant } from "../../base/instant.ts";
import { rfc3339FromInstant } from "../../base/instant.ts";

export const packLimits = {
  /** Numbers reserved for paper in one day; docs/reference/manual-pack.md. */
  paperNumbers: 200,
  /** Packs of one region that stay on the disk, the newest. */
  kept: 12,
  /** Packs that are asked for and not made yet. */
  waiting: 4,
} as const;

export interface PackTable {
  readonly title: string;
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ManualPack {
  readonly region: string;
  readonly name: string;
  readonly madeAt: Instant;
  /** Position of the log that the columns were read at. */
  readonly position: number;
  readonly tables: readonly PackTable[];
}

/** For example `2026-11-28 23:10 UTC`; empty = never. */
export function timeText(at: Instant): string {
  return at === 0 ? "" : `${rfc3339FromInstant(at).slice(0, 16).replace("T", " ")} UTC`;
}

/** `M-261128-007`: the day is in it (year, month, day in UTC), so that a form's number never comes twice. */
export function paperNumber(day: Instant, ordinal: number): string {
  const date = rfc3339FromInstant(day).slice(2, 10).replaceAll("-", "");
  return `M-${date}-${String(ordinal).padStart(3, "0")}`;
}
