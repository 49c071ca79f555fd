/**
 * A public claim in structured form: what is measured, where, when, of which calls, how it compares, who said it. The
 * shape only; src/wire/statement reads it from untrusted JSON, evaluate.ts gives its verdict.
 */
import type { Instant } from "../../base/instant.ts";
import type { Filter } from "./record.ts";

/** Around a said value: a share of it, or an amount in its unit (of percentages, in points). */
export interface Tolerance {
  readonly kind: "relative" | "absolute";
  readonly amount: number;
}

/** What the other side of a comparison has different; what is not named is as on the first side. */
export interface OtherSide {
  readonly area?: string | undefined;
  readonly period?: string | undefined;
  readonly filter?: Filter | undefined;
}

/** Who said it, where and when; a person's name is private text and never a fact of the log. */
export interface Saying {
  readonly saidBy: string;
  readonly saidWhere: string;
  readonly saidAt: string;
}

export interface Statement {
  /** Name in the catalogue; null: nothing that can be measured. */
  readonly metric: string | null;
  /** Null: the metric's own. */
  readonly statistic: string | null;
  /** For `share-within` and `count-over`: seconds. */
  readonly withinSeconds: number | null;
  /** Step of time or field that counts are made by; null: none, or the one that the value points to. */
  readonly by: string | null;
  /** As said; null: no area is said. */
  readonly area: string | null;
  /** Absolute. None: no period is said. Several: the sides of a comparison, else each must fit. */
  readonly periods: readonly string[];
  readonly filter: Filter;
  readonly other: OtherSide | null;
  readonly comparator: string | null;
  /** A number, the two of a range, or the step or value that has the most. */
  readonly value: number | string | readonly [number, number] | null;
  /** Unit as said: calls, minutes, percent. */
  readonly unit: string;
  readonly tolerance: Tolerance | null;
  readonly saying: Saying;
  /** The moment of which the statement speaks from; what was published later does not count. Null: the record's end. */
  readonly asOf: Instant | null;
}

/** A statement with nothing said; adapters and tests fill in what they know. */
export const emptyStatement: Statement = {
  metric: null,
  statistic: null,
  withinSeconds: null,
  by: null,
  area: null,
  periods: [],
  filter: {},
  other: null,
  comparator: null,
  value: null,
  unit: "",
  tolerance: null,
  saying: { saidBy: "", saidWhere: "", saidAt: "" },
  asOf: null,
};
