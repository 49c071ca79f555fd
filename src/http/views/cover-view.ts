/**
 * "No unit" as JSON: for each area and grade whether a free suitable unit is in reach, since when not, and the
 * minutes without one so far; and each waiting incident nobody can go to. Alarms stand here, too.
 */

import { z } from "zod";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { gapMicrosIn } from "../../core/gap/read.ts";
import { presentCause } from "../../core/no-unit/cause.ts";
import { coverRow } from "../../core/no-unit/changes.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import {
  alarmKinds,
  alarmStates,
  grades,
  incidentStates,
  shortfallCauses,
} from "../../core/vocabulary.ts";
import { gapsView, viewGaps } from "./gap-view.ts";
import { instantOrNull, instantView } from "./instants.ts";

export const noUnitView = z.object({
  areas: z.array(
    z.object({
      area: z.string(),
      grade: z.enum(grades.names),
      since: instantView.nullable().describe("null = a suitable unit is free in reach"),
      cause: z.enum(shortfallCauses.names).nullable(),
      zeroUnitMinutes: z.number().describe("So far, the running stretch included"),
      gapMinutes: z.number().describe("Of the running stretch, in gaps of the log: nobody looked"),
    }),
  ),
  incidents: z.array(
    z.object({
      incident: z.number(),
      grade: z.enum(grades.names),
      since: instantView,
      cause: z.enum(shortfallCauses.names),
    }),
  ),
  gaps: gapsView,
});

export function viewNoUnit(state: RegionState, now: Instant): z.infer<typeof noUnitView> {
  const { cover, incidents, head } = state.columns;
  const policy = getPolicy(state);
  const areas: z.infer<typeof noUnitView>["areas"] = [];
  policy.config.areas.forEach(({ code }, area) => {
    grades.names.forEach((grade, gradeCode) => {
      if (policy.standardNeed[gradeCode] < 0) return;
      const row = coverRow(area, gradeCode);
      const since = cover.since[row];
      const running = since === 0 ? 0 : Math.max(0, now - since);
      areas.push({
        area: code,
        grade,
        since: instantOrNull(since),
        cause: since === 0 ? null : shortfallCauses.names[cover.cause[row]],
        zeroUnitMinutes: (cover.total[row] + running) / microsPerMinute,
        gapMinutes: since === 0 ? 0 : gapMicrosIn(state, since, now) / microsPerMinute,
      });
    });
  });
  const waiting: z.infer<typeof noUnitView>["incidents"] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    if (incidents.state[row] === incidentStates.code.none || incidents.noUnitAt[row] === 0)
      continue;
    waiting.push({
      incident: incidents.number[row],
      grade: grades.names[incidents.served[row]],
      since: incidents.noUnitAt[row],
      cause: presentCause(state, row),
    });
  }
  return { areas, incidents: waiting, gaps: viewGaps(state) };
}

export const alarmView = z.object({
  alarm: z.number(),
  kind: z.enum(alarmKinds.names),
  state: z.enum(alarmStates.names),
  subject: z.number().describe("Contact or incident number, or unit id, by kind"),
  raisedAt: instantView,
  returnsAt: instantView.nullable(),
  by: z.string(),
  reason: z.string(),
});

export function listAlarmViews(state: RegionState): z.infer<typeof alarmView>[] {
  const { alarms, head } = state.columns;
  const views: z.infer<typeof alarmView>[] = [];
  for (let row = 0; row < head.alarmRows[0]; row += 1) {
    if (alarms.state[row] === alarmStates.code.none) continue;
    const words = state.text?.alarms.get(alarms.number[row]);
    views.push({
      alarm: alarms.number[row],
      kind: alarmKinds.names[alarms.kind[row]],
      state: alarmStates.names[alarms.state[row]],
      subject: alarms.subject[row],
      raisedAt: alarms.raisedAt[row],
      returnsAt: instantOrNull(alarms.dueAt[row]),
      by: words?.by ?? "",
      reason: words?.reason ?? "",
    });
  }
  return views;
}
