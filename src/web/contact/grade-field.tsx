/**
 * The grade as four choices with their target times. What type and THRIVE speak for is marked as suggested and
 * stands until a person chooses; choosing is by number 1 to 4 or by arrow keys. The words say why it is suggested.
 */

import type { KeyboardEvent } from "react";
import type { RegionConfig } from "../../core/region/config.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { gradeText } from "../view/format.ts";
import type { GradeSuggestion } from "./suggest-grade.ts";

export interface GradeFieldProps {
  readonly value: Grade | "";
  readonly suggestion: GradeSuggestion | undefined;
  readonly rules: RegionConfig["gradeRules"];
  readonly onChange: (grade: Grade | "") => void;
  readonly isInvalid?: boolean;
  readonly label?: string;
}

function targetText(seconds: number | null): string {
  if (seconds === null) return "no arrival";
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `within ${minutes} min` : `within ${Math.round(minutes / 6) / 10} h`;
}

export function GradeField(props: GradeFieldProps) {
  const { value, suggestion, rules, onChange, isInvalid = false, label = "Grade" } = props;
  const current = value === "" ? suggestion?.grade : value;
  const choose = (event: KeyboardEvent, grade: Grade): void => {
    onChange(grade);
    const group = event.currentTarget.closest('[role="radiogroup"]');
    group?.querySelector<HTMLElement>(`[data-grade="${grade}"]`)?.focus();
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent, grade: Grade): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    const at = grades.code[grade];
    const count = grades.names.length;
    if (/^[1-4]$/.test(key)) choose(event, grades.names[Number(key) - 1]);
    else if (key === "ArrowRight" || key === "ArrowDown")
      choose(event, grades.names[(at + 1) % count]);
    else if (key === "ArrowLeft" || key === "ArrowUp")
      choose(event, grades.names[(at + count - 1) % count]);
  };
  return (
    <div className="field">
      <div className="row spread">
        <span className="label">{label}</span>
        <span className="label" data-testid="grade-reason">
          {suggestion !== undefined &&
            (value === "" || value === suggestion.grade
              ? `suggested: ${gradeText(suggestion.grade)}, ${suggestion.reason}`
              : `${gradeText(suggestion.grade)} was suggested: ${suggestion.reason}`)}
        </span>
      </div>
      <div
        className="grade-field"
        role="radiogroup"
        aria-label={label}
        aria-invalid={isInvalid || undefined}
      >
        {grades.names.map((grade, index) => (
          <button
            key={grade}
            type="button"
            role="radio"
            data-grade={grade}
            className={`grade-choice ${value === "" && current === grade ? "suggested" : ""}`}
            aria-checked={current === grade}
            tabIndex={(current ?? "immediate") === grade ? 0 : -1}
            onClick={() => onChange(grade)}
            onKeyDown={(event) => onKeyDown(event, grade)}
          >
            <span className="row">
              <kbd className="key">{index + 1}</kbd> {gradeText(grade)}
            </span>
            <span className="grade-target">{targetText(rules[grade].targetSeconds)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
