/**
 * A region's rule of custody as data: how long after booking off items may still be held before it alarms. What can be checked of
 * it before it is used is here too.
 */

import { microsFromSeconds, type Micros } from "../../base/instant.ts";
import { standardSurgeRule, type SurgeRule } from "./surge-model.ts";
import { limits } from "../limits.ts";

export interface CustodyRule {
  /** From going off duty with items still held to the alarm. */
  readonly handInSeconds: number;
  /** What hand-ins are like on an ordinary day; left out = the standard (custody.md). */
  readonly surge?: SurgeRule;
  /** When a vehicle that nobody is with must be fetched; left out = the standard. */
  readonly recovery?: RecoveryRule;
}

export interface RecoveryRule {
  /** So long it has not moved by more than `idleM` metres, and nobody was its crew. */
  readonly idleSeconds: number;
  readonly idleM: number;
  /** Nearer to its base than this it stands where it belongs. */
  readonly awayM: number;
}

export interface CompiledCustody {
  readonly rule: CustodyRule;
  readonly handIn: Micros;
  readonly surge: SurgeRule;
  readonly recovery: RecoveryRule;
}

export const standardCustodyRule: CustodyRule = { handInSeconds: 1_800 };
export const standardRecoveryRule: RecoveryRule = { idleSeconds: 1_800, idleM: 50, awayM: 200 };

export function compileCustody(rule: CustodyRule = standardCustodyRule): CompiledCustody {
  const { handInSeconds, surge = standardSurgeRule, recovery = standardRecoveryRule } = rule;
  return { rule, handIn: microsFromSeconds(handInSeconds), surge, recovery };
}

interface CustodyFault {
  readonly path: string;
  readonly says: string;
}

/** What the rules could not live with; it may come from a caller without types. */
export function* listCustodyFaults(rule: CustodyRule | undefined): Generator<CustodyFault, void> {
  if (rule === undefined) return;
  if (typeof rule !== "object" || (rule as unknown) === null) {
    yield { path: "custodyRule", says: "expected seconds" };
    return;
  }
  const { handInSeconds } = rule;
  if (!Number.isInteger(handInSeconds) || handInSeconds < 0 || handInSeconds > limits.configSeconds)
    yield {
      path: "custodyRule.handInSeconds",
      says: `expected whole seconds from 0 to ${limits.configSeconds}`,
    };
  if (rule.surge !== undefined) yield* listSurgeFaults(rule.surge);
  if (rule.recovery === undefined) return;
  const { recovery } = rule;
  for (const field of ["idleSeconds", "idleM", "awayM"] as const) {
    const value: unknown = (recovery as RecoveryRule | null)?.[field];
    const isWhole = typeof value === "number" && Number.isInteger(value) && value >= 1;
    if (!isWhole || value > limits.configSeconds)
      yield { path: `custodyRule.recovery.${field}`, says: `expected a whole number from 1 to ${limits.configSeconds}` }; // prettier-ignore
  }
}

function* listSurgeFaults(rule: SurgeRule): Generator<CustodyFault, void> {
  const path = "custodyRule.surge";
  if (typeof rule !== "object" || (rule as unknown) === null || !Array.isArray(rule.curve)) {
    yield { path, says: "expected a curve, strayShare, correlation and windowSeconds" };
    return;
  }
  const { curve, strayShare, correlation, windowSeconds } = rule;
  const rises = curve.every((point, index) => {
    const isPoint = typeof point === "object" && (point as unknown) !== null;
    if (!isPoint || !Number.isInteger(point.seconds) || !(point.share >= 0 && point.share <= 1))
      return false;
    const before = index === 0 ? undefined : curve[index - 1];
    return before === undefined || (point.seconds > before.seconds && point.share >= before.share);
  });
  if (!rises || curve.length < 2 || curve.length > limits.curvePoints || curve.at(-1)?.share !== 1)
    yield {
      path: `${path}.curve`,
      says: `expected 2 to ${limits.curvePoints} points that rise, the last with share 1`,
    };
  if (!(strayShare > 0 && strayShare < 0.08))
    yield { path: `${path}.strayShare`, says: "expected more than 0 and less than 0.08" };
  if (!(correlation > 0 && correlation <= 0.5))
    yield { path: `${path}.correlation`, says: "expected more than 0 and at most 0.5" };
  if (!Number.isInteger(windowSeconds) || windowSeconds < 60 || windowSeconds > 7_200)
    yield { path: `${path}.windowSeconds`, says: "expected whole seconds from 60 to 7200" };
}
