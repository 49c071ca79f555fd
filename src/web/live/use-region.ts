/**
 * The hooks that screens use; nothing else of live/ needs to be known to build one.
 *
 * - `useRegion(select)`: a value of the current view, for example `useRegion((view) => findIncident(view, 1043))`.
 *   `select` runs after every painted change and must be quick; the component renders again only when its result
 *   differs (same.ts compares by value). It may close over props. Copy what the fold changes in place: notes, text.
 * - `useNow()`: the region's clock, renders the component every second (or `everyMillis`). Use it only in the small
 *   component that shows a clock, never in a table or a panel.
 * - `useSend()`: `send(command)` gives the answer or throws `Problem`; in replay and rehearsal it is undefined:
 *   commands are off there, and the buttons must be disabled.
 * - `usePending()`: commands sent whose log position has not come back.
 * - `useLink()`: phase, behind-by-n, feed ages. `useConsole()`: session, region id, view source.
 */

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useReducer,
  useRef,
  useSyncExternalStore,
} from "react";
import type { Instant } from "../../base/instant.ts";
import { BugError } from "../../base/assert.ts";
import type { Command } from "../../core/commands.ts";
import type { CommandAnswer, Session } from "../api/types.ts";
import type { LiveRegion } from "./live-region.ts";
import type { PendingCommand } from "./pending.ts";
import type { LinkStatus, RegionSource, RegionView } from "./region-view.ts";
import { isSame } from "./same.ts";
import { subscribeToTicks } from "./ticker.ts";

export interface ConsoleContext {
  readonly session: Session;
  readonly region: string;
  /** What the screens show: the live region, or a replay of its past. */
  readonly source: RegionSource;
  readonly live: LiveRegion;
  /** True as soon as a replay is asked for, even while the past is still being fetched. */
  readonly isReplaying: boolean;
}

export const consoleContext = createContext<ConsoleContext | undefined>(undefined);

export function useConsole(): ConsoleContext {
  const context = useContext(consoleContext);
  if (context === undefined) throw new BugError("a screen was rendered outside the console");
  return context;
}

export function useRegion<T>(
  select: (view: RegionView) => T,
  same: (a: T, b: T) => boolean = isSame,
): T {
  const { source } = useConsole();
  const last = useRef<
    { readonly view: RegionView; readonly select: unknown; readonly value: T } | undefined
  >(undefined);
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener), [source]);
  return useSyncExternalStore(subscribe, () => {
    const view = source.findView();
    if (view === undefined)
      throw new BugError("a screen was rendered before the region was loaded");
    const kept = last.current;
    if (kept !== undefined && kept.view === view && kept.select === select) return kept.value;
    const selected = select(view);
    const value = kept !== undefined && same(kept.value, selected) ? kept.value : selected;
    last.current = { view, select, value };
    return value;
  });
}

export function useNow(everyMillis = 1000): Instant {
  const { source } = useConsole();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => subscribeToTicks(everyMillis, tick), [everyMillis]);
  return source.now();
}

export function useLink(): LinkStatus {
  const { live } = useConsole();
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  return useSyncExternalStore(subscribe, () => live.getLink());
}

export function usePending(): readonly PendingCommand[] {
  const { live } = useConsole();
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  return useSyncExternalStore(subscribe, () => live.listPending());
}

export type SendCommand = (command: Command) => Promise<CommandAnswer>;

/** Undefined outside LIVE: commands are off there. */
export function useSend(): SendCommand | undefined {
  const { live, isReplaying, session } = useConsole();
  const send = useCallback((command: Command) => live.send(command), [live]);
  return isReplaying || session.mode !== "live" ? undefined : send;
}
