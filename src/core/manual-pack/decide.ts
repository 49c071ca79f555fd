/**
 * Tells the log that the manual pack could not be written, once while it lasts, with an alarm: what the room would go on with
 * is growing old. The alarm ends with the next pack that is written. Not here: making and writing it (live/manual-pack).
 */

import { noInstant } from "../../base/instant.ts";
import { endAlarm, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { refuse } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { failPack, recoverPack } from "./changes.ts";

export function decideManualPack(
  state: RegionState,
  { isWritten }: Extract<Command, { type: "manual-pack.note" }>,
  { at }: CommandContext,
): Decision {
  if (typeof isWritten !== "boolean")
    return reject(
      refuse("value.invalid", `isWritten: got ${shown(isWritten)}, expected true or false`),
    );
  const { manualPack } = state.columns;
  if (isWritten === (manualPack.failedAt[0] === noInstant))
    return reject(refuse("manual-pack.unchanged", "that is told already"));
  if (isWritten) {
    endAlarm(state, at, manualPack.alarm[0]);
    recoverPack(state, at);
  } else {
    failPack(state, at);
    raiseAlarm(state, at, "manual pack not written", 0);
  }
  return accept();
}
