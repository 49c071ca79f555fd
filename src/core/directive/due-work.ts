/** What falls due about a directive: it begins, asks to be renewed, expires, and gives back what it held. */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { limits } from "../limits.ts";
import type { RegionState } from "../state/region-state.ts";
import { directiveStates } from "../vocabulary.ts";
import { askDirectiveRenewal, beginDirective, expireDirective } from "./changes.ts";
import { restoreIncident } from "./settle.ts";

const states = directiveStates.code;

/** `at` is when it was due. */
export function doDirectivePiece(state: RegionState, at: Instant, row: number): void {
  const { directives } = state.columns;
  if (directives.state[row] === states.over) restoreSome(state, at, row);
  else if (directives.state[row] === states.planned) beginDirective(state, at, row);
  else if (directives.asked[row] === 0) {
    askDirectiveRenewal(state, at, row);
    raiseAlarm(state, at, "directive to renew", directives.number[row]);
  } else {
    endDirectiveAlarm(state, at, row);
    expireDirective(state, at, row);
  }
}

export function endDirectiveAlarm(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.directives.alarm, row);
}

/** So many incidents with every piece of due work; the next piece is due at once. */
function restoreSome(state: RegionState, at: Instant, row: number): void {
  const { incidents, directives, head } = state.columns;
  const number = directives.number[row];
  let left = limits.restoredPerPiece;
  for (let each = 0; each < head.incidentRows[0] && left > 0; each += 1) {
    if (incidents.directive[each] !== number) continue;
    restoreIncident(state, at, each, "directive over");
    left -= 1;
  }
}
