/**
 * A row of a roster as it comes from a file: cells by column name, all text. It becomes a planned shift of a unit or a
 * person named by call sign or staff number, or a fault with the reason. Not here: whether the region knows the name,
 * and whether the core takes the plan.
 */

import type { Instant } from "../../base/instant.ts";
import { limits } from "../../core/limits.ts";
import { readCivilTime } from "./civil-time.ts";

/** Columns that are read; whatever else a file has is named in the answer as not read. */
export const rosterColumns = [
  "unit",
  "staff",
  "who",
  "from",
  "until",
  "team",
  "station",
  "area",
  "skills",
  "crew",
  "post",
  "status",
] as const;
export type RosterColumn = (typeof rosterColumns)[number];

export type RosterCells = { readonly [C in RosterColumn]?: string };

export const rosterFileLimits = {
  /** Rows of one import, and characters of one cell. */
  rows: 5_000,
  cellLength: 500,
  /** Characters of an iCalendar text. */
  textLength: 4_000_000,
} as const;

export interface SourceRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: RosterCells;
}

export interface RowFault {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
}

export interface PlannedRow {
  readonly line: number;
  /** `who` = a call sign or a staff number, whichever the region knows. */
  readonly by: "unit" | "staff" | "who";
  readonly name: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** No longer planned. */
  readonly isCancelled: boolean;
  readonly team?: string;
  readonly station?: string;
  readonly area?: string;
  readonly skills?: readonly string[];
  readonly crew?: number;
  /** With it, a person that the region does not know is registered. */
  readonly post?: string;
}

/** `zone` is where times without an offset are from. */
export function readRosterRow(
  { line, cells }: SourceRow,
  zone: string | undefined,
): PlannedRow | RowFault {
  const failed = (detail: string): RowFault => ({ line, code: "value.invalid", detail });
  const said = (column: RosterColumn): string => cells[column]?.trim() ?? "";
  const named = (["unit", "staff", "who"] as const).filter((column) => said(column) !== "");
  if (named.length !== 1)
    return failed(
      named.length === 0
        ? "it names nobody; give a call sign in unit, or a staff number in staff"
        : `it names ${named.join(" and ")}; a planned shift is of one unit or one person`,
    );
  const from = readCivilTime(said("from"), zone);
  if ("fault" in from) return failed(`from: ${from.fault}`);
  const until = readCivilTime(said("until"), zone);
  if ("fault" in until) return failed(`until: ${until.fault}`);
  const status = said("status").toLowerCase();
  if (!["", "planned", "confirmed", "cancelled"].includes(status))
    return failed(`status: got "${status.slice(0, 40)}", expected planned, confirmed or cancelled`);
  const crew = said("crew");
  if (crew !== "" && !/^\d{1,3}$/.test(crew))
    return failed(`crew: got "${crew.slice(0, 40)}", expected 1 to ${limits.crew}`);
  const skills = said("skills")
    .split(/[\s;,]+/)
    .filter(Boolean);
  const [by] = named;
  const optional = (column: "team" | "station" | "area" | "post"): object =>
    said(column) === "" ? {} : { [column]: said(column) };
  return {
    line,
    by,
    name: said(by).toUpperCase(),
    fromAt: from.at,
    untilAt: until.at,
    isCancelled: status === "cancelled",
    ...optional("team"),
    ...optional("station"),
    ...optional("area"),
    ...optional("post"),
    ...(skills.length === 0 ? {} : { skills }),
    ...(crew === "" ? {} : { crew: Number(crew) }),
  };
}
