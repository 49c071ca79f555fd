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
  /** The choices belong to older words; Enter then waits for the new ones and takes the first of them. */
  readonly isPending?: boolean;
  /** The list opens with the focus, not only with typing: there is something to choose already. */
  readonly opensOnFocus?: boolean;
  readonly isInvalid?: boolean;
  readonly inputId?: string;
  readonly maxLength?: number;
}

/** Which choice is marked, whether the list is open, and the keys that change it. */
function useChoiceList<Choice extends SearchChoice>(props: SearchBoxProps<Choice>) {
  const { choices, onChoose, takesOnTab = false, isPending = false } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [isWaiting, setIsWaiting] = useState(false);
  const [hasTyped, setHasTyped] = useState(false);
  const [marked, setMarked] = useState(0);
  const at = Math.min(marked, choices.length - 1);
  const isShown = isOpen && choices.length > 0;
  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    setIsOpen(false);
    setHasTyped(false);
    onChoose(choice);
  };
  useEffect(() => {
    if (!isWaiting || isPending) return undefined;
    const timer = setTimeout(() => {
      setIsWaiting(false);
      const first = choices[0];
      if (first === undefined) return;
      setIsOpen(false);
      setHasTyped(false);
      onChoose(first);
    });
    return () => clearTimeout(timer);
  }, [isWaiting, isPending, choices, onChoose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      if (isShown) setMarked((at + step + choices.length) % choices.length);
      setIsOpen(true);
    } else if (key === "Enter" && isPending && hasTyped) {
      event.preventDefault();
      setIsWaiting(true);
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
  const onTyped = (): void => {
    setIsWaiting(false);
    setHasTyped(true);
    setMarked(0);
    setIsOpen(true);
  };
  return { at, isShown, take, onKeyDown, onTyped, setIsOpen, setMarked };
}

export function SearchBox<Choice extends SearchChoice>(props: SearchBoxProps<Choice>) {
  const { choices, onText, label, note } = props;
  const ownId = useId();
  const inputId = props.inputId ?? `${ownId}-input`;
  const { at, isShown, take, onKeyDown, onTyped, setIsOpen, setMarked } = useChoiceList(props);
  return (
    <div className="field search-box">
      <label htmlFor={inputId}>{label}</label>
      <input
        id={inputId}
        className="input"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={isShown ? `${ownId}-list` : undefined}
        aria-activedescendant={isShown ? `${ownId}-${at}` : undefined}
        aria-autocomplete="list"
        aria-describedby={note === undefined ? undefined : `${ownId}-note`}
        aria-invalid={props.isInvalid ?? false}
        autoComplete="off"
        spellCheck={false}
        value={props.value}
        maxLength={props.maxLength ?? 300}
        placeholder={props.placeholder}
        onChange={(event) => {
          onTyped();
          onText(event.target.value);
        }}
        onFocus={() => {
          setMarked(0);
          if (props.opensOnFocus === true) setIsOpen(true);
        }}
        onClick={() => setIsOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => setIsOpen(false)}
      />
      {isShown && <ChoiceList id={ownId} label={label} choices={choices} at={at} onTake={take} />}
      {note !== undefined && (
        <div className="search-note" id={`${ownId}-note`}>
          {note}
        </div>
      )}
    </div>
  );
}

interface ChoiceListProps<Choice extends SearchChoice> {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Index of the marked choice. */
  readonly at: number;
  readonly onTake: (choice: Choice) => void;
}

function ChoiceList<Choice extends SearchChoice>(props: ChoiceListProps<Choice>) {
  const { id, label, choices, at, onTake } = props;
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    listRef.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="search-list" role="listbox" id={`${id}-list`} aria-label={label} ref={listRef}>
      {choices.map((choice, index) => (
        <div
          key={choice.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="search-choice"
          // The field must keep the focus, or it would close the list before the choice is taken.
          onMouseDown={(event) => event.preventDefault()}
          onMouseUp={() => onTake(choice)}
        >
          <span className="cut">{choice.title}</span>
          {choice.detail !== undefined && <span className="search-detail">{choice.detail}</span>}
        </div>
      ))}
    </div>
  );
}
