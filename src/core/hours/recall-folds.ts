/** What each event of recall-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { knownPerson } from "../state/logged-rows.ts";
import { answerRecall, endRecall, recallPerson } from "./recall-changes.ts";
import type { RecallEvent } from "./recall-events.ts";

export const recallFolds: FoldsOf<RecallEvent> = {
  "person.recalled": (state, event) => {
    const person = knownPerson(state, event.person);
    recallPerson(state, event.at, person, event, event.text?.reason ?? "");
  },
  "recall.answered": (state, event) => {
    answerRecall(state, event.at, knownPerson(state, event.person), event.answer, event.etaAt);
  },
  "recall.ended": (state, event) => {
    endRecall(state, event.at, knownPerson(state, event.person), event.end, event.text?.reason);
  },
};
