/** How an intent becomes a command of one type: what random-command.ts and the files of single things share. */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { Intent } from "./random-choice.ts";

type Facts<T extends CommandType> = Omit<Extract<Command, { type: T }>, "type">;
type Make<T extends CommandType> = (state: RegionState, intent: Intent, now: Instant) => Facts<T>;

export interface Kind<T extends CommandType> {
  /** How often it comes up; they follow a busy hour. */
  readonly weight: number;
  readonly make: Make<T>;
}

export function reasonOf({ c }: Intent): string {
  return c % 8 === 0 ? "" : "said so";
}
