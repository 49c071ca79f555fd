/**
 * What belongs to this screen and person, not to a view that one would send to a colleague: theme, single keys on or
 * off. Kept in the browser's local storage; without it (blocked) it lasts as long as the page.
 */

import { useSyncExternalStore } from "react";

interface Preferences {
  readonly theme: "" | "dark" | "light";
  readonly singleKeys: "on" | "off";
}

const defaults: Preferences = { theme: "", singleKeys: "on" };
const listeners = new Set<() => void>();
const unsaved = new Map<string, string>();

function storageKey(name: keyof Preferences): string {
  return `muster.${name}`;
}

export function readPreference<K extends keyof Preferences>(name: K): Preferences[K] {
  let kept: string | null | undefined = unsaved.get(name);
  try {
    kept ??= localStorage.getItem(storageKey(name));
  } catch {
    // Storage is blocked: what was chosen since the load is all there is.
  }
  return (kept ?? defaults[name]) as Preferences[K];
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  unsaved.set(name, value);
  try {
    localStorage.setItem(storageKey(name), value);
  } catch {
    // See readPreference.
  }
  for (const listener of listeners) listener();
}

export function subscribeToPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreference<K extends keyof Preferences>(name: K): Preferences[K] {
  return useSyncExternalStore(subscribeToPreferences, () => readPreference(name));
}
