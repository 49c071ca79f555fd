/**
 * The THRIVE assessment by number keys: 0 not asked, 1 none, 2 some, 3 high; each answer moves on to the next
 * heading. Arrow keys work as in any radio group. One stop for Tab, so that it can be passed with one key.
 */

import { useRef, useState, type KeyboardEvent } from "react";
import {
  thriveAnswers,
  thriveHeadings,
  type Thrive,
  type ThriveAnswer,
  type ThriveHeading,
} from "../../core/vocabulary.ts";
import { sentenceCase } from "../view/format.ts";

export interface ThriveFieldProps {
  readonly thrive: Thrive;
  readonly onChange: (thrive: Thrive) => void;
}

function withAnswer(thrive: Thrive, heading: ThriveHeading, answer: ThriveAnswer): Thrive {
  const { [heading]: _before, ...rest } = thrive;
  return answer === "not asked" ? rest : { ...rest, [heading]: answer };
}

export function ThriveField({ thrive, onChange }: ThriveFieldProps) {
  const rootRef = useRef<HTMLDivElement>(null);
  /** The heading that Tab comes back to. */
  const [stop, setStop] = useState(0);
  const answerOf = (row: number): ThriveAnswer =>
    thrive[thriveHeadings[row] ?? "threat"] ?? "not asked";
  const focus = (row: number, answer: ThriveAnswer): void => {
    setStop(row);
    const cell = `[data-cell="${thriveHeadings[row]}/${answer}"]`;
    rootRef.current?.querySelector<HTMLElement>(cell)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, row: number, answer: ThriveAnswer): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const heading = thriveHeadings[row];
    const at = thriveAnswers.code[answer];
    const last = thriveHeadings.length - 1;
    if (/^[0-3]$/.test(event.key)) {
      const given = thriveAnswers.names[Number(event.key)];
      onChange(withAnswer(thrive, heading, given));
      if (row < last) focus(row + 1, answerOf(row + 1));
      else focus(row, given);
    } else if (event.key === "ArrowDown" && row < last) focus(row + 1, answerOf(row + 1));
    else if (event.key === "ArrowUp" && row > 0) focus(row - 1, answerOf(row - 1));
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const next = thriveAnswers.names[(at + (event.key === "ArrowRight" ? 1 : 3)) % 4];
      onChange(withAnswer(thrive, heading, next));
      focus(row, next);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="field" role="group" aria-label="THRIVE" ref={rootRef}>
      <ThriveLegend />
      <div className="thrive">
        {thriveHeadings.map((heading, row) => (
          <ThriveRow
            key={heading}
            heading={heading}
            answer={answerOf(row)}
            isStop={row === stop}
            onAnswer={(answer) => {
              setStop(row);
              onChange(withAnswer(thrive, heading, answer));
            }}
            onKeyDown={(event, answer) => onKeyDown(event, row, answer)}
          />
        ))}
      </div>
    </div>
  );
}

function ThriveLegend() {
  return (
    <div className="row spread">
      <span className="label">THRIVE</span>
      <span className="label">
        <kbd className="key">0</kbd> not asked <kbd className="key">1</kbd> none{" "}
        <kbd className="key">2</kbd> some <kbd className="key">3</kbd> high
      </span>
    </div>
  );
}

interface ThriveRowProps {
  readonly heading: ThriveHeading;
  readonly answer: ThriveAnswer;
  readonly isStop: boolean;
  readonly onAnswer: (answer: ThriveAnswer) => void;
  readonly onKeyDown: (event: KeyboardEvent, answer: ThriveAnswer) => void;
}

function ThriveRow({ heading, answer: given, isStop, onAnswer, onKeyDown }: ThriveRowProps) {
  return (
    <div className="thrive-row" role="radiogroup" aria-label={sentenceCase(heading)}>
      <span className="thrive-name" aria-hidden="true">
        {sentenceCase(heading)}
      </span>
      {thriveAnswers.names.map((answer) => (
        <button
          key={answer}
          type="button"
          role="radio"
          className="thrive-answer"
          data-answer={answer}
          data-cell={`${heading}/${answer}`}
          aria-checked={given === answer}
          tabIndex={isStop && given === answer ? 0 : -1}
          onClick={() => onAnswer(answer)}
          onKeyDown={(event) => onKeyDown(event, answer)}
        >
          {answer}
        </button>
      ))}
    </div>
  );
}
