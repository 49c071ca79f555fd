/** A short list of choices where the number key or Enter acts at once; opened by a button, closed by Escape. */

import { useEffect, useRef, type KeyboardEvent } from "react";
import { sentenceCase } from "../view/format.ts";

export interface OutcomeChoiceProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly onChoose: (name: Name) => void;
  readonly onCancel?: () => void;
  readonly isDisabled?: boolean;
}

export function OutcomeChoice<Name extends string>(props: OutcomeChoiceProps<Name>) {
  const { label, names, onChoose, onCancel, isDisabled = false } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const mustFocus = onCancel !== undefined;
  useEffect(() => {
    if (mustFocus) rootRef.current?.querySelector("button")?.focus();
  }, [mustFocus]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = /^[1-9]$/.test(event.key) ? names[Number(event.key) - 1] : undefined;
    if (chosen !== undefined && !isDisabled) {
      event.preventDefault();
      event.stopPropagation();
      onChoose(chosen);
    }
    if (event.key === "Escape" && onCancel !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className="outcome-choice" role="group" aria-label={label} ref={rootRef}>
      <span className="label">{label}</span>
      <div className="row wrap">
        {names.map((name, index) => (
          <button
            key={name}
            type="button"
            className="button small"
            disabled={isDisabled}
            onKeyDown={onKeyDown}
            onClick={() => onChoose(name)}
          >
            {index < 9 && <kbd className="key">{index + 1}</kbd>} {sentenceCase(name)}
          </button>
        ))}
        {onCancel !== undefined && (
          <button
            type="button"
            className="button small quiet"
            onKeyDown={onKeyDown}
            onClick={onCancel}
          >
            Cancel
          </button>
        )}
      </div>
    </div>
  );
}
