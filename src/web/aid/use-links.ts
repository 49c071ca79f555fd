/**
 * How the links to the neighbours stand: telemetry of the server, so it is asked for and not folded. In a replay there is none.
 */

import { useEffect, useState } from "react";
import type { LinkPicture } from "../../wire/shown-link.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

export interface ShownLink extends LinkPicture {
  readonly region: string;
}

export interface ShownLinks {
  readonly links: readonly ShownLink[];
  /** Why the server does not say; empty = it does. */
  readonly fault: string;
}

const none: ShownLinks = { links: [], fault: "" };

/** Asked every so many milliseconds while `isWanted`. */
export function useLinks(everyMillis: number, isWanted: boolean): ShownLinks {
  const { region, isReplaying } = useConsole();
  const asks = isWanted && !isReplaying;
  const [shown, setShown] = useState<ShownLinks>(none);
  useEffect(() => {
    if (!asks) return;
    const stop = new AbortController();
    const path = `/api/regions/${encodeURIComponent(region)}/aid`;
    const ask = async (): Promise<void> => {
      try {
        const { neighbours } = await readJson<{ neighbours: readonly ShownLink[] }>(path, { signal: stop.signal }); // prettier-ignore
        setShown({ links: neighbours, fault: "" });
      } catch (thrown) {
        if (stop.signal.aborted) return;
        setShown(({ links }) => ({ links, fault: messageOf(thrown) }));
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, asks, everyMillis]);
  return asks ? shown : none;
}
