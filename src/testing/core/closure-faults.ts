/**
 * What must hold of closures in every state: each open one has a time at which something happens to it, none outlives
 * its end unsaid, the points stand beside the rows that they belong to, and an alarm is there exactly while it is due.
 */

import { isOpenClosure } from "../../core/closure/schedule.ts";
import { limits } from "../../core/limits.ts";
import { findClosureRow, type RegionState } from "../../core/state/region-state.ts";
import { closureStates, renewalStates } from "../../core/vocabulary.ts";
import { equal, usedRows, type Say } from "./fault-tools.ts";

export function checkClosures(state: RegionState, say: Say): void {
  const { closures, head } = state.columns;
  const used = usedRows(state, "closures");
  for (const row of used) checkClosure(state, row, say);
  equal(say, "closures with points", state.closureShapes.filter(Boolean).length, used.length);
  if (head.closuresVersion[0] > head.position[0])
    say("the closures' version lies ahead of the log");
  if (closures.number.length > limits.closures * 2) say("closures: the table grew past its limit");
}

function checkClosure(state: RegionState, row: number, say: Say): void {
  const { closures, head } = state.columns;
  const name = `closure ${closures.number[row]}`;
  equal(say, `${name}: its row`, findClosureRow(state, closures.number[row]), row);
  if (state.closureShapes[row] === undefined) say(`${name} has no points`);
  if (closures.dueAt[row] <= 0) say(`${name} has no timer`);
  const isOpen = isOpenClosure(state, row);
  equal(say, `${name}: ended`, closures.endedAt[row] > 0, !isOpen);
  if (isOpen && closures.dueAt[row] > closures.expiresAt[row])
    say(`${name} is due after it expires`);
  if (closures.reviewAt[row] > closures.expiresAt[row]) say(`${name} is reviewed after it expires`);
  if (closures.classes[row] === 0) say(`${name} stops nobody`);
  const isOverdue = closures.renewal[row] === renewalStates.code.overdue;
  if (closures.state[row] !== closureStates.code.lifted)
    equal(say, `${name}: alarm`, closures.alarm[row] >= 0, isOverdue);
  else equal(say, `${name}: alarm of a lifted one`, closures.alarm[row], -1);
  if (closures.state[row] === closureStates.code.confirmed && closures.confirmedAt[row] === 0)
    say(`${name} is confirmed at no time`);
  const wasShut = closures.confirmedAt[row] > 0 && closures.begun[row] === 1;
  if (wasShut && head.closuresVersion[0] === 0)
    say(`${name} was shut, and the version never moved`);
}
