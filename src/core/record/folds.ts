/** What the events of record-events.ts do to the state: they are counted in the log, and change nothing. */

import type { FoldsOf } from "../fold.ts";
import { eraseText, setKeys } from "./decide.ts";
import type { RecordEvent } from "./record-events.ts";

export const recordFolds: FoldsOf<RecordEvent> = {
  "record.text-erased": (state, event) => {
    eraseText(state, event.at, event);
  },
  "record.keys-set": (state, event) => {
    setKeys(state, event.at, event.keys);
  },
};
