/**
 * The pin: a point on the map that a person sets for a contact or an incident. A form asks for one, the map shows
 * that it takes one and hands it back; the two know only this. There is one pin, because a person points once.
 */

import { useSyncExternalStore } from "react";

export interface Pin {
  /** Somebody waits for a point: the next click on the map is it. */
  readonly isWanted: boolean;
  readonly point: MapPoint | undefined;
  /** Where the place in an open form is; shown, not clicked. */
  readonly shown: MapPoint | undefined;
}

export interface MapPoint {
  readonly latE7: number;
  readonly lonE7: number;
}

let current: Pin = { isWanted: false, point: undefined, shown: undefined };
const listeners = new Set<() => void>();

function publish(pin: Pin): void {
  current = pin;
  for (const listener of listeners) listener();
}

export function getPin(): Pin {
  return current;
}

export function wantPin(): void {
  publish({ ...current, isWanted: true });
}

export function stopWantingPin(): void {
  if (current.isWanted) publish({ ...current, isWanted: false });
}

/** The map calls this with the point that was clicked. */
export function placePin(latE7: number, lonE7: number): void {
  publish({ ...current, isWanted: false, point: { latE7, lonE7 } });
}

export function clearPin(): void {
  if (current.isWanted || current.point !== undefined)
    publish({ ...current, isWanted: false, point: undefined });
}

/** A form shows where its place is; undefined when it has none or closes. */
export function showPoint(shown: MapPoint | undefined): void {
  if (current.shown !== shown) publish({ ...current, shown });
}

export function subscribeToPin(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePin(): Pin {
  return useSyncExternalStore(subscribeToPin, getPin);
}
