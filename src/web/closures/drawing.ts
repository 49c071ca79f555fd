/**
 * What is being drawn on the map: the kind of a closure and its points so far. The form and the map know only this; a
 * point comes by a click, by coordinates or a place that was typed, or is the middle of the map. One drawing, because a
 * person draws once. It is not in the address: half a drawing is like half-typed text.
 */

import { useSyncExternalStore } from "react";
import type { ClosureKind } from "../../core/vocabulary.ts";
import type { MapPoint } from "../view/pin.ts";

export interface Drawing {
  readonly isOpen: boolean;
  readonly kind: ClosureKind;
  readonly points: readonly MapPoint[];
}

/** The core takes no more. */
export const drawingPointsMost = 200;

let current: Drawing = { isOpen: false, kind: "barricade", points: [] };
const listeners = new Set<() => void>();

function publish(drawing: Drawing): void {
  current = drawing;
  for (const listener of listeners) listener();
}

export function getDrawing(): Drawing {
  return current;
}

export function beginDrawing(): void {
  publish({ ...current, isOpen: true, points: [] });
}

export function chooseKind(kind: ClosureKind): void {
  publish({ ...current, kind });
}

export function addDrawnPoint(point: MapPoint): void {
  if (current.points.length < drawingPointsMost)
    publish({ ...current, points: [...current.points, point] });
}

export function takeBackPoint(): void {
  publish({ ...current, points: current.points.slice(0, -1) });
}

export function endDrawing(): void {
  publish({ ...current, isOpen: false, points: [] });
}

/** Fewest points that make a drawing of the kind. */
export function leastPoints(kind: ClosureKind): number {
  return kind === "area" ? 3 : 2;
}

export function subscribeToDrawing(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDrawing(): Drawing {
  return useSyncExternalStore(subscribeToDrawing, getDrawing);
}
