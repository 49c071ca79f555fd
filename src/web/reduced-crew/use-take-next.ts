/** The key that takes the next work, wherever one is on the console. What fails is shown where the work is opened. */

import { useCallback } from "react";
import { useConsole, useSend } from "../live/use-region.ts";
import { findWatching, listWork } from "../live/work-rows.ts";
import { openPanel } from "../view/view-state.ts";
import { takeWork } from "./take-work.ts";

export function useTakeNext(): () => void {
  const { source, session } = useConsole();
  const send = useSend();
  const account = session.account.id;
  return useCallback(() => {
    const view = source.findView();
    const [next] = view === undefined ? [] : listWork(view, findWatching(view, account));
    if (next === undefined) openPanel("reduced-crew");
    else takeWork(next, send).catch(() => openPanel("reduced-crew"));
  }, [source, send, account]);
}
