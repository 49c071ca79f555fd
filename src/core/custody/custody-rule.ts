/**
 * A region's rule of custody as data: how long after booking off items may still be held before it alarms. What can be checked of
 * it before it is used is here too.
 */

import { microsFromSeconds, type Micros } from "../../base/instant.ts";
import { limits } from "../limits.ts";

export interface CustodyRule {
  /** From going off duty with items still held to the alarm. */
  readonly handInSeconds: number;
}

export interface CompiledCustody {
  readonly rule: CustodyRule;
  readonly handIn: Micros;
}

export const standardCustodyRule: CustodyRule = { handInSeconds: 1_800 };

export function compileCustody(rule: CustodyRule = standardCustodyRule): CompiledCustody {
  return { rule, handIn: microsFromSeconds(rule.handInSeconds) };
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
}
