/**
 * The line between two parts of the screen, to be dragged or moved with the arrow keys (WAI-ARIA window splitter). It
 * measures the box that both parts share and says which percent the first one gets; where that is kept is not its own.
 */

import type { KeyboardEvent, PointerEvent } from "react";
import "./splitter.css";

const stepPercent = 3;

export interface SplitterProps {
  readonly label: string;
  /** The line's own direction: `vertical` lies between left and right. */
  readonly direction: "vertical" | "horizontal";
  readonly percent: number;
  readonly onMove: (percent: number) => void;
}

export function Splitter({ label, direction, percent, onMove }: SplitterProps) {
  const isVertical = direction === "vertical";
  const follow = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const first = event.currentTarget.previousElementSibling?.getBoundingClientRect();
    const second = event.currentTarget.nextElementSibling?.getBoundingClientRect();
    if (first === undefined || second === undefined) return;
    const [start, end, at] = isVertical
      ? [first.left, second.right, event.clientX]
      : [first.top, second.bottom, event.clientY];
    if (end > start) onMove(((at - start) / (end - start)) * 100);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    onMove(percent + (event.key === more ? stepPercent : -stepPercent));
  };
  return (
    // A separator that can be moved is a control (WAI-ARIA 1.2), which the linter does not know.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={20}
      aria-valuemax={80}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`splitter ${direction}`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onKeyDown={onKeyDown}
    />
  );
}
