/**
 * A plan of the queue kept as a fact, so that replay never solves again and an overseer sees what was proposed, how far
 * it may have been from the best, and who had waited too long. It changes no column: sending is a command of its own.
 * Only the server itself says this, for the person who asked.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkText, checkUnit, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import { queuePlanMethods, type PlannedVisit, type QueuePlanned } from "./queue-plan-events.ts";

export type RecordQueuePlan = Extract<Command, { type: "queue.record-plan" }>;
/** The facts of one plan. */
export type QueuePlanRecord = Omit<QueuePlanned, "type" | "at" | "entered" | "by">;

export function decideRecordQueuePlan(
  state: RegionState,
  command: RecordQueuePlan,
  context: CommandContext,
): Decision {
  const { type: _type, ...record } = command;
  const fault =
    checkText("askedBy", record.askedBy, limits.nameLength) ??
    checkAmounts(record) ??
    checkLists(record) ??
    record.visits
      .map((visit) => checkVisit(visit) ?? checkUnit(state, visit.unit))
      .find((each) => each !== undefined);
  if (fault !== undefined) return reject(fault);
  recordQueuePlan(state, context.at, record);
  return accept();
}

function checkAmounts({ method, ...record }: QueuePlanRecord): Refusal | undefined {
  if (!queuePlanMethods.includes(method))
    return refuse("value.invalid", `method: expected one of ${queuePlanMethods.join(", ")}`);
  for (const field of ["madeAt", "cost", "bound", "callByCallCost", "leftOut"] as const)
    if (
      typeof record[field] !== "number" ||
      !(Number.isFinite(record[field]) && record[field] >= 0)
    )
      return refuse("value.invalid", `${field}: got ${shown(record[field])}, expected 0 or more`);
  return undefined;
}

function checkLists({ visits, unserved }: QueuePlanRecord): Refusal | undefined {
  for (const [name, list] of [
    ["visits", visits],
    ["unserved", unserved],
  ] as const)
    if (!Array.isArray(list) || list.length > limits.plannedVisits)
      return refuse("value.invalid", `${name}: expected a list of ${limits.plannedVisits} at most`);
  const wrong = unserved.find((incident) => !Number.isSafeInteger(incident));
  if (wrong !== undefined)
    return refuse("value.invalid", `unserved: got ${shown(wrong)}, expected incident numbers`);
  return undefined;
}

function checkVisit(visit: PlannedVisit): Refusal | undefined {
  if (typeof visit !== "object" || visit === null)
    return refuse("value.invalid", `a visit: got ${shown(visit)}, expected a unit and an incident`);
  const { incident, order, arrivesSeconds } = visit;
  for (const value of [incident, order, arrivesSeconds])
    if (!Number.isSafeInteger(value) || value < 0)
      return refuse("value.invalid", `a visit: got ${shown(value)}, expected a whole number`);
  return undefined;
}

export function recordQueuePlan(state: RegionState, at: Instant, record: QueuePlanRecord): void {
  advance(state, at);
  if (state.sink.open)
    state.sink.put({
      type: "queue.planned",
      at,
      entered: state.enteredAt,
      by: state.by,
      askedBy: record.askedBy,
      madeAt: record.madeAt,
      method: record.method,
      cost: record.cost,
      bound: record.bound,
      callByCallCost: record.callByCallCost,
      visits: record.visits,
      unserved: record.unserved,
      leftOut: record.leftOut,
    });
}
