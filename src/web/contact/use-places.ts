/**
 * Asks the server's place search while somebody types: at most one question at a time per field, the last one wins.
 * When the search can't be reached the form goes on without it; the caller then sees `undefined`, not "nothing found".
 */

import { useEffect, useState } from "react";
import { placeLimits } from "../../wire/places/place-source.ts";
import { readJson } from "../api/client.ts";
import type { FoundPlace, MapAbout } from "./place-choice.ts";

const waitMillis = 120;
/** Shorter texts find half the town. */
export const shortestQuery = 2;

interface PlacesAnswer {
  readonly places: readonly FoundPlace[];
  readonly map: MapAbout;
}

export interface PlacesFound {
  /** The text these belong to. */
  readonly query: string;
  /** Undefined = the search did not answer. */
  readonly places: readonly FoundPlace[] | undefined;
  /** Undefined until the search has answered. */
  readonly map: MapAbout | undefined;
}

const nothing: PlacesFound = { query: "", places: [], map: undefined };

export function usePlaces(region: string, text: string): PlacesFound {
  const query = text.trim();
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (query.length < shortestQuery) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const path = `/api/regions/${encodeURIComponent(region)}/places?q=${encodeURIComponent(query.slice(0, placeLimits.queryLength))}`;
      readJson<PlacesAnswer>(path, { signal: stop.signal }).then(
        ({ places, map }) => setFound({ query, places, map }),
        () => {
          if (!stop.signal.aborted) setFound({ query, places: undefined, map: undefined });
        },
      );
    }, waitMillis);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [region, query]);
  return query.length < shortestQuery ? nothing : found;
}
