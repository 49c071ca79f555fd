/**
 * Everything a person may want to send to a colleague or find again after a reload is in the address: region, what
 * is open, filters, map place, theme, replay time. `useViewState` reads it, `change(part)` writes it; a change a
 * person would want "back" for is pushed, the rest replaces. What is deliberately not here: half-typed text.
 */

import { useSyncExternalStore } from "react";
import { queryFromViewState, viewKeys, viewStateFromQuery, type ViewState } from "./view-query.ts";

let current = viewStateFromQuery(location.search);
const listeners = new Set<() => void>();

function publish(state: ViewState): void {
  current = state;
  for (const listener of listeners) listener();
}

/** Browsers refuse more than about 200 address changes in 30 s; dragging and moving the map make more than that. */
const addressMillis = 200;
let addressTimer: ReturnType<typeof setTimeout> | undefined;

function writeAddress(push: boolean): void {
  clearTimeout(addressTimer);
  addressTimer = undefined;
  const address = queryFromViewState(current) || location.pathname;
  if (push) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

window.addEventListener("popstate", () => {
  clearTimeout(addressTimer);
  addressTimer = undefined;
  publish(viewStateFromQuery(location.search));
});

export function getViewState(): ViewState {
  return current;
}

/** Merges a part into the view. `push` makes it a step that "back" undoes; else the address follows in a moment. */
export function changeView(part: Partial<ViewState>, push = false): void {
  const next = { ...current, ...part };
  if (viewKeys.every((key) => next[key] === current[key])) return;
  if (push) {
    // The step that is left keeps what was changed in it.
    if (addressTimer !== undefined) writeAddress(false);
    current = next;
    writeAddress(true);
  } else addressTimer ??= setTimeout(() => writeAddress(false), addressMillis);
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
