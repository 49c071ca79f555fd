/**
 * What must hold of directives: each that stands has an end and a timer, no Immediate is under one, and its counts are what a second
 * count over the incidents gives.
 */

import { everybody } from "../../core/directive/changes.ts";
import { isImmediate } from "../../core/directive/scope.ts";
import { limits } from "../../core/limits.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { directiveEffects, directiveStates, incidentStates } from "../../core/vocabulary.ts";
import { equal, usedRows, type Say } from "./fault-tools.ts";

export function checkDirectives(state: RegionState, say: Say): void {
  const { directives, incidents } = state.columns;
  const held = new Map<number, number>();
  for (const row of usedRows(state, "incidents")) {
    const directive = incidents.directive[row];
    equal(say, `incident row ${row}: withheld since`, incidents.withheldAt[row] > 0, directive > 0);
    equal(say, `incident row ${row}: barred`, incidents.barred[row] !== 0, directive > 0);
    if (directive === 0) continue;
    held.set(directive, (held.get(directive) ?? 0) + 1);
    const at = directives.number.indexOf(directive);
    if (at < 0) say(`incident row ${row} is under directive ${directive}, which is gone`);
    else {
      const isAll = directives.effect[at] === directiveEffects.code.withhold;
      equal(say, `incident row ${row}: nobody is sent`, incidents.barred[row] === everybody, isAll);
    }
    if (isImmediate(state, row)) say(`incident row ${row} is an Immediate under a directive`);
    if (incidents.state[row] === incidentStates.code.closed)
      say(`incident row ${row} is closed and under a directive`);
  }
  for (const [row, number] of directives.number.entries()) {
    if (number === 0) continue;
    const name = `directive ${number}`;
    const isOver = directives.state[row] === directiveStates.code.over;
    equal(say, `${name}: incidents under it`, directives.open[row], held.get(number) ?? 0);
    if (directives.cited[row] < directives.open[row] + directives.sent[row])
      say(`${name} holds more than was put under it`);
    equal(say, `${name}: timer`, directives.heapIndex[row] >= 0, !isOver || directives.open[row] > 0); // prettier-ignore
    equal(say, `${name}: alarm`, directives.alarm[row] >= 0, directives.asked[row] === 1);
    const from = Math.max(directives.fromAt[row], directives.changedAt[row]);
    if (directives.untilAt[row] - from > limits.directiveMicros + limits.lateEntryMicros)
      say(`${name} stands longer than a week`);
  }
}
