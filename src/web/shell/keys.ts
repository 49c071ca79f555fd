/**
 * What the console's keys do: single keys (which a person can switch off, WCAG 2.1.4), F6 and Escape. They are taken
 * before any table's own keys and never while somebody types. The list of all keys is key-list.ts.
 */

import { useEffect } from "react";
import type { Role } from "../../core/vocabulary.ts";
import { printManualPack } from "../manual-pack/print-manual-pack.ts";
import { readPreference } from "../view/preferences.ts";
import { changeView, closeTop, getViewState, openContact, openPanel } from "../view/view-state.ts";
import { isSingleKey, type SingleKey } from "./key-list.ts";

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

interface KeyContext {
  readonly region: string;
  readonly role: Role;
  /** Takes the first of what nobody works on. */
  readonly takeNext: () => void;
}

const singleActs: { readonly [K in SingleKey]: (context: KeyContext) => void } = {
  n: () => openContact("new"),
  c: takeContact,
  q: () => focusPart("queue"),
  u: () => focusPart("units"),
  m: () => focusPart("map"),
  a: () => openPanel("alarms"),
  r: () => openPanel("closures"),
  p: () => openPanel("muster"),
  f: () => openPanel("forecast"),
  o: () => openPanel("queue-plan"),
  s: () => openPanel("requests"),
  e: () => openPanel("warnings"),
  x: () => openPanel("aid"),
  k: ({ region, role }) => printManualPack(region, role),
  l: () => openPanel("reduced-crew"),
  t: ({ takeNext }) => takeNext(),
  b: () => changeView({ page: "hand-over" }, true),
  d: () => openPanel("directives"),
  v: () => openPanel("statements"),
  h: () => openPanel("custody"),
  "/": () => document.getElementById("find")?.focus(),
  w: toggleQueue,
  "?": () => openPanel("keys"),
};

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

function handleKey(event: KeyboardEvent, context: KeyContext): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target))
    return;
  if (readPreference("singleKeys") === "off") return;
  if (!isSingleKey(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  singleActs[event.key](context);
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

export function useConsoleKeys({ region, role, takeNext }: KeyContext): void {
  useEffect(() => {
    const handleSingle = (event: KeyboardEvent) => handleKey(event, { region, role, takeNext });
    window.addEventListener("keydown", handleSingle, true);
    window.addEventListener("keydown", handlePartKey, true);
    window.addEventListener("keydown", handleEscape);
    return () => {
      window.removeEventListener("keydown", handleSingle, true);
      window.removeEventListener("keydown", handlePartKey, true);
      window.removeEventListener("keydown", handleEscape);
    };
  }, [region, role, takeNext]);
}
