/** What a service level makes of each grade, in words: for the level that is, and for one that somebody is about to choose. */

import type { LevelConfig } from "../../core/level/level-plan.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";

/** Grades that are not served as assessed; none = every grade is. */
export function listServed({
  served,
}: Pick<LevelConfig, "served">): readonly (readonly [Grade, string])[] {
  return grades.names
    .filter((grade) => served[grade] !== grade)
    .map((grade) => [
      grade,
      served[grade] === "deferred"
        ? "deferred, with a promised call-back"
        : `served as ${served[grade]}`,
    ]);
}
