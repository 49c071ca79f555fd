/** What must hold of warnings in every state: one that is issued misses somebody, and nothing but an acknowledgement ends its alarm. */

import { missingRoles } from "../../core/warning/changes.ts";
import { findWarningRow, type RegionState } from "../../core/state/region-state.ts";
import { warningStates } from "../../core/vocabulary.ts";
import { equal, usedRows, type Say } from "./fault-tools.ts";

export function checkWarnings(state: RegionState, say: Say): void {
  const { warnings, head } = state.columns;
  const used = usedRows(state, "warnings");
  let open = 0;
  for (const row of used) {
    const name = `warning ${warnings.number[row]}`;
    equal(say, `${name}: its row`, findWarningRow(state, warnings.number[row]), row);
    const isIssued = warnings.state[row] === warningStates.code.issued;
    const isEnded = warnings.state[row] === warningStates.code.ended;
    if (!isEnded) open += 1;
    if (warnings.roles[row] === 0) say(`${name} is for nobody`);
    equal(say, `${name}: somebody is missing`, missingRoles(state, row).length > 0, isIssued);
    equal(say, `${name}: alarm`, warnings.alarm[row] >= 0, isIssued && warnings.step[row] > 0);
    if (isIssued && warnings.step[row] === 0 && warnings.dueAt[row] === 0)
      say(`${name} waits without an escalation to come`);
    equal(say, `${name}: ended`, warnings.endedAt[row] > 0, isEnded);
  }
  equal(say, "open warnings", head.openWarnings[0], open);
}
