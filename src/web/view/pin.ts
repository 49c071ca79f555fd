/**
 * The pin: a point on the map that a person sets for a contact or an incident. A form asks for one, the map shows
 * that it takes one and hands it back; the two know only this. There is one pin, because a person points once.
 */

import { useSyncExternalStore } from "react";

export interface Pin {
  /** Somebody waits for a point: the next click on the map is it. */
  readonly isWanted: boolean;
  readonly point: { readonly latE7: number; readonly lonE7: number } | undefined;
}

let current: Pin = { isWanted: false, point: undefined };
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
  publish({ isWanted: false, point: { latE7, lonE7 } });
}

export function clearPin(): void {
  if (current.isWanted || current.point !== undefined)
    publish({ isWanted: false, point: undefined });
}

export function subscribeToPin(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePin(): Pin {
  return useSyncExternalStore(subscribeToPin, getPin);
}
