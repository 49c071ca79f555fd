/**
 * Deciders of the public figures. A period is committed to once, after the one before it and without overlap; published once, after it was
 * committed to, and opened once, after it was published: so nobody can publish another table of the same hours, whose
 * difference would tell a small count. Not here: counting (count-period.ts), rounding (record/disclosure), and when (live/public).
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { commitFigures, openFigures, publishFigures } from "./changes.ts";
import type { PublicFigure } from "./figures-events.ts";

type Of<T extends Command["type"]> = Extract<Command, { readonly type: T }>;

const hash = /^[0-9a-f]{64}$/;
/** Areas have the codes that a region gave them. */
const code = /^[^\p{C}]{1,64}$/u;

export function decideCommitFigures(
  state: RegionState,
  { fromAt, untilAt, commitment, salt, exact }: Of<"figures.commit">,
  { now, at }: CommandContext,
): Decision {
  const fault =
    checkSpan(fromAt, untilAt) ?? checkHash("commitment", commitment) ?? checkOpening(salt, exact);
  if (fault !== undefined) return reject(fault);
  if (untilAt > now)
    return reject(refuse("figures.order", `untilAt: ${untilAt} is to come, it is ${now}`));
  const { figuresUntil } = state.columns.head;
  if (fromAt < figuresUntil[0])
    return reject(
      refuse(
        "figures.order",
        `fromAt: got ${fromAt}, expected ${figuresUntil[0]} or later: periods never overlap`,
      ),
    );
  commitFigures(state, at, { fromAt, untilAt, commitment, text: { salt, exact } });
  return accept();
}

export function decidePublishFigures(
  state: RegionState,
  { period, fromAt, untilAt, figures }: Of<"figures.publish">,
  { at }: CommandContext,
): Decision {
  const { figuresCommitted, figuresPublished } = state.columns.head;
  const fault =
    checkSpan(fromAt, untilAt) ??
    checkPeriod(period, figuresPublished[0], figuresCommitted[0]) ??
    checkFigures(figures);
  if (fault !== undefined) return reject(fault);
  publishFigures(state, at, { period, fromAt, untilAt, figures });
  return accept();
}

export function decideOpenFigures(
  state: RegionState,
  { period, fromAt, untilAt, salt, exact }: Of<"figures.open">,
  { at }: CommandContext,
): Decision {
  const { figuresPublished, figuresOpened } = state.columns.head;
  const fault =
    checkSpan(fromAt, untilAt) ??
    checkPeriod(period, figuresOpened[0], figuresPublished[0]) ??
    checkOpening(salt, exact);
  if (fault !== undefined) return reject(fault);
  openFigures(state, at, { period, fromAt, untilAt, salt, exact });
  return accept();
}

function checkSpan(fromAt: Instant, untilAt: Instant): Refusal | undefined {
  const isSpan = Number.isSafeInteger(fromAt) && Number.isSafeInteger(untilAt) && fromAt > 0;
  if (isSpan && fromAt < untilAt) return undefined;
  return refuse(
    "value.invalid",
    `fromAt, untilAt: got ${shown(fromAt)}, ${shown(untilAt)}, expected microseconds since 1970, the first before the second`,
  );
}

/** A period may be left out (its exact figures were erased), but none comes after a later one. */
function checkPeriod(period: number, after: number, most: number): Refusal | undefined {
  if (Number.isInteger(period) && period > after && period <= most) return undefined;
  return refuse(
    "figures.order",
    `period: got ${shown(period)}, expected one after ${after}, at most ${most}`,
  );
}

function checkHash(name: string, value: string): Refusal | undefined {
  if (typeof value === "string" && hash.test(value)) return undefined;
  return refuse("value.invalid", `${name}: got ${shown(value)}, expected 64 hexadecimal digits`);
}

function checkOpening(salt: string, exact: string): Refusal | undefined {
  const fault = checkHash("salt", salt);
  if (fault !== undefined) return fault;
  if (typeof exact === "string" && exact.length > 0 && exact.length <= limits.figuresLength)
    return undefined;
  return refuse(
    "value.invalid",
    `exact: expected a text of 1 to ${limits.figuresLength} characters`,
  );
}

function checkFigures(figures: readonly PublicFigure[]): Refusal | undefined {
  if (!Array.isArray(figures) || figures.length > limits.publicFigures)
    return refuse(
      "value.invalid",
      `figures: expected a list of ${limits.publicFigures} at most, got ${Array.isArray(figures) ? figures.length : typeof figures}`,
    );
  const wrong = figures.find((figure) => !isFigure(figure));
  if (wrong === undefined) return undefined;
  return refuse(
    "value.invalid",
    `figures: got ${JSON.stringify(wrong)?.slice(0, 100)}, expected metric and part as codes, and a value that is a multiple of 1 from 0 on, "<5", "withheld" or "too few"`,
  );
}

function isFigure(figure: unknown): boolean {
  if (typeof figure !== "object" || figure === null) return false;
  const { metric, part, value } = figure as Partial<Record<keyof PublicFigure, unknown>>;
  const isValue =
    value === "<5" ||
    value === "withheld" ||
    value === "too few" ||
    (Number.isSafeInteger(value) && (value as number) >= 0);
  return (
    typeof metric === "string" &&
    code.test(metric) &&
    typeof part === "string" &&
    (part === "" || code.test(part)) &&
    isValue
  );
}
