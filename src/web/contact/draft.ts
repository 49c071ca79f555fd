/**
 * What a call taker has typed about a contact and not sent yet. Every keystroke is kept per contact, in this page and
 * in the tab's session storage, so that Esc, a reload or another contact in between loses nothing. A draft goes when
 * its contact becomes or joins an incident or ends. It is never shared with other consoles; `contact.describe` is.
 */

import { useCallback, useSyncExternalStore } from "react";
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
};

/** More drafts than this in one tab: the one touched longest ago is dropped. */
const draftsMost = 50;
const storageKey = "muster.drafts";

type DraftBook = Map<string, Draft>;

function loadBook(): DraftBook {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "[]");
    if (!Array.isArray(kept)) return new Map();
    return new Map(
      (kept as [string, Partial<Draft>][]).map(([key, draft]) => [
        key,
        { ...emptyDraft, ...draft },
      ]),
    );
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

export function findDraft(owner: string, contact: string): Draft | undefined {
  return book.get(keyOf(owner, contact));
}

export function keepDraft(owner: string, contact: string, draft: Draft): void {
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

/** The draft of one contact, or `start` while nothing was typed; and how to change part of it. */
export function useDraft(
  owner: string,
  contact: string,
  start: Draft,
): readonly [Draft, (part: Partial<Draft>) => void] {
  const kept = useSyncExternalStore(subscribe, () => findDraft(owner, contact));
  const change = useCallback(
    (part: Partial<Draft>) => {
      keepDraft(owner, contact, { ...(findDraft(owner, contact) ?? start), ...part });
    },
    [owner, contact, start],
  );
  return [kept ?? start, change];
}
