/** The clock of the form: how long ago the caller was answered and, once there is a grade, what is left to its target. */

import type { Instant } from "../../base/instant.ts";
import { microsFromSeconds } from "../../base/instant.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { Grade } from "../../core/vocabulary.ts";
import { useNow } from "../live/use-region.ts";
import { clockText, gradeText, timeText } from "../view/format.ts";

export interface GradeClockProps {
  /** 0 = not answered: the clock has not started. */
  readonly answeredAt: Instant;
  readonly grade: Grade | undefined;
  readonly rules: RegionConfig["gradeRules"];
}

export function GradeClock({ answeredAt, grade, rules }: GradeClockProps) {
  const now = useNow();
  if (answeredAt === 0)
    return (
      <p className="grade-clock faint" role="status">
        The clock starts with the first thing you type.
      </p>
    );
  const target = grade === undefined ? null : rules[grade].targetSeconds;
  const left = target === null ? undefined : answeredAt + microsFromSeconds(target) - now;
  return (
    <p className="grade-clock" aria-label="Grade clock">
      <span className="grade-clock-time">{clockText(Math.max(0, now - answeredAt))}</span>
      <span className="soft">since the answer at {timeText(answeredAt)}</span>
      {grade !== undefined && (
        <span className={left !== undefined && left < 0 ? "late" : "soft"}>
          {left === undefined
            ? `${gradeText(grade)}: no arrival owed`
            : left < 0
              ? `${gradeText(grade)}: target passed ${clockText(-left)} ago`
              : `${gradeText(grade)}: ${clockText(left)} left`}
        </span>
      )}
    </p>
  );
}
