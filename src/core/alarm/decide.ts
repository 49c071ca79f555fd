/**
 * Deciders of alarms. Some alarms stand for work that is owed; those can not be acknowledged away, only acted on or
 * shelved with a reason and an end.
 */

import type { Command, CommandContext } from "../commands.ts";
import { accept, checkOrder, checkReason, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findAlarmRow, type RegionState } from "../state/region-state.ts";
import { alarmKinds, type AlarmKind } from "../vocabulary.ts";
import { acknowledgeAlarm, shelveAlarm } from "./changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Only an act ends what these stand for. */
export const alarmsOfOwedWork: readonly AlarmKind[] = [
  "contact not answered",
  "call-back due",
  "contact still open",
  "target missed",
  "no unit",
  "closure to renew",
  "promise missed",
  "level proposed",
  "level to review",
  "request overdue",
  "warning not acknowledged",
  "place hazard to renew",
  "directive to renew",
  "items not handed in",
  "vehicle to recover",
  "recall overdue",
  "duty too long",
  "lent below floor",
  "aid recalled",
  "gap in the log",
];

function unknownAlarm(alarm: number): Refusal {
  return refuse("alarm.unknown", `alarm ${shown(alarm)}: no such open alarm`);
}

export function decideAcknowledge(
  state: RegionState,
  command: Of<"alarm.acknowledge">,
  context: CommandContext,
): Decision {
  const row = findAlarmRow(state, command.alarm);
  if (row < 0) return reject(unknownAlarm(command.alarm));
  const kind = alarmKinds.names[state.columns.alarms.kind[row]];
  if (alarmsOfOwedWork.includes(kind))
    return reject(
      refuse(
        "alarm.must-be-acted-on",
        `"${kind}" stands for work that is owed: act on it, or shelve it with a reason`,
      ),
    );
  const late = checkOrder(context.at, state.columns.alarms.raisedAt[row], "alarm", command.alarm);
  if (late !== undefined) return reject(late);
  acknowledgeAlarm(state, context.at, row);
  return accept();
}

export function decideShelve(
  state: RegionState,
  command: Of<"alarm.shelve">,
  context: CommandContext,
): Decision {
  const row = findAlarmRow(state, command.alarm);
  if (row < 0) return reject(unknownAlarm(command.alarm));
  const fault =
    checkReason(command.reason) ??
    checkOrder(context.at, state.columns.alarms.raisedAt[row], "alarm", command.alarm);
  if (fault !== undefined) return reject(fault);
  const { until } = command;
  if (
    !Number.isSafeInteger(until) ||
    until <= context.now ||
    until > context.now + limits.shelveMicros
  )
    return reject(
      refuse("value.invalid", "until: expected a time from now on, at most 24 hours ahead"),
    );
  shelveAlarm(state, context.at, row, until, command.reason);
  return accept();
}
