/** Fields of forms with their labels: a choice, a whole number, words of several lines. */

import { useId, type KeyboardEvent } from "react";
import { limits } from "../../core/limits.ts";

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  readonly onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  /** From 1 to this. */
  readonly most: number;
  readonly onChange: (value: number) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

export function NumberField({ label, value, most, onChange, onKeyDown }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="number"
        required
        min={1}
        max={most}
        value={value}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  );
}

export interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function WordsField({ label, value, onChange }: WordsFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={limits.noteLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
