/** What can happen to the manual pack: it can not be written, and can again. */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";

function turnPack(
  state: RegionState,
  at: Instant,
  failedAt: Instant,
  type: "manual-pack.failed" | "manual-pack.recovered",
): void {
  advance(state, at);
  state.columns.manualPack.failedAt[0] = failedAt;
  if (state.sink.open) state.sink.put({ type, at, entered: state.enteredAt, by: state.by });
}

export function failPack(state: RegionState, at: Instant): void {
  turnPack(state, at, at, "manual-pack.failed");
}

export function recoverPack(state: RegionState, at: Instant): void {
  turnPack(state, at, noInstant, "manual-pack.recovered");
}
