/**
 * Which rows of a long list are in sight: from the scroll place and the size of the box, with a few rows more on
 * both sides. It changes only when the window moves by whole rows, so scrolling inside a row renders nothing.
 */

import { isSame } from "../live/same.ts";
import { useLayoutEffect, useState, type RefObject } from "react";

/** Rows rendered beyond each edge, so that a quick scroll shows no gap. */
const spareRows = 8;
/** The window moves in steps of so many rows, so that a slow scroll renders only now and then. */
const stepRows = 4;

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Inner width of the box in pixels; 0 = not measured yet. */
  readonly width: number;
}

function windowOf(box: HTMLElement, rowHeight: number): RowWindow {
  const stepHeight = rowHeight * stepRows;
  const first = Math.max(0, Math.floor(box.scrollTop / stepHeight) * stepRows - spareRows);
  const end = Math.ceil((box.scrollTop + box.clientHeight) / stepHeight) * stepRows + spareRows;
  return { first, end, width: box.clientWidth };
}

export function useRowWindow(box: RefObject<HTMLElement | null>, rowHeight: number): RowWindow {
  const [seen, setSeen] = useState<RowWindow>({ first: 0, end: 2 * spareRows, width: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const update = (): void => {
      const next = windowOf(element, rowHeight);
      setSeen((before) => (isSame(before, next) ? before : next));
    };
    // It calls back at once, so the first window is right before the first paint.
    const observer = new ResizeObserver(update);
    observer.observe(element);
    element.addEventListener("scroll", update, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", update);
    };
  }, [box, rowHeight]);
  return seen;
}
