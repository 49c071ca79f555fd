/**
 * Everything a person may want to send to a colleague or find again after a reload is in the address: region, what
 * is open, filters, map place, theme, replay time. `useViewState` reads it, `change(part)` writes it; a change a
 * person would want "back" for is pushed, the rest replaces. What is deliberately not here: half-typed text.
 */

import { useSyncExternalStore } from "react";

export interface ViewState {
  readonly page: "console" | "accounts";
  readonly region: string;
  /** Open incident, 0 = none. */
  readonly incident: number;
  /** Open contact: a number, `new` for an empty form, or empty. */
  readonly contact: string;
  /** Open unit; -1 = none. */
  readonly unit: number;
  /** Open side panel besides those. */
  readonly panel: "" | "alarms" | "no-unit" | "keys";
  /** Parts of the screen that are shown, for rooms with several screens. */
  readonly show: string;
  readonly queue: "waiting" | "open";
  readonly units: "on" | "free" | "all";
  /** Area code filter; empty = all. */
  readonly area: string;
  /** Words to search in both tables. */
  readonly find: string;
  /** `zoom/lat/lon` of the map. */
  readonly map: string;
  readonly theme: "" | "dark" | "light";
  /** Replay instant in microseconds; 0 = live. */
  readonly at: number;
}

export const firstViewState: ViewState = {
  page: "console",
  region: "",
  incident: 0,
  contact: "",
  unit: -1,
  panel: "",
  show: "queue,units,map",
  queue: "waiting",
  units: "on",
  area: "",
  find: "",
  map: "",
  theme: "",
  at: 0,
};

type Key = keyof ViewState;
const keys = Object.keys(firstViewState) as Key[];
const choices: Partial<Record<Key, readonly string[]>> = {
  page: ["console", "accounts"],
  panel: ["", "alarms", "no-unit", "keys"],
  queue: ["waiting", "open"],
  units: ["on", "free", "all"],
  theme: ["", "dark", "light"],
};

/** Reads an address's query; what can't be understood is left at its first value. */
export function viewStateFromQuery(query: string): ViewState {
  const given = new URLSearchParams(query);
  const state: Record<string, string | number> = { ...firstViewState };
  for (const key of keys) {
    const value = given.get(key);
    if (value === null) continue;
    if (typeof firstViewState[key] === "number") {
      if (/^\d{1,16}$/.test(value)) state[key] = Number(value);
    } else if (choices[key]?.includes(value) ?? true) state[key] = value.slice(0, 200);
  }
  return state as unknown as ViewState;
}

/** The query of a view state, with `?`; first values are left out. */
export function queryFromViewState(state: ViewState): string {
  const query = new URLSearchParams();
  for (const key of keys)
    if (state[key] !== firstViewState[key]) query.set(key, String(state[key]));
  const text = query.toString();
  return text === "" ? location.pathname : `?${text}`;
}

let current = viewStateFromQuery(location.search);
const listeners = new Set<() => void>();

function publish(state: ViewState): void {
  current = state;
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", () => publish(viewStateFromQuery(location.search)));

export function getViewState(): ViewState {
  return current;
}

/** Merges a part into the address. `push` makes it a step that "back" undoes. */
export function changeView(part: Partial<ViewState>, push = false): void {
  const next = { ...current, ...part };
  if (keys.every((key) => next[key] === current[key])) return;
  const address = queryFromViewState(next);
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  publish(next);
}

export function openIncident(incident: number): void {
  changeView({ incident, contact: "", unit: -1, panel: "" }, true);
}

export function openContact(contact: number | "new"): void {
  changeView({ contact: String(contact), panel: "" }, true);
}

export function openUnit(unit: number): void {
  changeView({ unit, incident: 0, contact: "", panel: "" }, true);
}

export function openPanel(panel: ViewState["panel"]): void {
  changeView({ panel }, true);
}

/** Closes what is on top in the side panel. */
export function closeTop(): void {
  if (current.panel !== "") changeView({ panel: "" }, true);
  else if (current.contact !== "") changeView({ contact: "" }, true);
  else changeView({ incident: 0, unit: -1 }, true);
}

export function subscribeToView(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useViewState(): ViewState {
  return useSyncExternalStore(subscribeToView, getViewState);
}
