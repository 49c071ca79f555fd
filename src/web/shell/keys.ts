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

/** Where the focus goes in a part: its grid or map, else its first control. */
function findFocusTarget(id: string): HTMLElement | undefined {
  const part = document.getElementById(id);
  const target =
    part?.querySelector<HTMLElement>('[role="grid"], canvas') ??
    part?.querySelector<HTMLElement>(
      "input:not(:disabled), button:not(:disabled), textarea, select",
    );
  return target ?? undefined;
}

function focusPart(id: string): void {
  findFocusTarget(id)?.focus();
}

/** The parts that F6 goes round, in reading order; one that is not on the screen is left out. */
const partIds = ["command", "contacts", "queue", "units", "map", "details", "time"] as const;

function goRound(step: 1 | -1): void {
  const present = partIds.filter((id) => findFocusTarget(id) !== undefined);
  const at = present.findIndex((id) =>
    document.getElementById(id)?.contains(document.activeElement),
  );
  const next = present[(at + step + present.length) % present.length];
  if (next !== undefined) focusPart(next);
}

export const consoleKeys: readonly ConsoleKey[] = [
  { key: "n", what: "New contact", isSingle: true, run: () => openContact("new") },
  { key: "c", what: "Answer or open the most urgent contact", isSingle: true, run: takeContact },
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
  { key: "F6", what: "Next part of the screen (Shift+F6: the one before)", isSingle: false },
  { key: "Enter", what: "Open the selected row", isSingle: false },
  { key: "Esc", what: "Close what is on top in the side panel", isSingle: false },
  { key: "Ctrl+K", what: "Command line", isSingle: false },
  {
    key: "Ctrl+Enter",
    what: "Contact form: open the incident from anywhere in it",
    isSingle: false,
  },
  { key: "Alt+1 … 5", what: "Contact form: join the suggested incident", isSingle: false },
  { key: "Alt+E", what: "Contact form: end without an incident", isSingle: false },
  {
    key: "Space, Enter",
    what: "Recommendation: pick a unit, send what is picked",
    isSingle: false,
  },
];

/** The strip lists the most urgent first. */
function takeContact(): void {
  document.querySelector<HTMLElement>(".contact-line button")?.click();
}

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

/** F6 works while typing, too: it is the way out of a field for those who never touch a mouse. */
function handlePartKey(event: KeyboardEvent): void {
  if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  goRound(event.shiftKey ? -1 : 1);
}

/** Escape closes the side panel unless something inside (a menu, a dialog) used it first. */
function handleEscape(event: KeyboardEvent): void {
  if (
    event.key !== "Escape" ||
    event.defaultPrevented ||
    document.querySelector('[role="dialog"], [role="listbox"]')
  )
    return;
  const hadFocus = document.getElementById("details")?.contains(document.activeElement) === true;
  closeTop();
  // What had the focus is gone with the panel; the queue is where one goes on.
  if (hadFocus) setTimeout(() => document.activeElement === document.body && focusPart("queue"));
}

export function useConsoleKeys(): void {
  useEffect(() => {
    window.addEventListener("keydown", handleKey, true);
    window.addEventListener("keydown", handlePartKey, true);
    window.addEventListener("keydown", handleEscape);
    return () => {
      window.removeEventListener("keydown", handleKey, true);
      window.removeEventListener("keydown", handlePartKey, true);
      window.removeEventListener("keydown", handleEscape);
    };
  }, []);
}
