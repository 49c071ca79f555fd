/**
 * The history of an incident from the server's log, asked for while somebody looks at it and again when the incident
 * changed. Undefined until it is there, or when it can't be had: the panel then shows what follows from the fold.
 */

import { useEffect, useState } from "react";
import { readJson } from "../api/client.ts";
import { useConsole } from "../live/use-region.ts";

export interface HistoryLine {
  readonly position: number;
  /** Instant in microseconds. */
  readonly at: number;
  readonly by: string;
  readonly says: string;
}

export interface History {
  /** False = only the newest part; the log was too long to read through. */
  readonly complete: boolean;
  /** Oldest first. */
  readonly lines: readonly HistoryLine[];
}

/** `version` changes whenever the incident does. */
export function useHistory(
  incident: number,
  isWanted: boolean,
  version: unknown,
): History | undefined {
  const { region, live, source } = useConsole();
  const [history, setHistory] = useState<History | undefined>(undefined);
  const isLive = source === live;
  useEffect(() => {
    if (!isWanted || !isLive || version === undefined) return undefined;
    const stop = new AbortController();
    const path = `/api/regions/${encodeURIComponent(region)}/incidents/${incident}/history`;
    readJson<History>(path, { signal: stop.signal }).then(setHistory, () => undefined);
    return () => stop.abort();
  }, [region, incident, isWanted, isLive, version]);
  return isLive ? history : undefined;
}
