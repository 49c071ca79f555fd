/**
 * What would happen: the same authority, the same rules, on a copy of the state that is thrown away. The person sees
 * each event as a sentence, the warnings, or the refusal, before anything is done.
 */

import type { Actor } from "../core/authority.ts";
import type { Command } from "../core/commands.ts";
import type { Refusal, Warning } from "../core/refusal.ts";
import type { RegionState } from "../core/state/region-state.ts";
import { decideCommands } from "./decide-commands.ts";
import { describeEvent } from "./describe-event.ts";
import { forkWithText } from "./fork.ts";
import type { RegionRuntime } from "./region-runtime.ts";

export interface Preview {
  readonly commands: readonly Command[];
  readonly events: readonly string[];
  readonly warnings: readonly Warning[];
  readonly refusal?: Refusal;
}

export function previewCommands(
  region: Pick<RegionRuntime, "state" | "world" | "now">,
  read: (state: RegionState) => readonly Command[],
  actor: Actor,
): Preview {
  const fork = forkWithText(region.state);
  const commands = read(fork);
  const now = region.now();
  const decided = decideCommands(fork, commands, actor, { now, at: now }, region.world);
  if ("refusal" in decided) return { commands, events: [], warnings: [], refusal: decided.refusal };
  return {
    commands,
    events: decided.events.map((event) => describeEvent(event, fork)),
    warnings: decided.warnings,
  };
}
