/** What the events of record-events.ts do to the state: an erased text and keys change nothing, the others what is known of the record. */

import type { FoldsOf } from "../fold.ts";
import { eraseText, setKeys } from "./decide.ts";
import { catchUp, fallBehind, turnCosigned, turnUncosigned } from "./lag.ts";
import type { RecordEvent } from "./record-events.ts";

export const recordFolds: FoldsOf<RecordEvent> = {
  "record.text-erased": (state, event) => {
    eraseText(state, event.at, event);
  },
  "record.keys-set": (state, event) => {
    setKeys(state, event.at, event.keys);
  },
  "record.fell-behind": (state, event) => {
    fallBehind(state, event.at, event.code);
  },
  "record.caught-up": (state, event) => {
    catchUp(state, event.at);
  },
  "record.uncosigned": (state, event) => {
    turnUncosigned(state, event.at, event);
  },
  "record.cosigned": (state, event) => {
    turnCosigned(state, event.at);
  },
};
