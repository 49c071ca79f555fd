/** What each event of community-events.ts does to the state: the change that its decider called. */

import { BugError } from "../../base/assert.ts";
import type { FoldsOf } from "../fold.ts";
import { contactRow } from "../state/logged-rows.ts";
import { getPolicy } from "../state/region-state.ts";
import { gradeContact, makeCheckOn, setRefuge } from "./changes.ts";
import type { CommunityEvent } from "./community-events.ts";

function known(index: ReadonlyMap<string, number>, what: string, code: string): number {
  const found = index.get(code);
  if (found === undefined)
    throw new BugError(`the log names the ${what} "${code}", which the region does not have`);
  return found;
}

export const communityFolds: FoldsOf<CommunityEvent> = {
  "contact.graded": (state, event) => {
    const { at, contact, sourceGrade, contentGrade } = event;
    gradeContact(state, at, contactRow(state, contact), sourceGrade, contentGrade);
  },
  "refuge.set": (state, event) => {
    const refuge = known(getPolicy(state).refugeIndex, "refuge", event.refuge);
    setRefuge(state, event.at, refuge, event.opening, event.places);
  },
  "check-on.made": (state, event) => {
    const area = known(getPolicy(state).areaIndex, "area", event.area);
    makeCheckOn(state, event.at, area, event.result, event.contact);
  },
};
