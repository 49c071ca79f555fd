/**
 * Deciders of promises. A level defers by its rule (level/follow.ts); here a person does, with a reason, says how a
 * promised call-back went, or takes an incident up again. Who is deferred has a next time always: a call-back that
 * reached nobody is due again, one that reached the caller too while the incident is deferred.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkName,
  checkOrder,
  checkReason,
  checkText,
  reject,
  type Decision,
} from "../decision.ts";
import { findOpenRow } from "../incident/place.ts";
import { settleIncident } from "../incident/settle.ts";
import { unsettleIncident } from "../incident/unsettle.ts";
import { callBackAtOf } from "../level/follow.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { callBackResults, grades, incidentStates } from "../vocabulary.ts";
import { callBackIncident, deferIncident, takeUpIncident } from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const states = incidentStates.code;

function wrongState(state: RegionState, row: number, what: string): Refusal {
  const { incidents } = state.columns;
  const now = incidentStates.names[incidents.state[row]];
  return refuse("incident.wrong-state", `incident ${incidents.number[row]} is ${now}; ${what}`);
}

function checkCallBackAt(at: Instant | undefined, now: Instant): Refusal | undefined {
  if (at === undefined) return undefined;
  if (Number.isSafeInteger(at) && at > now && at <= now + limits.promiseMicros) return undefined;
  return refuse("value.invalid", "callBackAt: expected a time from now on, at most 7 days ahead");
}

/** The promise's alarm stands for a call-back that is owed: an act ends it. */
function settlePromise(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.incidents.promiseAlarm, row);
}

export function decideDefer(
  state: RegionState,
  command: Of<"incident.defer">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const fault =
    checkReason(command.reason) ??
    checkText("told", command.told, limits.noteLength) ??
    checkCallBackAt(command.callBackAt, context.now);
  if (fault !== undefined) return reject(fault);
  const { incidents } = state.columns;
  if (incidents.state[row] !== states.waiting || incidents.heldUnits[row] > 0)
    return reject(
      wrongState(
        state,
        row,
        "only one that waits, with no unit that has it on its stack, can be deferred",
      ),
    );
  const immediate = grades.code.immediate;
  if (incidents.served[row] === immediate || incidents.assessed[row] === immediate)
    return reject(
      wrongState(state, row, "an Immediate is never deferred: it waits in plain sight"),
    );
  unsettleIncident(state, context.at, row, "deferred");
  settlePromise(state, context.at, row);
  const { told, reason } = command;
  const callBackAt = command.callBackAt ?? callBackAtOf(state, context.now);
  const facts = { origin: "person", callBackAt, told: told !== undefined } as const;
  deferIncident(state, context.at, row, facts, {
    ...(told === undefined ? {} : { told }),
    reason,
  });
  settleIncident(state, context.at, row);
  return accept();
}

export function decideTakeUp(
  state: RegionState,
  command: Of<"incident.take-up">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const { incidents } = state.columns;
  if (incidents.state[row] !== states.deferred)
    return reject(wrongState(state, row, "only a deferred one can be taken up"));
  const fault =
    checkReason(command.reason) ??
    checkOrder(context.at, incidents.deferredAt[row], "incident", command.incident);
  if (fault !== undefined) return reject(fault);
  takeUpIncident(state, context.at, row, "person", { reason: command.reason });
  settleIncident(state, context.at, row);
  return accept();
}

export function decideIncidentCallBack(
  state: RegionState,
  command: Of<"incident.call-back">,
  context: CommandContext,
): Decision {
  const row = findOpenRow(state, command.incident, context);
  if (typeof row !== "number") return reject(row);
  const { incidents } = state.columns;
  const fault =
    checkName("result", callBackResults, command.result) ??
    checkText("told", command.told, limits.noteLength) ??
    checkCallBackAt(command.callBackAt, context.now) ??
    checkOrder(context.at, incidents.deferredAt[row], "incident", command.incident);
  if (fault !== undefined) return reject(fault);
  if (incidents.callBackAt[row] === noInstant)
    return reject(wrongState(state, row, "nobody was promised a call-back"));
  if (incidents.callBacks[row] >= limits.callBackAttempts)
    return reject(
      wrongState(state, row, "it was called back often enough; take it up or close it"),
    );
  settlePromise(state, context.at, row);
  const text = command.told === undefined ? undefined : { told: command.told };
  callBackIncident(
    state,
    context.at,
    row,
    command.result,
    nextAt(state, row, command, context),
    text,
  );
  return accept();
}

/** Who was not reached is due again by the region's rule; who was, by the plan, while the incident is deferred. */
function nextAt(
  state: RegionState,
  row: number,
  { result, callBackAt }: Of<"incident.call-back">,
  { now }: CommandContext,
): Instant {
  if (callBackAt !== undefined) return callBackAt;
  if (result !== "reached") return now + getPolicy(state).callBack;
  const isDeferred = state.columns.incidents.state[row] === states.deferred;
  return isDeferred ? callBackAtOf(state, now) : noInstant;
}
