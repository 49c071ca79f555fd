/** The type of a fold: one function per event type, in the folder of its thing; evolve.ts puts them together. */

import type { CoreEvent, EventType } from "./events.ts";
import type { RegionState } from "./state/region-state.ts";

/** What an event of type T does to the state. It throws BugError when the event does not follow from the log before it. */
export type Fold<T extends EventType> = (
  state: RegionState,
  event: Extract<CoreEvent, { type: T }>,
) => void;

/** The folds of some of the events: each thing of the core keeps its own beside its changes. */
export type FoldsOf<E extends CoreEvent> = { readonly [T in E["type"]]: Fold<T> };
