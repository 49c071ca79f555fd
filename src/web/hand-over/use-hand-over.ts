/** The hand-over page of a region, asked for anew every few seconds while it is looked at, and after each act. */

import { useCallback, useEffect, useState } from "react";
import type { Command } from "../../core/commands.ts";
import type { HandOverView } from "../../wire/hand-over-schema.ts";
import { readJson, sendCommand } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";

const askAgainMillis = 5_000;

export interface ShownHandOver {
  /** Undefined until the first answer. */
  readonly page: HandOverView | undefined;
  readonly fault: string;
  /** True when the command was accepted. */
  readonly run: (command: Command) => Promise<boolean>;
}

export function useHandOver(region: string): ShownHandOver {
  const [page, setPage] = useState<HandOverView | undefined>(undefined);
  const [fault, setFault] = useState("");
  const ask = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      try {
        const path = `/api/regions/${encodeURIComponent(region)}/hand-over`;
        setPage(await readJson<HandOverView>(path, signal === undefined ? {} : { signal }));
        setFault("");
      } catch (thrown) {
        if (signal?.aborted !== true) setFault(messageOf(thrown));
      }
    },
    [region],
  );
  useEffect(() => {
    const stop = new AbortController();
    const first = setTimeout(() => void ask(stop.signal));
    const timer = setInterval(() => void ask(stop.signal), askAgainMillis);
    return () => {
      stop.abort();
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [ask]);
  const run = useCallback(
    async (command: Command): Promise<boolean> => {
      try {
        await sendCommand(region, command);
      } catch (thrown) {
        setFault(messageOf(thrown));
        return false;
      }
      await ask();
      return true;
    },
    [region, ask],
  );
  return { page, fault, run };
}
