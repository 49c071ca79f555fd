/**
 * What must hold of requests in every state: each open one has an owner, a deadline and either a next step of its escalation or
 * the alarm of the last; an alarm stands exactly while it is escalated; and what ended did so by one of the three ends.
 */

import { getRequestFacts } from "../../core/request/changes.ts";
import { isOpenRequest } from "../../core/request/schedule.ts";
import { findRequestRow, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { requestStates } from "../../core/vocabulary.ts";
import { equal, usedRows, type Say } from "./fault-tools.ts";

export function checkRequests(state: RegionState, say: Say): void {
  const used = usedRows(state, "requests");
  for (const row of used) checkRequest(state, row, say);
  const open = used.filter((row) => isOpenRequest(state, row)).length;
  equal(say, "open requests", state.columns.head.openRequests[0], open);
  equal(say, "requests with facts", state.facts.requests.filter(Boolean).length, used.length);
}

function checkRequest(state: RegionState, row: number, say: Say): void {
  const { requests } = state.columns;
  const name = `request ${requests.number[row]}`;
  equal(say, `${name}: its row`, findRequestRow(state, requests.number[row]), row);
  const isOpen = isOpenRequest(state, row);
  const { owner } = getRequestFacts(state, row);
  if (owner.name === "") say(`${name} has no owner`);
  equal(say, `${name}: ended`, requests.endedAt[row] > 0, !isOpen);
  equal(say, `${name}: deadline`, requests.deadlineAt[row] > 0, isOpen);
  equal(say, `${name}: alarm`, requests.alarm[row] >= 0, isOpen && requests.step[row] > 0);
  const { chain } = getPolicy(state).requests.rule;
  if (isOpen && requests.dueAt[row] === 0 && requests.step[row] < Math.min(1, chain.length))
    say(`${name} waits without a step to come and without an alarm`);
  if (!isOpen && requests.dueAt[row] === 0) say(`${name} has ended and never leaves`);
  const code = requests.state[row];
  const isFurther = code > requestStates.code.asked && code < requestStates.code.withdrawn;
  if (isFurther && requests.receivedAt[row] === 0) say(`${name} went on without a receipt`);
  if (requests.promised[row] > requests.quantity[row])
    say(`${name} is promised more than it asks for`);
}
