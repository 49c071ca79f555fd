/**
 * A text field with a list of choices under it (WAI-ARIA 1.2 combobox with list autocomplete). Arrow keys walk the
 * list, Enter takes the marked choice, Escape closes the list and keeps the words. The caller supplies the choices;
 * nothing is fetched or filtered here. The words stay the person's own until a choice is taken.
 */

import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import "./search-box.css";

export interface SearchChoice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
}

export interface SearchBoxProps<Choice extends SearchChoice> {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onText: (text: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly placeholder?: string;
  /** Said under the field and read aloud with it. */
  readonly note?: ReactNode;
  /** Tab takes the marked choice when something was typed. */
  readonly takesOnTab?: boolean;
  readonly isInvalid?: boolean;
  readonly inputId?: string;
  readonly maxLength?: number;
  readonly onLeave?: () => void;
}

export function SearchBox<Choice extends SearchChoice>(props: SearchBoxProps<Choice>) {
  const { choices, onChoose, onText, takesOnTab = false } = props;
  const ownId = useId();
  const inputId = props.inputId ?? `${ownId}-input`;
  const [isOpen, setIsOpen] = useState(false);
  const [hasTyped, setHasTyped] = useState(false);
  const [marked, setMarked] = useState(0);
  const listRef = useRef<HTMLUListElement>(null);
  const at = Math.min(marked, choices.length - 1);
  const isShown = isOpen && choices.length > 0;
  useEffect(() => {
    if (isShown) listRef.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [isShown, at]);
  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    setIsOpen(false);
    setHasTyped(false);
    onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      if (isShown) setMarked((at + step + choices.length) % choices.length);
      setIsOpen(true);
    } else if (key === "Enter" && isShown) {
      event.preventDefault();
      take(choices[at]);
    } else if (key === "Escape" && isShown) {
      event.preventDefault();
      event.stopPropagation();
      setIsOpen(false);
    } else if (key === "Tab" && isShown && takesOnTab && hasTyped && !event.shiftKey)
      take(choices[at]);
  };
  return (
    <div className="field search-box">
      <label htmlFor={inputId}>{props.label}</label>
      <input
        id={inputId}
        className="input"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={isShown ? `${ownId}-list` : undefined}
        aria-activedescendant={isShown ? `${ownId}-${at}` : undefined}
        aria-autocomplete="list"
        aria-describedby={props.note === undefined ? undefined : `${ownId}-note`}
        aria-invalid={props.isInvalid ?? false}
        autoComplete="off"
        spellCheck={false}
        value={props.value}
        maxLength={props.maxLength ?? 300}
        placeholder={props.placeholder}
        onChange={(event) => {
          setHasTyped(true);
          setMarked(0);
          setIsOpen(true);
          onText(event.target.value);
        }}
        onFocus={() => setMarked(0)}
        onClick={() => setIsOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setIsOpen(false);
          props.onLeave?.();
        }}
      />
      {isShown && (
        <ul
          className="search-list"
          role="listbox"
          id={`${ownId}-list`}
          aria-label={props.label}
          ref={listRef}
        >
          {choices.map((choice, index) => (
            <li
              key={choice.id}
              id={`${ownId}-${index}`}
              role="option"
              aria-selected={index === at}
              className="search-choice"
              // The field must keep the focus, or it would close the list before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(choice)}
            >
              <span className="cut">{choice.title}</span>
              {choice.detail !== undefined && (
                <span className="search-detail">{choice.detail}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {props.note !== undefined && (
        <div className="search-note" id={`${ownId}-note`}>
          {props.note}
        </div>
      )}
    </div>
  );
}
