/** What each event of alarm-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { alarmRow, checkMade } from "../state/logged-rows.ts";
import { acknowledgeAlarm, endAlarm, raiseAlarm, returnAlarm, shelveAlarm } from "./changes.ts";
import type { AlarmEvent } from "./alarm-events.ts";

export const alarmFolds: FoldsOf<AlarmEvent> = {
  "alarm.raised": (state, event) => {
    const row = raiseAlarm(state, event.at, event.kind, event.subject);
    checkMade(state.columns.alarms.number[row], "alarm", event.alarm);
  },
  "alarm.acknowledged": (state, event) => {
    acknowledgeAlarm(state, event.at, alarmRow(state, event.alarm));
  },
  "alarm.shelved": (state, event) => {
    shelveAlarm(
      state,
      event.at,
      alarmRow(state, event.alarm),
      event.until,
      event.text?.reason ?? "",
    );
  },
  "alarm.returned": (state, event) => {
    returnAlarm(state, event.at, alarmRow(state, event.alarm));
  },
  "alarm.ended": (state, event) => {
    endAlarm(state, event.at, alarmRow(state, event.alarm));
  },
};
