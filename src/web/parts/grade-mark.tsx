/**
 * A grade as a boxed letter: the sooner a response is owed, the heavier the box; no colour. A served grade below the
 * assessed one shows both, because a downgrade for lack of units must never look like a low-risk call.
 */

import { grades, type Grade } from "../../core/vocabulary.ts";
import { gradeLetter, gradeText } from "../view/format.ts";
import "./grade-mark.css";

export function GradeMark({
  assessed,
  served,
}: {
  readonly assessed: Grade;
  readonly served: Grade;
}) {
  const isLower = grades.code[served] > grades.code[assessed];
  const words =
    served === assessed
      ? gradeText(served)
      : `served as ${gradeText(served)}, assessed as ${gradeText(assessed)}`;
  return (
    <span className="grade-mark" title={words}>
      <span className={`grade ${served}`} aria-hidden="true">
        {gradeLetter(served)}
      </span>
      {served !== assessed && (
        <span className={`assessed ${isLower ? "lower" : ""}`} aria-hidden="true">
          was {gradeLetter(assessed)}
        </span>
      )}
      <span className="only-read-aloud">{words}</span>
    </span>
  );
}
