/**
 * A log as far as a position or an instant: the state that a branch begins with. It is folded by the same changes as the
 * live room's, and holds no text: a rehearsal needs nobody's words. Not here: where the log is read from.
 */
import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { makeRegionState, type RegionState } from "../../core/state/region-state.ts";

/** The last event that is folded: by its position, or by when it was entered. */
export type BranchPoint = { readonly position: number } | { readonly at: Instant };

export interface Replayed {
  readonly state: RegionState;
  /** When the last folded event was entered; 0 = none was. */
  readonly lastAt: Instant;
  /** Events after the point, in their order. */
  readonly rest: Iterable<CoreEvent>;
}

/** `rest` goes on where the fold ended: it is read once. */
export function replayUntil(events: Iterable<CoreEvent>, point: BranchPoint): Replayed {
  const state = makeRegionState({}, false);
  const iterator = events[Symbol.iterator]();
  let lastAt: Instant = 0;
  let next = iterator.next();
  while (next.done !== true && isBefore(state, next.value, point)) {
    evolve(state, next.value);
    lastAt = next.value.entered;
    next = iterator.next();
  }
  return { state, lastAt, rest: restOf(next, iterator) };
}

function isBefore({ columns }: RegionState, event: CoreEvent, point: BranchPoint): boolean {
  if ("at" in point) return event.entered <= point.at;
  return columns.head.position[0] < point.position;
}

function* restOf(
  first: IteratorResult<CoreEvent>,
  iterator: Iterator<CoreEvent>,
): Generator<CoreEvent> {
  for (let next = first; next.done !== true; next = iterator.next()) yield next.value;
}
