/**
 * One row of a file of paper forms, checked: what was written on paper while Muster was down, with its true times. What
 * a row means for the log is not here (cli/paper/enter-form.ts).
 */

import type { Instant } from "../../base/instant.ts";
import { limits } from "../../core/limits.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { readCivilTime } from "../roster/civil-time.ts";

export const paperColumns = [
  "number",
  "occurred",
  "words",
  "place",
  "latitude",
  "longitude",
  "type",
  "grade",
  "caller name",
  "caller number",
  "units",
  "sent",
  "arrived",
  "cleared",
  "result",
  "closed",
  "incident",
] as const;
export type PaperColumn = (typeof paperColumns)[number];
export const neededPaperColumns: readonly PaperColumn[] = ["number", "occurred", "words"];

export const paperLimits = {
  /** Forms of one file; a pack reserves 200 a day. */
  forms: 2_000,
} as const;

export interface PaperForm {
  readonly line: number;
  /** As the manual pack reserved it: `M-261128-007`. */
  readonly number: string;
  readonly occurredAt: Instant;
  readonly words: string;
  readonly place: string;
  /** Degrees times 10^7; undefined = nobody wrote one. */
  readonly point: { readonly latE7: number; readonly lonE7: number } | undefined;
  /** Code or name of the incident type; empty only with `join`. */
  readonly incidentType: string;
  /** Undefined = the usual one of the type. */
  readonly grade: Grade | undefined;
  readonly callerName: string;
  readonly callerNumber: string;
  readonly callSigns: readonly string[];
  readonly sentAt: Instant;
  readonly arrivedAt: Instant | undefined;
  readonly clearedAt: Instant | undefined;
  /** Code of the result; empty = it is still open. */
  readonly result: string;
  /** Undefined = now. */
  readonly closedAt: Instant | undefined;
  /** What a person decided about a likely duplicate: the incident it belongs to, or that it is a new one. */
  readonly join: number | "new" | undefined;
}

/** The form, or why the row is none, as a sentence. Cells are by column; a missing column is empty. */
export function readPaperForm(
  line: number,
  cells: ReadonlyMap<string, string>,
  zone: string | undefined,
): PaperForm | { readonly line: number; readonly fault: string } {
  const cell = (column: PaperColumn): string => (cells.get(column) ?? "").trim();
  const faults: string[] = [];
  const timeOf = (column: PaperColumn): Instant | undefined => {
    if (cell(column) === "") return undefined;
    const read = readCivilTime(cell(column), zone);
    if ("at" in read) return read.at;
    faults.push(`${column}: ${read.fault}`);
    return undefined;
  };
  const textOf = (column: PaperColumn, most: number): string => {
    const text = cell(column);
    if (text.length > most)
      faults.push(`${column}: got ${text.length} characters, expected at most ${most}`);
    return text;
  };
  const number = cell("number").toUpperCase();
  if (!/^M-\d{6}-\d{3}$/.test(number))
    faults.push("number: expected one that a manual pack reserved, such as M-261128-007");
  const occurredAt = timeOf("occurred");
  if (cell("occurred") === "") faults.push("occurred: expected when it occurred");
  const join = readJoin(cell("incident"));
  if (join === null) faults.push('incident: expected the number of an incident, "new", or nothing');
  const grade = cell("grade");
  if (grade !== "" && !grades.has(grade))
    faults.push(`grade: expected one of ${grades.names.join(", ")}`);
  const point = readPoint(cell("latitude"), cell("longitude"));
  if (point === null) faults.push("latitude, longitude: expected both in degrees, or neither");
  const incidentType = textOf("type", limits.nameLength);
  if (incidentType === "" && typeof join !== "number")
    faults.push("type: expected the code or name of an incident type");
  const sentAt = timeOf("sent");
  const form = {
    line,
    number,
    occurredAt: occurredAt ?? 0,
    // The number stands in front of the summary.
    words: textOf("words", limits.summaryLength - number.length - 2),
    place: textOf("place", limits.placeLength),
    point: point ?? undefined,
    incidentType,
    grade: grade === "" ? undefined : (grade as Grade),
    callerName: textOf("caller name", limits.nameLength),
    callerNumber: textOf("caller number", limits.phoneLength),
    callSigns: cell("units")
      .split(/[\s+;]+/)
      .filter((sign) => sign !== ""),
    sentAt: sentAt ?? occurredAt ?? 0,
    arrivedAt: timeOf("arrived"),
    clearedAt: timeOf("cleared"),
    result: textOf("result", limits.codeLength),
    closedAt: timeOf("closed"),
    join: join ?? undefined,
  };
  if (form.callSigns.length > limits.unitsPerCommand)
    faults.push(`units: expected at most ${limits.unitsPerCommand}`);
  return faults.length === 0 ? form : { line, fault: faults.join("; ") };
}

/** Null = it is none. */
function readJoin(text: string): number | "new" | undefined | null {
  if (text === "") return undefined;
  if (text.toLowerCase() === "new") return "new";
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function readPoint(
  latitude: string,
  longitude: string,
): { readonly latE7: number; readonly lonE7: number } | undefined | null {
  if (latitude === "" && longitude === "") return undefined;
  const pattern = /^-?\d{1,3}(?:\.\d+)?$/;
  if (!pattern.test(latitude) || !pattern.test(longitude)) return null;
  const latE7 = Math.round(Number(latitude) * 1e7);
  const lonE7 = Math.round(Number(longitude) * 1e7);
  return Math.abs(latE7) > 90e7 || Math.abs(lonE7) > 180e7 ? null : { latE7, lonE7 };
}
