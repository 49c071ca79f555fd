/**
 * What the planning of a whole queue goes by: what a minute of waiting weighs, how long somebody may be passed over, and
 * how long a unit is taken to work at a scene. The assessed grade says it, never the served one: a service level must
 * not make a risk look smaller. A planned order is a proposal; sending is a command like any other.
 */

import { limits } from "../limits.ts";
import { grades, type Grade } from "../vocabulary.ts";

export interface QueueRule {
  /** Risk of a minute's waiting, by assessed grade; only their ratios matter. */
  readonly riskPerMinute: { readonly [K in Grade]: number };
  /** Part of that risk added for each THRIVE heading that was answered "high"; half of it for "some". */
  readonly thriveShare: number;
  /** Seconds of waiting after which nobody of the grade is passed over any longer; null = no such bound. */
  readonly starvationSeconds: { readonly [K in Grade]: number | null };
  /** Seconds at the scene that a plan expects, by assessed grade. */
  readonly workSeconds: { readonly [K in Grade]: number };
}

/** Where a configuration says nothing. The risk falls by four from grade to grade; bounds are set above the usual targets. */
export const standardQueueRule: QueueRule = {
  riskPerMinute: { immediate: 64, priority: 16, scheduled: 4, resolution: 1 },
  thriveShare: 0.25,
  starvationSeconds: {
    immediate: 1_800,
    priority: 3 * 3_600,
    scheduled: 8 * 3_600,
    resolution: 24 * 3_600,
  },
  workSeconds: { immediate: 3_000, priority: 2_400, scheduled: 1_800, resolution: 1_200 },
};

interface QueueRuleFault {
  readonly path: string;
  readonly says: string;
}

/** What the rules could not live with in it; it may come from a caller without types. */
export function* listQueueRuleFaults(rule: QueueRule | undefined): Generator<QueueRuleFault, void> {
  if (rule === undefined) return;
  if (!isRecord(rule)) {
    yield { path: "queueRule", says: "expected riskPerMinute, thriveShare and seconds" };
    return;
  }
  if (!(rule.thriveShare >= 0 && rule.thriveShare <= 1))
    yield { path: "queueRule.thriveShare", says: "expected a share from 0 to 1" };
  for (const [field, least, most, mayBeNull] of [
    ["riskPerMinute", 0.001, 1_000, false],
    ["starvationSeconds", 60, limits.configSeconds, true],
    ["workSeconds", 0, 86_400, false],
  ] as const)
    for (const grade of grades.names) {
      const values: unknown = rule[field];
      const value = isRecord(values) ? (values as Record<Grade, unknown>)[grade] : undefined;
      if (mayBeNull && value === null) continue;
      if (typeof value === "number" && value >= least && value <= most) continue;
      yield {
        path: `queueRule.${field}.${grade}`,
        says: `expected a number from ${least} to ${most}${mayBeNull ? ", or null" : ""}`,
      };
    }
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
