/**
 * The free text of an incident and its notes. Words stand beside the columns and can be erased; the columns keep only
 * how many notes there are, so no rule can rest on what a note says.
 */

import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type { IncidentText } from "../state/region-text.ts";

function emptyText(): IncidentText {
  return { summary: "", place: "", thrive: "", result: "", notes: [] };
}

/** Undefined where nobody reads words (rehearsal). */
export function textOf(state: RegionState, incident: number): IncidentText | undefined {
  if (state.text === undefined) return undefined;
  const known = state.text.incidents.get(incident);
  if (known !== undefined) return known;
  const made = emptyText();
  state.text.incidents.set(incident, made);
  return made;
}

/** Notes count from 1 within an incident. */
export function noteIncident(state: RegionState, at: Instant, row: number, text: string): number {
  advance(state, at);
  const incidents = state.columns.incidents;
  incidents.notes[row] += 1;
  const note = incidents.notes[row];
  const incident = incidents.number[row];
  textOf(state, incident)?.notes.push({
    note,
    at,
    enteredAt: state.enteredAt,
    by: state.by,
    text,
    struck: undefined,
  });
  if (state.sink.open)
    state.sink.put({
      type: "incident.noted",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      note,
      text: { note: text },
    });
  return note;
}

/** A note is struck through with a reason; its words stay. */
export function strikeNote(
  state: RegionState,
  at: Instant,
  row: number,
  note: number,
  reason: string,
): void {
  advance(state, at);
  const incident = state.columns.incidents.number[row];
  const found = textOf(state, incident)?.notes[note - 1];
  if (found !== undefined) found.struck = { at, by: state.by, reason };
  if (state.sink.open)
    state.sink.put({
      type: "incident.note-struck",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      note,
      text: { reason },
    });
}
