/**
 * Suggests a grade from the incident type and the THRIVE answers, and says why. It only ever suggests: the person
 * grades. A high answer to threat, harm or risk speaks for Immediate, to vulnerability for Priority at least; answers
 * raise the type's own grade and never lower it, because "none" may only mean that the caller could not tell.
 */

import type { IncidentTypeConfig } from "../../core/region/config.ts";
import { grades, type Grade, type Thrive } from "../../core/vocabulary.ts";

export interface GradeSuggestion {
  readonly grade: Grade;
  /** In a few words, for example `harm is high`. */
  readonly reason: string;
}

interface Step {
  readonly heading: keyof Thrive;
  readonly answer: "some" | "high";
  readonly grade: Grade;
}

const steps: readonly Step[] = [
  { heading: "threat", answer: "high", grade: "immediate" },
  { heading: "harm", answer: "high", grade: "immediate" },
  { heading: "risk", answer: "high", grade: "immediate" },
  { heading: "vulnerability", answer: "high", grade: "priority" },
  { heading: "threat", answer: "some", grade: "priority" },
  { heading: "harm", answer: "some", grade: "priority" },
  { heading: "risk", answer: "some", grade: "priority" },
  { heading: "vulnerability", answer: "some", grade: "scheduled" },
];

/** Undefined while neither a type nor an answer speaks for anything. */
export function suggestGrade(
  type: IncidentTypeConfig | undefined,
  thrive: Thrive,
): GradeSuggestion | undefined {
  let best: GradeSuggestion | undefined =
    type === undefined ? undefined : { grade: type.grade, reason: "usual for this type" };
  for (const { heading, answer, grade } of steps) {
    if (thrive[heading] !== answer) continue;
    if (best !== undefined && grades.code[grade] >= grades.code[best.grade]) continue;
    best = { grade, reason: `${heading} is ${answer}` };
  }
  return best;
}
