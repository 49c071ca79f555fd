/**
 * The public figures of a period, as facts: committed to as soon as it is over, published rounded after the delay, and opened
 * exactly after the embargo. What is committed to stands beside the log until then, as private text.
 */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";

/** `<5` = under five; `withheld` = it would tell a small count beside it; `too few` = of too few to be said. */
export type PublicValue = number | "<5" | "withheld" | "too few";

/** One published number: of what, of which part of it (an area, a grade; empty = of all), and how much. */
export interface PublicFigure {
  /** Code of the data dictionary. */
  readonly metric: string;
  readonly part: string;
  readonly value: PublicValue;
}

export interface FiguresCommitted extends EventBase {
  readonly type: "figures.committed";
  /** Counts the periods of the region, from 1. */
  readonly period: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** SHA-256 over the salt and the exact figures, in hexadecimal. */
  readonly commitment: string;
  readonly text: { readonly salt: string; readonly exact: string };
}
export interface FiguresPublished extends EventBase {
  readonly type: "figures.published";
  readonly period: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly figures: readonly PublicFigure[];
}
export interface FiguresOpened extends EventBase {
  readonly type: "figures.opened";
  readonly period: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly salt: string;
  /** The exact figures, byte for byte what was committed to. */
  readonly exact: string;
}

export type FiguresEvent = FiguresCommitted | FiguresPublished | FiguresOpened;
