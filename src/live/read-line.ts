/**
 * A line of the command grammar as commands of the core.
 */

import type { Command } from "../core/commands.ts";
import type { WarningCode } from "../core/refusal.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { LiveFault } from "./fault.ts";

export function readLine(
  _line: string,
  _state: RegionState,
  _accept: readonly WarningCode[],
): readonly Command[] {
  throw new LiveFault("line.invalid", "The command grammar has not come to this build yet.");
}
