/** What falls due about a person's items: off duty for long, and still holding some. The timer is in changes.ts. */

import type { Instant } from "../../base/instant.ts";
import { raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";

/** `at` is when it was due. */
export function doCustodyPiece(state: RegionState, at: Instant, person: number): void {
  raiseAlarm(state, at, "items not handed in", person);
}
