/**
 * The command line: Ctrl+K goes there, Enter does what the line says, Escape goes back to where one was. While typing
 * it shows how a word can go on and what the whole line would do; a refusal is said under the line, which stays. The
 * grammar is the core's, the same as in scripts and in the API.
 */

import { useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Completion } from "../../core/grammar/complete-line.ts";
import { lineLimits } from "../../core/grammar/tokens.ts";
import "./command-line.css";
import { LinePreviewBox } from "./line-preview-box.tsx";
import { useFocusKey } from "./use-focus-key.ts";
import { useLine, type LineSaid, type LineSender } from "./use-line.ts";
import { usePreview } from "./use-preview.ts";
import { takeCompletion, useReading, type LineReading } from "./use-reading.ts";

const example = "Command: send AB12 > 1043, AB12 at scene, note 1043 …";

export function CommandLine() {
  const [text, setText] = useState("");
  const [cursor, setCursor] = useState(0);
  const [isFocused, setIsFocused] = useState(false);
  const [marked, setMarked] = useState(-1);
  const sender = useLine();
  const inputRef = useFocusKey();
  const reading = useReading(text, cursor, isFocused && sender.send !== undefined);
  const isWhole = isFocused && reading.fault === undefined;
  const preview = usePreview(isWhole ? text : "");
  const write = (line: string, at = line.length): void => {
    setText(line);
    setCursor(at);
    setMarked(-1);
  };
  const change = (line: string, at?: number): void => {
    write(line, at);
    sender.clear();
  };
  const take = (completion: Completion): void => {
    const taken = takeCompletion(text, completion);
    change(taken.line, taken.cursor);
  };
  const completions = text === "" || !isFocused ? [] : reading.completions;
  const onKeyDown = useLineKeys({
    text,
    change,
    write,
    take,
    completions,
    marked,
    setMarked,
    sender,
  });
  return (
    <div className="command-line" data-command-line="" role="search" aria-label="Command line">
      <LineField
        inputRef={inputRef}
        text={text}
        isOff={sender.send === undefined}
        hasChoices={completions.length > 0}
        marked={marked}
        onChange={change}
        onCursor={setCursor}
        onKeyDown={onKeyDown}
        onFocus={setIsFocused}
      />
      {isFocused && text.trim() !== "" && (
        <Under
          completions={completions}
          marked={marked}
          onTake={take}
          line={text.trim()}
          isAnswered={sender.said !== undefined}
          reading={reading}
          preview={preview}
        />
      )}
      <Said said={sender.said} />
    </div>
  );
}

interface LineFieldProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  /** Commands are off (replay, rehearsal). */
  readonly isOff: boolean;
  readonly hasChoices: boolean;
  readonly marked: number;
  readonly onChange: (line: string, cursor: number) => void;
  readonly onCursor: (cursor: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (isFocused: boolean) => void;
}

function LineField(props: LineFieldProps) {
  const { inputRef, text, isOff, hasChoices, marked, onChange, onCursor, onKeyDown, onFocus } =
    props;
  return (
    <div className="command-line-field">
      <input
        ref={inputRef}
        className="input"
        aria-label="Command line"
        role="combobox"
        aria-expanded={hasChoices}
        aria-controls={hasChoices ? "command-choices" : undefined}
        aria-activedescendant={marked >= 0 ? `command-choice-${marked}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={lineLimits.length}
        disabled={isOff}
        placeholder={isOff ? "Commands are off outside LIVE" : example}
        value={text}
        onChange={({ target }) =>
          onChange(target.value, target.selectionStart ?? target.value.length)
        }
        onSelect={({ currentTarget }) => onCursor(currentTarget.selectionStart ?? text.length)}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(true)}
        onBlur={() => onFocus(false)}
      />
      <kbd className="key">Ctrl+K</kbd>
    </div>
  );
}

interface LineKeysGiven {
  readonly text: string;
  /** A person's change: what was said about the line before goes. */
  readonly change: (text: string) => void;
  /** Empties the field and leaves what was said. */
  readonly write: (text: string) => void;
  readonly take: (completion: Completion) => void;
  readonly completions: readonly Completion[];
  readonly marked: number;
  readonly setMarked: (index: number) => void;
  readonly sender: LineSender;
}

/** Arrow keys walk the choices, or the lines sent before while nothing is typed; Tab and Enter take a marked choice. */
function useLineKeys(given: LineKeysGiven): (event: KeyboardEvent) => void {
  const { text, completions, marked, setMarked, sender } = given;
  const stepsBack = useRef(0);
  const walkHistory = (step: 1 | -1): void => {
    const steps = Math.max(0, stepsBack.current + step);
    const line = steps === 0 ? "" : sender.findBefore(steps);
    if (line === undefined) return;
    stepsBack.current = steps;
    given.change(line);
  };
  const submit = async (): Promise<void> => {
    if ((await sender.send?.(text.trim())) !== true) return;
    stepsBack.current = 0;
    given.write("");
  };
  return (event) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const count = completions.length;
    const isVertical = key === "ArrowUp" || key === "ArrowDown";
    if (isVertical && (text === "" || stepsBack.current > 0))
      walkHistory(key === "ArrowUp" ? 1 : -1);
    else if (key === "ArrowDown" && count > 0) setMarked((marked + 1) % count);
    else if (key === "ArrowUp" && count > 0) setMarked((Math.max(marked, 0) + count - 1) % count);
    else if (key === "Tab" && !event.shiftKey && count > 0)
      given.take(completions[Math.max(marked, 0)]);
    else if (key === "Enter" && marked >= 0 && marked < count) given.take(completions[marked]);
    else if (key === "Enter") void submit();
    else {
      stepsBack.current = 0;
      return;
    }
    event.preventDefault();
  };
}

interface UnderProps {
  readonly completions: readonly Completion[];
  readonly marked: number;
  readonly onTake: (completion: Completion) => void;
  readonly line: string;
  /** What the server said to this very line stands above: nothing is said a second time. */
  readonly isAnswered: boolean;
  readonly reading: LineReading;
  readonly preview: ReturnType<typeof usePreview>;
}

function Under({ completions, marked, onTake, line, isAnswered, reading, preview }: UnderProps) {
  if (isAnswered && completions.length === 0) return null;
  return (
    <div className="command-line-under">
      {!isAnswered && <LinePreviewBox line={line} reading={reading} preview={preview} />}
      {completions.length > 0 && (
        <div role="listbox" id="command-choices" aria-label="How the line can go on">
          {completions.map((completion, index) => (
            <div
              key={`${completion.start} ${completion.text}`}
              id={`command-choice-${index}`}
              role="option"
              tabIndex={-1}
              className="command-line-choice"
              aria-selected={index === marked}
              onMouseDown={(event) => event.preventDefault()}
              onMouseUp={() => onTake(completion)}
            >
              <b>{completion.text}</b>
              <span className="soft cut">{completion.detail}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Said({ said }: { readonly said: LineSaid | undefined }) {
  return (
    <div aria-live="assertive">
      {said !== undefined && (
        <p className={`command-line-said ${said.kind === "done" ? "done" : "fault"}`}>
          <span>{said.text}</span>
          {said.needs.length > 0 && <span className="soft">Enter again does it anyway</span>}
        </p>
      )}
    </div>
  );
}
