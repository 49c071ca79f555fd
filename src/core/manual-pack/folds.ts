/** What each event of manual-pack-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { failPack, recoverPack } from "./changes.ts";
import type { ManualPackEvent } from "./manual-pack-events.ts";

export const manualPackFolds: FoldsOf<ManualPackEvent> = {
  "manual-pack.failed": (state, event) => failPack(state, event.at),
  "manual-pack.recovered": (state, event) => recoverPack(state, event.at),
};
