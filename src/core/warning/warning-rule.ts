/**
 * A region's rule of warnings: after how long without an acknowledgement whom to tell, twice, and after how long more the
 * overseer sees it. Where a configuration has none, the standard holds.
 */

import { microsFromSeconds, type Micros } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { roles, type Role } from "../vocabulary.ts";

export interface WarningRule {
  /** The two escalations; `seconds` from the one before, or from the issue. */
  readonly first: WarningStep;
  readonly second: WarningStep;
  /** From the second escalation until the overseer is shown it. */
  readonly overseerSeconds: number;
}

export interface WarningStep {
  readonly role: Role;
  readonly seconds: number;
}

/** The project's own choice: a notice that nobody has seen for ten minutes is not one. */
export const standardWarningRule: WarningRule = {
  first: { role: "dispatcher", seconds: 120 },
  second: { role: "supervisor", seconds: 180 },
  overseerSeconds: 300,
};

export interface CompiledWarnings {
  /** Whom each step tells, and how long after the one before it comes. */
  readonly steps: readonly { readonly to: Role; readonly after: Micros }[];
}

export function compileWarnings(rule: WarningRule = standardWarningRule): CompiledWarnings {
  const { first, second, overseerSeconds } = rule;
  const steps = [first, second, { role: "overseer", seconds: overseerSeconds } as const];
  return {
    steps: steps.map(({ role, seconds }) => ({ to: role, after: microsFromSeconds(seconds) })),
  };
}

/** What the rules could not live with in it; it may come from a caller without types. */
export function* listWarningRuleFaults(
  rule: WarningRule | undefined,
): Generator<{ readonly path: string; readonly says: string; readonly isStructural?: true }, void> {
  if (rule === undefined) return;
  const path = "warningRule";
  if (!isRecord(rule) || !isRecord(rule.first) || !isRecord(rule.second)) {
    yield { path, says: "expected first, second and overseerSeconds", isStructural: true };
    return;
  }
  for (const step of ["first", "second"] as const)
    if (!roles.has(rule[step].role))
      yield { path: `${path}.${step}.role`, says: `expected one of ${roles.names.join(", ")}` };
  for (const [field, seconds] of [
    ["first.seconds", rule.first.seconds],
    ["second.seconds", rule.second.seconds],
    ["overseerSeconds", rule.overseerSeconds],
  ] as const)
    if (typeof seconds !== "number" || !(seconds >= 1 && seconds <= limits.configSeconds))
      yield {
        path: `${path}.${field}`,
        says: `expected seconds from 1 to ${limits.configSeconds}`,
      };
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
