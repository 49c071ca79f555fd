/** Hazards as switches: one stop for Tab, arrow keys walk, Space or Enter switches. The list is the region's data. */

import { useRef, useState, type KeyboardEvent } from "react";
import type { NamedCode } from "../../core/region/config.ts";

export interface HazardFieldProps {
  readonly hazards: readonly NamedCode[];
  readonly value: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
}

export function HazardField({ hazards, value, onChange }: HazardFieldProps) {
  const [at, setAt] = useState(0);
  const rootRef = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent): void => {
    const step =
      event.key === "ArrowRight" || event.key === "ArrowDown"
        ? 1
        : event.key === "ArrowLeft" || event.key === "ArrowUp"
          ? -1
          : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (at + step + hazards.length) % hazards.length;
    setAt(next);
    rootRef.current?.querySelectorAll("button")[next]?.focus();
  };
  const toggle = (code: string): void =>
    onChange(value.includes(code) ? value.filter((known) => known !== code) : [...value, code]);
  return (
    <div className="field" role="group" aria-label="Hazards" ref={rootRef}>
      <span className="label">Hazards</span>
      <div className="row wrap hazard-field">
        {hazards.map((hazard, index) => (
          <button
            key={hazard.code}
            type="button"
            className="button small hazard-choice"
            aria-pressed={value.includes(hazard.code)}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setAt(index)}
            onKeyDown={walk}
            onClick={() => toggle(hazard.code)}
          >
            {hazard.name}
          </button>
        ))}
      </div>
    </div>
  );
}
