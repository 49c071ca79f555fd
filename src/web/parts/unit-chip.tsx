/**
 * A unit in a row or a panel: status shape and call sign, dashed while its allocation is pending. With `onOpen` it
 * is a button that opens the unit.
 */

import type { UnitShape } from "../live/unit-rows.ts";
import { StatusShape } from "./status-shape.tsx";

export interface UnitChipProps {
  readonly callSign: string;
  readonly shape: UnitShape;
  /** Status in words, read aloud and shown as a tip. */
  readonly words: string;
  readonly isPending?: boolean;
  readonly onOpen?: () => void;
}

export function UnitChip({ callSign, shape, words, isPending = false, onOpen }: UnitChipProps) {
  const className = `chip ${isPending ? "pending" : ""}`;
  const label = isPending ? "pending" : words;
  const inside = (
    <>
      <StatusShape shape={shape} />
      {callSign}
      <span className="only-read-aloud">, {label}</span>
    </>
  );
  if (onOpen === undefined)
    return (
      <span className={className} title={label}>
        {inside}
      </span>
    );
  return (
    <button type="button" className={className} title={label} onClick={onOpen}>
      {inside}
    </button>
  );
}
