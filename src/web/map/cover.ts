/**
 * The cover of the region as last asked for: which roads a free unit reaches within a grade's target, and what share of
 * each area. Asked for while it is shown, every half minute; the map draws it, the legend lists the same as a table.
 */

import { useSyncExternalStore } from "react";
import type { FeatureCollection } from "geojson";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { countText } from "../view/format.ts";

export interface Cover extends FeatureCollection {
  readonly targetSeconds: number;
  readonly freeUnits: number;
  /** Reached roads without a line on the map. */
  readonly leftOut: number;
  readonly areas: readonly { readonly area: string; readonly share: number | null }[];
}

export interface ShownCover {
  readonly cover: Cover | undefined;
  readonly fault: string;
}

const askAgainMillis = 30_000;
const nothing: ShownCover = { cover: undefined, fault: "" };
let current = nothing;
const listeners = new Set<() => void>();

function publish(shown: ShownCover): void {
  current = shown;
  for (const listener of listeners) listener();
}

export function getCover(): ShownCover {
  return current;
}

/** Keeps asking until what it returns is called. */
export function followCover(region: string, grade: string): () => void {
  const stop = new AbortController();
  const ask = async (): Promise<void> => {
    const path = `/api/regions/${encodeURIComponent(region)}/cover?grade=${grade}`;
    try {
      const cover = await readJson<Cover>(path, { signal: stop.signal });
      if (!stop.signal.aborted) publish({ cover, fault: "" });
    } catch (thrown) {
      if (!stop.signal.aborted) publish({ cover: undefined, fault: messageOf(thrown) });
    }
  };
  void ask();
  const timer = setInterval(() => void ask(), askAgainMillis);
  return () => {
    stop.abort();
    clearInterval(timer);
    publish(nothing);
  };
}

/** What the map does not show of it; "" where it shows all. */
export function coverNote({ leftOut }: Cover): string {
  if (leftOut === 0) return "";
  return `${countText(leftOut, "small road")} not drawn; the shares count all`;
}

export function subscribeToCover(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCover(): ShownCover {
  return useSyncExternalStore(subscribeToCover, getCover);
}
