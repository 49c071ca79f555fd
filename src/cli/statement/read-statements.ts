/**
 * A file of statements to evaluate: one JSON object, a list, or one object a line (JSONL). Each is a statement in
 * Muster's own form, or a line of a claims file, which has a `claim` in it. One that can not be read is named with its
 * place in the file, and the others are read all the same.
 */
import { readFileSync, statSync } from "node:fs";
import type { Statement } from "../../record/statement/statement.ts";
import type { StatementRecord } from "../../record/statement/record.ts";
import {
  type Claim,
  claimSchema,
  statementOfClaim,
  statementSchema,
} from "../../wire/statement/schema.ts";
import { CliFault } from "../fault.ts";

export const statementFileLimits = { bytes: 8 * 1024 * 1024, statements: 10_000 } as const;

export interface ReadStatement {
  readonly id: string;
  readonly text: string;
  readonly dataset: string | undefined;
  /** Of a claims file: what should come out. */
  readonly expected: string | undefined;
  readonly truth: Claim["truth"];
  /** A claims file names columns of the record. */
  readonly resolve: (
    record: StatementRecord | undefined,
    fieldOfColumn: (column: string) => string | undefined,
  ) => Statement;
}

export interface ReadStatements {
  readonly statements: readonly ReadStatement[];
  /** A line for each that could not be read. */
  readonly faults: readonly string[];
}

/** Throws CliFault where the file can not be read, has none or too many. */
export function readStatements(path: string): ReadStatements {
  const faults: string[] = [];
  const values = parse(readText(path), path, faults);
  if (values.length > statementFileLimits.statements)
    throw fault(`${path}: more than ${statementFileLimits.statements} statements`);
  if (values.length === 0 && faults.length === 0) throw fault(`${path}: has no statement`);
  const statements = values.flatMap((value, index) => {
    const read = readOne(value, index);
    if (typeof read !== "string") return [read];
    faults.push(`${path}, statement ${index + 1}: ${read}`);
    return [];
  });
  return { statements, faults };
}

/** After the verdicts of the others: each fault in a line, then one for all. */
export function throwFaults(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  for (const each of faults) process.stderr.write(`muster: ${each}\n`);
  throw fault(`${path}: no verdict on ${faults.length} of its statements, for what is said above`);
}

/** Text of a file of bounded size; CliFault with what is wrong. */
export function readText(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > statementFileLimits.bytes)
      throw fault(`${path}: got ${size} bytes, expected at most ${statementFileLimits.bytes}`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof CliFault) throw error;
    throw fault(`${path}: can not be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
}

function fault(message: string): CliFault {
  return new CliFault("statement.wrong-file", message);
}

function parse(text: string, path: string, faults: string[]): unknown[] {
  try {
    const whole: unknown = JSON.parse(text);
    return Array.isArray(whole) ? whole : [whole];
  } catch {
    // Not one JSON value: a file of lines.
  }
  return text.split("\n").flatMap((line, index): unknown[] => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line)];
    } catch {
      faults.push(`${path}:${index + 1}: not JSON, expected a statement a line`);
      return [];
    }
  });
}

/** A text: what is wrong with it. */
function readOne(value: unknown, index: number): ReadStatement | string {
  if (typeof value === "object" && value !== null && "claim" in value) {
    const parsed = claimSchema.safeParse(value);
    if (!parsed.success) return explain(parsed.error.issues);
    const claim = parsed.data;
    return {
      id: claim.id,
      text: claim.text,
      dataset: claim.dataset,
      expected: claim.expected,
      truth: claim.truth,
      resolve: (record, fieldOfColumn) => statementOfClaim(claim, record, fieldOfColumn),
    };
  }
  const parsed = statementSchema.safeParse(value);
  if (!parsed.success) return explain(parsed.error.issues);
  const { text, statement } = parsed.data;
  return {
    id: String(index + 1),
    text,
    dataset: undefined,
    expected: undefined,
    truth: undefined,
    resolve: () => statement,
  };
}

function explain(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join(".") || "it"}: ${issue.message.slice(0, 200)}`)
    .join("; ");
}
