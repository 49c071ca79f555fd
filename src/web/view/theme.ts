/**
 * Dark for the room, light for offices: `theme=` in the address wins, then what was chosen on this screen before, then
 * dark. The system's preference is not asked, because the consoles of one room must look alike. The theme is an
 * attribute of the page that tokens.css answers to.
 */

import { useSyncExternalStore } from "react";
import { readPreference, subscribeToPreferences } from "./preferences.ts";
import { getViewState, subscribeToView } from "./view-state.ts";

export type Theme = "dark" | "light";

export function getTheme(): Theme {
  const chosen = getViewState().theme || readPreference("theme");
  return chosen === "light" ? "light" : "dark";
}

export function subscribeToTheme(listener: () => void): () => void {
  const stops = [subscribeToView(listener), subscribeToPreferences(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Keeps the page's attribute in step. */
export function followTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset["theme"] = getTheme();
  };
  apply();
  subscribeToTheme(apply);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribeToTheme, getTheme);
}
