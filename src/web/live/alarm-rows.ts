/**
 * Alarms as rows ready to show: raised ones first, newest last within a kind's urgency, then acknowledged, then
 * shelved with their time of return. An alarm is never deleted; it ends when its cause does.
 */

import type { Instant } from "../../base/instant.ts";
import { findClaimRow } from "../../core/claim/changes.ts";
import { claimText, readClaim } from "../../core/claim/read.ts";
import {
  alarmKinds,
  alarmStates,
  contactAlarms,
  type AlarmKind,
  type AlarmState,
} from "../../core/vocabulary.ts";
import { shortTimeText } from "../view/format.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface AlarmRow {
  readonly number: number;
  readonly kind: AlarmKind;
  readonly state: AlarmState;
  /** What the number in `subject` is. */
  readonly about:
    | "contact"
    | "incident"
    | "unit"
    | "closure"
    | "level"
    | "muster"
    | "demand"
    | "request"
    | "warning"
    | "person"
    | "aid"
    | "link"
    | "custody"
    | "hospital"
    | "place hazard"
    | "gap"
    | "directive"
    | "claim"
    | "record"
    | "manual pack";
  readonly subject: number;
  readonly raisedAt: Instant;
  /** When a shelved one comes back; 0 = not shelved. */
  readonly returnsAt: Instant;
  readonly reason: string;
  readonly by: string;
  /** Call sign or `#number` of the subject. */
  readonly subjectName: string;
}

const kindOrder: { readonly [K in AlarmKind]: number } = {
  emergency: 0,
  welfare: 1,
  "contact not answered": 2,
  "no unit": 3,
  "many missing": 4,
  "demand rose": 4,
  "level proposed": 5,
  "promise missed": 6,
  "target missed": 7,
  "call-back due": 8,
  "contact still open": 9,
  "warning not acknowledged": 10,
  "hospital surge": 11,
  "place hazard to renew": 15,
  "directive to renew": 12,
  "claim returned": 3,
  "request overdue": 11,
  "hand-in surge": 4,
  "recall overdue": 9,
  "duty too long": 9,
  "gap in the log": 4,
  "manual pack not written": 10,
  "record behind": 10,
  "cosignatures missing": 12,
  "vehicle to recover": 12,
  "items not handed in": 12,
  "lent below floor": 13,
  "nobody left to ask": 5,
  "link silent": 6,
  "aid recalled": 14,
  "level to review": 15,
  "closure to renew": 16,
};
const stateOrder: { readonly [K in AlarmState]: number } = {
  raised: 0,
  acknowledged: 1,
  shelved: 2,
  none: 3,
};

function aboutOf(kind: AlarmKind): AlarmRow["about"] {
  if (contactAlarms.includes(kind)) return "contact";
  if (kind === "closure to renew") return "closure";
  if (kind === "level proposed" || kind === "level to review") return "level";
  if (kind === "many missing") return "muster";
  if (kind === "hospital surge") return "hospital";
  if (kind === "place hazard to renew") return "place hazard";
  if (kind === "directive to renew") return "directive";
  if (kind === "claim returned") return "claim";
  if (kind === "warning not acknowledged") return "warning";
  if (kind === "demand rose") return "demand";
  if (kind === "gap in the log") return "gap";
  if (kind === "manual pack not written") return "manual pack";
  if (kind === "record behind" || kind === "cosignatures missing") return "record";
  if (kind === "items not handed in" || kind === "duty too long") return "person";
  if (kind === "recall overdue") return "muster";
  if (kind === "request overdue" || kind === "aid recalled") return "request";
  if (kind === "lent below floor" || kind === "nobody left to ask") return "aid";
  if (kind === "link silent") return "link";
  if (kind === "hand-in surge" || kind === "vehicle to recover") return "custody";
  return kind === "welfare" || kind === "emergency" ? "unit" : "incident";
}

/** What was held, by whom and since when: that is what somebody must take on. */
function claimNameOf({ state }: RegionView, claim: number): string {
  const row = findClaimRow(state, claim);
  if (row < 0) return `claim ${claim}`;
  const found = readClaim(state, row);
  return `${claimText(found)}, held by ${found.by} since ${shortTimeText(found.claimedAt)}`;
}

function nameOf(about: AlarmRow["about"], subject: number, name: string): string {
  if (about === "unit" || about === "person") return name;
  if (about === "muster" || about === "custody" || about === "manual pack") return about;
  if (about === "record") return "the record";
  if (about === "aid") return "mutual aid";
  if (about === "link") return `the link to ${name}`;
  if (about === "demand") return "more than usual";
  return about === "level" ? "service level" : `${about} ${subject}`;
}

function compareAlarms(a: AlarmRow, b: AlarmRow): number {
  return (
    stateOrder[a.state] - stateOrder[b.state] ||
    kindOrder[a.kind] - kindOrder[b.kind] ||
    a.raisedAt - b.raisedAt
  );
}

/** All alarms that have not ended. */
export const listAlarmRows = makeRowList<AlarmRow>(
  (row) => row.number,
  (view) => {
    const { alarms, head } = view.state.columns;
    const list: AlarmRow[] = [];
    for (let row = 0; row < head.alarmRows[0]; row += 1) {
      const state = alarmStates.names[alarms.state[row]];
      if (state === "none") continue;
      const kind = alarmKinds.names[alarms.kind[row]];
      const about = aboutOf(kind);
      const subject = alarms.subject[row];
      const text = view.state.text?.alarms.get(alarms.number[row]);
      const { callSigns, staffNumbers } = view.state.text ?? {};
      const names = about === "person" ? staffNumbers : callSigns;
      const hospital = view.state.policy?.hospitals[subject]?.name;
      const neighbour = view.state.policy?.aid.neighbours[subject - 1]?.name;
      const named = about === "hospital" ? hospital : about === "link" ? neighbour : names?.[subject]; // prettier-ignore
      const name = named ?? String(subject);
      list.push({
        number: alarms.number[row],
        kind,
        state,
        about,
        subject,
        raisedAt: alarms.raisedAt[row],
        returnsAt: state === "shelved" ? alarms.dueAt[row] : 0,
        reason: text?.reason ?? "",
        by: text?.by ?? "",
        subjectName: about === "claim" ? claimNameOf(view, subject) : nameOf(about, subject, name),
      });
    }
    return list.sort(compareAlarms);
  },
);
