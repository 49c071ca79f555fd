/**
 * How the region's record stands, as the server says: telemetry, so it is asked for and not folded, once for all who show it. In a
 * replay there is none.
 */

import { useSyncExternalStore } from "react";
import { readJson } from "../api/client.ts";
import { isProblem } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

const askMillis = 5_000;

export interface RecordStatus {
  readonly signed: number;
  readonly behind: number;
  readonly behindSeconds: number;
  readonly isLate: boolean;
  /** Null = none since the server started. */
  readonly signedSeconds: number | null;
  readonly witnesses: readonly { readonly name: string; readonly fault: string | null }[];
  readonly requiredWitnesses: number;
  readonly presentWitnesses: number;
  readonly fault: { readonly code: string; readonly message: string } | null;
}

/** Undefined = not known yet, or the server does not say; null = no record is kept. */
export type KnownStatus = RecordStatus | null | undefined;

let asked = "";
let status: KnownStatus;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

async function ask(): Promise<void> {
  const region = asked;
  let answer: KnownStatus;
  try {
    answer = await readJson<RecordStatus>(`/api/regions/${encodeURIComponent(region)}/record`);
  } catch (thrown) {
    answer = isProblem(thrown) && thrown.code === "record.none" ? null : undefined;
  }
  if (asked !== region) return;
  status = answer;
  for (const listener of listeners) listener();
}

function subscribe(region: string, listener: () => void): () => void {
  listeners.add(listener);
  if (asked !== region) {
    asked = region;
    status = undefined;
    void ask();
  }
  timer ??= setInterval(() => void ask(), askMillis);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    asked = "";
  };
}

const none = (): (() => void) => () => {};

export function useRecordStatus(): KnownStatus {
  const { region, isReplaying } = useConsole();
  return useSyncExternalStore(isReplaying ? none : subscriptionOf(region), () =>
    isReplaying ? undefined : status,
  );
}

/** One function for one region, so that nobody subscribes anew at every rendering. */
let subscription = { region: "", subscribe: none as (listener: () => void) => () => void };
function subscriptionOf(region: string): (listener: () => void) => () => void {
  if (subscription.region !== region)
    subscription = { region, subscribe: (listener) => subscribe(region, listener) };
  return subscription.subscribe;
}
