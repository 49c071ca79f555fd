/**
 * Deciders of statements: only the server says these, for the person who asked, and what it says has a form and a size.
 * That a corrected check exists is for the server to know: the core keeps no list of them.
 */

import type { Command, CommandContext } from "../commands.ts";
import { accept, checkText, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { defineNormal, publishNormal, recordCheck, recordCorrection } from "./changes.ts";
import { statementVerdicts } from "./statement-events.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export const statementRule = {
  figures: 24,
  conditions: 20,
  cardLength: 16_000,
  /** Of a note that every key of a record has signed; with cosignatures it may be longer and is not kept here. */
  checkpointLength: 4_000,
} as const;

const namePattern = /^[a-z0-9][a-z0-9 -]{0,59}$/;
const unitPattern = /^[a-z0-9%/ .-]{0,40}$/i;

function checkForm(field: string, value: unknown, pattern: RegExp): Refusal | undefined {
  if (typeof value === "string" && pattern.test(value)) return undefined;
  return refuse("value.invalid", `${field}: got ${shown(value as string)}, expected a name`);
}

function checkNumbers(field: string, row: unknown, names: readonly string[]): Refusal | undefined {
  if (typeof row !== "object" || row === null)
    return refuse("value.invalid", `${field}: got ${shown(row as string)}, expected an object`);
  for (const name of names) {
    const value = (row as Readonly<Record<string, unknown>>)[name];
    if (value !== null && !(typeof value === "number" && Number.isFinite(value)))
      return refuse(
        "value.invalid",
        `${field}.${name}: got ${shown(value as string)}, expected a number or null`,
      );
  }
  return undefined;
}

function checkPosition(field: string, value: unknown): Refusal | undefined {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return undefined;
  return refuse(
    "value.invalid",
    `${field}: got ${shown(value as string)}, expected a position of the log`,
  );
}

export function decideRecordCheck(
  state: RegionState,
  command: Of<"statement.record-check">,
  { at }: CommandContext,
): Decision {
  const { type: _type, corrects, why, card, ...facts } = command;
  const fault =
    checkText("askedBy", facts.askedBy, limits.nameLength) ??
    checkPosition("madeAt", facts.madeAt) ??
    (corrects === null ? undefined : checkPosition("corrects", corrects)) ??
    checkText("why", why, limits.reasonLength) ??
    checkText("card", card, statementRule.cardLength) ??
    (facts.metric === null ? undefined : checkForm("metric", facts.metric, namePattern)) ??
    (facts.comparator === null
      ? undefined
      : checkForm("comparator", facts.comparator, namePattern)) ??
    checkForm("saidUnit", facts.saidUnit, unitPattern) ??
    checkForm("because", facts.because, namePattern) ??
    checkVerdict(facts.verdict) ??
    checkFigures(facts.figures);
  if (fault !== undefined) return reject(fault);
  if (corrects === null) recordCheck(state, at, { ...facts, text: { card } });
  else recordCorrection(state, at, { ...facts, corrects, text: { card, why } });
  return accept();
}

function checkVerdict(verdict: unknown): Refusal | undefined {
  if ((statementVerdicts as readonly unknown[]).includes(verdict)) return undefined;
  return refuse(
    "value.invalid",
    `verdict: got ${shown(verdict as string)}, expected one of ${statementVerdicts.join(", ")}`,
  );
}

function checkFigures(figures: unknown): Refusal | undefined {
  if (!Array.isArray(figures) || figures.length > statementRule.figures)
    return refuse("value.invalid", `figures: expected a list of ${statementRule.figures} at most`);
  const names = ["value", "numerator", "denominator", "missing", "late"];
  return figures
    .map((row) => checkNumbers("figures", row, names))
    .find((each) => each !== undefined);
}

export function decideDefineNormal(
  state: RegionState,
  { askedBy, conditions, words }: Of<"normal.define">,
  { at }: CommandContext,
): Decision {
  const fault =
    checkText("askedBy", askedBy, limits.nameLength) ??
    checkText("words", words, limits.reasonLength) ??
    checkConditions(conditions);
  if (fault !== undefined) return reject(fault);
  defineNormal(state, at, { askedBy, conditions, text: { words } });
  return accept();
}

/** Whether it speaks of the definition is for who checks a statement to find out, from the record itself. */
export function decidePublishNormal(
  state: RegionState,
  { definition, checkpoint }: Of<"normal.publish">,
  { at }: CommandContext,
): Decision {
  const head = state.columns.head.position[0];
  const fault =
    checkPosition("definition", definition) ??
    (definition < 1 || definition > head
      ? refuse("value.invalid", `definition: got ${shown(definition)}, expected 1 to ${head}`)
      : undefined) ??
    (typeof checkpoint === "string" && checkpoint !== ""
      ? checkText("checkpoint", checkpoint, statementRule.checkpointLength)
      : refuse("value.invalid", "checkpoint: expected a signed note"));
  if (fault !== undefined) return reject(fault);
  publishNormal(state, at, { definition, checkpoint });
  return accept();
}

function checkConditions(conditions: unknown): Refusal | undefined {
  if (
    !Array.isArray(conditions) ||
    conditions.length === 0 ||
    conditions.length > statementRule.conditions
  )
    return refuse("value.invalid", `conditions: expected 1 to ${statementRule.conditions}`);
  for (const row of conditions as readonly Readonly<Record<string, unknown>>[]) {
    const fault = checkNumbers("conditions", row, ["value", "withinSeconds"]);
    if (fault !== undefined) return fault;
    const rest =
      (row["value"] === null
        ? refuse("value.invalid", "conditions.value: expected a number")
        : undefined) ??
      checkForm("conditions.metric", row["metric"], namePattern) ??
      (row["statistic"] === null
        ? undefined
        : checkForm("conditions.statistic", row["statistic"], namePattern)) ??
      checkForm("conditions.comparator", row["comparator"], namePattern) ??
      checkForm("conditions.unit", row["unit"], unitPattern);
    if (rest !== undefined) return rest;
  }
  return undefined;
}
