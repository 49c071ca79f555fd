/**
 * The history of an incident as lines, newest first: what follows from the folded state alone, so it is there
 * without asking anybody and in a replay too. What it can not say (who regraded, and why) the log does.
 */

import type { Instant } from "../../base/instant.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import type { IncidentRow } from "../live/incident-rows.ts";
import { gradeText } from "../view/format.ts";
import type { AllocationRow, IncidentDetail } from "./incident-detail.ts";

export interface LogLine {
  readonly at: Instant;
  readonly key: string;
  readonly text: string;
  readonly by: string;
}

function linesOfAllocation(row: AllocationRow): LogLine[] {
  const { callSign } = row;
  const line = (at: Instant, step: string, text: string): LogLine => ({
    at,
    key: `unit-${row.key}-${step}`,
    text,
    by: "",
  });
  const how = row.rank === 0 ? "by hand" : `choice ${row.rank} of the recommendation`;
  return [
    line(row.allocatedAt, "allocated", `${callSign} allocated, ${how}`),
    line(row.enRouteAt, "en-route", `${callSign} en route`),
    line(row.atSceneAt, "at-scene", `${callSign} at the scene`),
    line(row.endedAt, "ended", `${callSign} ${row.end}`),
  ].filter(({ at }) => at > 0);
}

function linesOfContact(row: ContactRow): LogLine[] {
  const name = `Contact ${row.number} (${row.channel})`;
  const lines: LogLine[] = [
    { at: row.ringingAt, key: `contact-${row.number}-rang`, text: `${name} came in`, by: "" },
  ];
  if (row.answeredAt > 0)
    lines.push({
      at: row.answeredAt,
      key: `contact-${row.number}-answered`,
      text: `${name} answered`,
      by: row.by,
    });
  return lines;
}

export function listLogLines(
  row: IncidentRow,
  detail: IncidentDetail,
  contacts: readonly ContactRow[],
): LogLine[] {
  const lines: LogLine[] = [
    {
      at: detail.openedAt,
      key: "opened",
      text: `Incident opened; grade clock from the answer`,
      by: "",
    },
    ...contacts.flatMap(linesOfContact),
    ...detail.allocations.flatMap(linesOfAllocation),
  ];
  for (const note of detail.notes) {
    lines.push({
      at: note.at,
      key: `note-${note.note}`,
      text: `Note ${note.note}: ${note.text}`,
      by: note.by,
    });
    if (note.struck !== undefined)
      lines.push({
        at: note.struck.at,
        key: `struck-${note.note}`,
        text: `Note ${note.note} struck through: ${note.struck.reason}`,
        by: note.struck.by,
      });
  }
  if (row.noUnitAt > 0)
    lines.push({
      at: row.noUnitAt,
      key: "no-unit",
      text: `No unit free (now: ${row.noUnitCause})`,
      by: "",
    });
  if (row.closedAt > 0)
    lines.push({ at: row.closedAt, key: "closed", text: `Closed: ${detail.result}`, by: "" });
  if (row.served !== row.assessed)
    lines.push({
      at: detail.openedAt + 1,
      key: "served",
      text: `Assessed ${gradeText(row.assessed)}, served as ${gradeText(row.served)}`,
      by: "",
    });
  return lines.sort((a, b) => b.at - a.at);
}
