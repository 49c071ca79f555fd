/** The chain of an item from the server's log, asked for while somebody looks at it and again when the item changed hands. */

import { useEffect, useState } from "react";
import { readJson } from "../api/client.ts";
import { useConsole } from "../live/use-region.ts";

export interface ChainLink {
  readonly position: number;
  /** Instant in microseconds. */
  readonly at: number;
  readonly by: string;
  readonly says: string;
}

export interface Chain {
  /** The last hand first. */
  readonly lines: readonly ChainLink[];
  /** Where the next page begins; 0 = this is all. */
  readonly next: number;
}

/** `end`: position of the item's last event. Undefined until it is there, or when it can't be had. */
export function useChain(code: string, end: number): Chain | undefined {
  const { region } = useConsole();
  const [chain, setChain] = useState<Chain | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const path = `/api/regions/${encodeURIComponent(region)}/custody/${encodeURIComponent(code)}/chain?from=${end}`;
    readJson<Chain>(path, { signal: stop.signal }).then(setChain, () => undefined);
    return () => stop.abort();
  }, [region, code, end]);
  return chain;
}
