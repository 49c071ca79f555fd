/**
 * Tells screen readers about alarms as they are raised: the newest one in words, politely for the ordinary ones and
 * at once for an emergency. Nothing is drawn. Sound is not here: a room has its own.
 */

import { useState } from "react";
import { listAlarmRows, type AlarmRow } from "../live/alarm-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { alarmText } from "./alarm-panel.tsx";

function newestRaised(rows: readonly AlarmRow[]): AlarmRow | undefined {
  const raised = rows.filter((row) => row.state === "raised");
  return raised.reduce<AlarmRow | undefined>(
    (newest, row) => (newest === undefined || row.number > newest.number ? row : newest),
    undefined,
  );
}

export function AlarmAnnouncer() {
  const newest = useRegion((view) => newestRaised(listAlarmRows(view)));
  // Alarms that stood when the page was opened are on the button in the top bar; only later ones are announced.
  const [first] = useState(newest?.number ?? 0);
  const isNew = newest !== undefined && newest.number > first;
  const isEmergency = newest?.kind === "emergency";
  const words = isNew ? alarmText(newest) : "";
  return (
    <div className="only-read-aloud">
      <div role="status">{isEmergency ? "" : words}</div>
      <div role="alert">{isEmergency ? words : ""}</div>
    </div>
  );
}
