/**
 * The timer of a request: while something is owed, the next step of its escalation; once it has ended, when it leaves the
 * state. One due time at a time, derived from the row alone.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  requestDirections,
  requestKinds,
  requestStates,
  type RequestState,
} from "../vocabulary.ts";

const states = requestStates.code;

/** Not released, refused or withdrawn: somebody owes something. */
export function isOpenRequest(state: RegionState, row: number): boolean {
  const code = state.columns.requests.state[row];
  return code !== states.none && code < states.released;
}

/** When the next act is owed of what came into `requestState` at `at`; a time of arrival that was given goes first. */
export function deadlineOf(
  state: RegionState,
  requestState: RequestState,
  at: Instant,
  etaAt: Instant = noInstant,
): Instant {
  if (requestState === "on the way" && etaAt > at) return etaAt;
  return at + getPolicy(state).requests.owed[requestState];
}

/** Whether it is an escort that somebody asks of us: its sign is owed at fixed times. */
export function isAskedEscort(state: RegionState, row: number): boolean {
  const { kind, direction } = state.columns.requests;
  return (
    kind[row] === requestKinds.code.escort && direction[row] === requestDirections.code.incoming
  );
}

/** Until when an escort that was asked for `askedAt` must be acknowledged, and answered once it was received at `at`. */
export function escortDeadline(state: RegionState, askedAt: Instant, at: Instant): Instant {
  const { escortAcknowledge, escortUnmet } = getPolicy(state).requests;
  if (at === askedAt) return at + escortAcknowledge;
  return Math.max(askedAt + escortUnmet, at + escortAcknowledge);
}

/** Sets the timer anew; every change of a request ends with it. */
export function scheduleRequest(state: RegionState, row: number): void {
  const { requests, head } = state.columns;
  const dueAt = isOpenRequest(state, row)
    ? sooner(requests.stepAt[row], requests.unmetAt[row])
    : requests.endedAt[row] + getPolicy(state).retire;
  setDue(requests, head.requestHeap, row, dueAt);
}

function sooner(a: Instant, b: Instant): Instant {
  if (a === noInstant) return b;
  return b === noInstant ? a : Math.min(a, b);
}
