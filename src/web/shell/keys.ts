/**
 * The console's keys in one table: single keys (which a person can switch off, WCAG 2.1.4) and keys with a modifier.
 * They are taken before any table's type-ahead and never while somebody types. Ctrl+K and Ctrl+Enter belong to the
 * command line and the contact form and are listed here only to be shown by the help.
 */

import { useEffect } from "react";
import { readPreference } from "../view/preferences.ts";
import { changeView, closeTop, getViewState, openContact, openPanel } from "../view/view-state.ts";

export interface ConsoleKey {
  readonly key: string;
  readonly what: string;
  /** Undefined: another part listens for it. */
  readonly run?: () => void;
  readonly isSingle: boolean;
}

function focusPart(id: string): void {
  const part = document.getElementById(id);
  const row = part?.querySelector<HTMLElement>(
    '[role="row"][tabindex="0"], [role="grid"], input, canvas',
  );
  (row ?? part)?.focus();
}

export const consoleKeys: readonly ConsoleKey[] = [
  { key: "n", what: "New contact", isSingle: true, run: () => openContact("new") },
  { key: "q", what: "Go to the queue", isSingle: true, run: () => focusPart("queue") },
  { key: "u", what: "Go to the units", isSingle: true, run: () => focusPart("units") },
  { key: "m", what: "Go to the map", isSingle: true, run: () => focusPart("map") },
  { key: "a", what: "Alarms", isSingle: true, run: () => openPanel("alarms") },
  {
    key: "/",
    what: "Search queue and units",
    isSingle: true,
    run: () => document.getElementById("find")?.focus(),
  },
  { key: "w", what: "Queue: waiting or all open", isSingle: true, run: toggleQueue },
  { key: "?", what: "This list of keys", isSingle: true, run: () => openPanel("keys") },
  { key: "Enter", what: "Open the selected row", isSingle: false },
  { key: "Esc", what: "Close what is on top in the side panel", isSingle: false },
  { key: "Ctrl+K", what: "Command line", isSingle: false },
  {
    key: "Ctrl+Enter",
    what: "Contact form: open the incident from anywhere in it",
    isSingle: false,
  },
];

function toggleQueue(): void {
  changeView({ queue: getViewState().queue === "open" ? "waiting" : "open" });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target))
    return;
  if (readPreference("singleKeys") === "off") return;
  const found = consoleKeys.find((known) => known.isSingle && known.key === event.key);
  if (found?.run === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  found.run();
}

/** Escape closes the side panel unless something inside (a menu, a dialog) used it first. */
function handleEscape(event: KeyboardEvent): void {
  if (
    event.key !== "Escape" ||
    event.defaultPrevented ||
    document.querySelector('[role="dialog"], [role="listbox"]')
  )
    return;
  closeTop();
}

export function useConsoleKeys(): void {
  useEffect(() => {
    window.addEventListener("keydown", handleKey, true);
    window.addEventListener("keydown", handleEscape);
    return () => {
      window.removeEventListener("keydown", handleKey, true);
      window.removeEventListener("keydown", handleEscape);
    };
  }, []);
}
