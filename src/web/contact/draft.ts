/**
 * What a call taker has typed about a contact and not sent yet. Every keystroke is kept per contact, in this page and
 * in the tab's session storage, so that Esc, a reload or another contact in between loses nothing. A draft goes when
 * its contact becomes or joins an incident or ends. It is never shared with other consoles; `contact.describe` is.
 */

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Location } from "../../core/events.ts";
import type { Grade, Thrive } from "../../core/vocabulary.ts";
import { useConsole } from "../live/use-region.ts";

export interface Draft {
  readonly callerNumber: string;
  readonly callerName: string;
  /** The place as words. */
  readonly place: string;
  /** Null = nobody asked yet. */
  readonly location: Location | null;
  readonly words: string;
  readonly incidentType: string;
  readonly hazards: readonly string[];
  readonly thrive: Thrive;
  readonly thriveWords: string;
  /** Empty = the suggested one stands. */
  readonly grade: Grade | "";
  /** The caller was told that nobody comes now, in case the service level defers the grade. */
  readonly isTold: boolean;
}

export const emptyDraft: Draft = {
  callerNumber: "",
  callerName: "",
  place: "",
  location: null,
  words: "",
  incidentType: "",
  hazards: [],
  thrive: {},
  thriveWords: "",
  grade: "",
  isTold: false,
};

/** Only what was typed here: a field that nobody touched follows what the log says of the contact. */
export type TypedParts = Partial<Draft>;

/** More drafts than this in one tab: the one touched longest ago is dropped. */
const draftsMost = 50;
const storageKey = "muster.drafts";

type DraftBook = Map<string, TypedParts>;

function loadBook(): DraftBook {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    if (!Array.isArray(kept)) return new Map();
    return new Map(kept as [string, TypedParts][]);
  } catch {
    return new Map();
  }
}

const book = loadBook();
const listeners = new Set<() => void>();

function publish(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...book]));
  } catch {
    // Storage is blocked or full: the drafts live as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whose drafts: another person at this screen, or another region, has their own. */
export function useDraftOwner(): string {
  const { session, region } = useConsole();
  return `${session.account.id}@${region}`;
}

function keyOf(owner: string, contact: string): string {
  return `${owner}/${contact}`;
}

export function findDraft(owner: string, contact: string): TypedParts | undefined {
  return book.get(keyOf(owner, contact));
}

export function keepDraft(owner: string, contact: string, draft: TypedParts): void {
  const key = keyOf(owner, contact);
  book.delete(key);
  book.set(key, draft);
  const [oldest] = book.keys();
  if (book.size > draftsMost && oldest !== undefined) book.delete(oldest);
  publish();
}

export function dropDraft(owner: string, contact: string): void {
  if (book.delete(keyOf(owner, contact))) publish();
}

/** The draft of an empty form becomes the draft of the contact it made. */
export function moveDraft(owner: string, from: string, to: string): void {
  const draft = findDraft(owner, from);
  if (draft === undefined) return;
  book.delete(keyOf(owner, from));
  keepDraft(owner, to, draft);
}

/** Other people's words leave the tab with the person who typed them. */
export function dropAllDrafts(): void {
  book.clear();
  publish();
}

const nothingTyped: TypedParts = {};

/**
 * The draft of one contact: `start`, which is what the log says, under what was typed; how to change part of it; and
 * what was typed alone. Words that come from elsewhere while somebody types in another field are neither hidden nor
 * written over.
 */
export function useDraft(
  owner: string,
  contact: string,
  start: Draft,
): readonly [Draft, (part: TypedParts) => void, TypedParts] {
  const typed = useSyncExternalStore(subscribe, () => findDraft(owner, contact)) ?? nothingTyped;
  const change = useCallback(
    (part: TypedParts) => {
      keepDraft(owner, contact, { ...findDraft(owner, contact), ...part });
    },
    [owner, contact],
  );
  const draft = useMemo(() => ({ ...start, ...typed }), [start, typed]);
  return [draft, change, typed];
}
