/**
 * Units by call sign, for whom no recommendation is needed: typed, taken with Enter, shown as chips until sent. This
 * is the way that works when everything optional is down.
 */

import { useMemo, useState } from "react";
import { listUnitRows } from "../live/unit-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { SearchBox, type SearchChoice } from "../parts/search-box.tsx";

export interface HandPickProps {
  readonly units: readonly number[];
  /** Units not offered: here already, or picked. */
  readonly without: readonly number[];
  readonly onAdd: (unit: number) => void;
  readonly onRemove: (unit: number) => void;
}

/** Choices under the field; typing further narrows them. */
const choicesMost = 12;

interface UnitChoice extends SearchChoice {
  readonly unit: number;
}

export function HandPick({ units, without, onAdd, onRemove }: HandPickProps) {
  const [text, setText] = useState("");
  const rows = useRegion(listUnitRows);
  const choices = useMemo<readonly UnitChoice[]>(() => {
    const asked = text.trim().toUpperCase();
    if (asked === "") return [];
    return rows
      .filter(
        (row) =>
          row.status !== "off" && row.callSign.includes(asked) && !without.includes(row.unit),
      )
      .slice(0, choicesMost)
      .map((row) => ({
        id: row.callSign,
        unit: row.unit,
        title: row.callSign,
        detail: row.incident > 0 ? `${row.status}, incident ${row.incident}` : row.status,
      }));
  }, [rows, text, without]);
  const nameOf = (unit: number): string =>
    rows.find((row) => row.unit === unit)?.callSign ?? String(unit);
  return (
    <div className="hand-pick">
      <SearchBox
        label="By hand"
        value={text}
        choices={choices}
        takesOnTab
        maxLength={16}
        placeholder="Call sign"
        onText={setText}
        onChoose={(choice) => {
          setText("");
          onAdd(choice.unit);
        }}
      />
      {units.map((unit) => (
        <button key={unit} type="button" className="chip hand-chip" onClick={() => onRemove(unit)}>
          {nameOf(unit)} <span aria-hidden="true">×</span>
          <span className="only-read-aloud">, picked by hand; take it off</span>
        </button>
      ))}
    </div>
  );
}
