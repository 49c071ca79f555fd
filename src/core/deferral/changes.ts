/**
 * What can happen to a promise: an incident is deferred, its caller is called back, it is taken up again. Who is
 * deferred is open work with a call-back that is due; the promise stands until somebody reached the caller, a unit
 * arrived or the incident was closed, also when units are sent for again meanwhile.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { refreshIncident } from "../incident/derive.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type { PromiseText } from "../state/region-text.ts";
import {
  deferralOrigins,
  type CallBackResult,
  type DeferralEnd,
  type DeferralOrigin,
} from "../vocabulary.ts";

export interface PromiseFacts {
  readonly origin: DeferralOrigin;
  readonly callBackAt: Instant;
  /** Whether the caller knows. */
  readonly told: boolean;
}

function textOf(state: RegionState, incident: number): PromiseText | undefined {
  const texts = state.text?.promises;
  if (texts === undefined) return undefined;
  const known = texts.get(incident);
  if (known !== undefined) return known;
  const made = { told: "", reason: "", by: "" };
  texts.set(incident, made);
  return made;
}

export function deferIncident(
  state: RegionState,
  at: Instant,
  row: number,
  { origin, callBackAt, told }: PromiseFacts,
  text: { readonly told?: string; readonly reason?: string } | undefined,
): void {
  advance(state, at);
  const { incidents } = state.columns;
  incidents.deferredAt[row] = at;
  incidents.deferredBy[row] = deferralOrigins.code[origin];
  incidents.callBackAt[row] = callBackAt;
  if (told) incidents.told[row] = 1;
  incidents.kept[row] = 0;
  refreshIncident(state, row);
  const incident = incidents.number[row];
  const words = textOf(state, incident);
  if (words !== undefined) {
    words.told = text?.told ?? words.told;
    words.reason = text?.reason ?? "";
    words.by = state.by;
  }
  if (state.sink.open)
    state.sink.put({
      type: "incident.deferred",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      origin,
      callBackAt,
      told,
      ...(text === undefined ? {} : { text }),
    });
}

/** Units are sent for again. The promised call-back stands. Who is taken up by a person is deferred by no level. */
export function takeUpIncident(
  state: RegionState,
  at: Instant,
  row: number,
  end: DeferralEnd,
  text: { readonly reason?: string } | undefined,
): void {
  advance(state, at);
  const { incidents } = state.columns;
  incidents.deferredAt[row] = noInstant;
  incidents.deferredBy[row] = 0;
  incidents.kept[row] = end === "person" || end === "unit sent" ? 1 : 0;
  refreshIncident(state, row);
  if (state.sink.open)
    state.sink.put({
      type: "incident.taken-up",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      end,
      ...(text === undefined ? {} : { text }),
    });
}

export function callBackIncident(
  state: RegionState,
  at: Instant,
  row: number,
  result: CallBackResult,
  callBackAt: Instant,
  text: { readonly told?: string } | undefined,
): void {
  advance(state, at);
  const { incidents } = state.columns;
  if (incidents.callBacks[row] < 255) incidents.callBacks[row] += 1;
  incidents.callBackAt[row] = callBackAt;
  if (result === "reached") incidents.told[row] = callBackAt === noInstant ? 0 : 1;
  refreshIncident(state, row);
  const incident = incidents.number[row];
  const words = text === undefined ? undefined : textOf(state, incident);
  if (words !== undefined) {
    words.told = text?.told ?? words.told;
    words.by = state.by;
  }
  if (state.sink.open)
    state.sink.put({
      type: "incident.called-back",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      result,
      callBackAt,
      ...(text === undefined ? {} : { text }),
    });
}
