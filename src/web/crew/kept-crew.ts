/**
 * What a phone keeps of its crew, so that the page can be opened without a network: who was signed in, and the last
 * view of the unit and its incidents. It is private (addresses, hazards, notes), so it goes with signing out, with
 * being signed out, and after some hours; nothing here lets anybody do anything, that takes the session's cookie.
 */

import type { Session } from "../api/types.ts";

/** A shift and its overtime; what is older is not shown and is deleted. */
export const keptHours = 12;

const prefix = "muster.crew.";
const sessionKey = "session";

interface Kept<Value> {
  readonly value: Value;
  readonly keptAtMillis: number;
}

export function keep(key: string, value: unknown): void {
  try {
    const kept = { value, keptAtMillis: Date.now() };
    localStorage.setItem(prefix + key, JSON.stringify(kept));
  } catch {
    // Storage is blocked or full: without a network there is nothing to show then.
  }
}

export function findKept<Value>(key: string): Kept<Value> | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + key) ?? "null") as Kept<Value> | null;
    if (kept === null) return undefined;
    const ageMillis = Date.now() - kept.keptAtMillis;
    if (ageMillis >= 0 && ageMillis < keptHours * 3_600_000) return kept;
    localStorage.removeItem(prefix + key);
  } catch {
    // As if there were none.
  }
  return undefined;
}

/** Everything about any crew leaves the phone. What was pressed and not sent yet is the outbox's. */
export function dropKept(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Nothing could be kept, either.
  }
}

export function keepSession(session: Session): void {
  keep(sessionKey, { ...session, csrf: null });
}

/** The session as it was, its clock moved on by the time that has passed on this phone. */
export function findKeptSession(): Session | undefined {
  const kept = findKept<Session>(sessionKey);
  if (kept === undefined) return undefined;
  const { clock } = kept.value;
  const passedMicros = (Date.now() - kept.keptAtMillis) * 1_000 * clock.speed;
  return { ...kept.value, clock: { ...clock, now: Math.round(clock.now + passedMicros) } };
}
