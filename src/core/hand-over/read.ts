/**
 * What is open and must be handed on, as one list by kind and due time: promises, call-backs, acknowledgements that are overdue,
 * requests and warnings that are owed, alarms, claims. The page, the API and the counts of the events are all made from it.
 */

import type { Instant } from "../../base/instant.ts";
import { claimText, listClaims } from "../claim/read.ts";
import { listPromiseRows } from "../level/read.ts";
import { getRequest, listRequestRows } from "../request/read.ts";
import { isOpenRequest } from "../request/schedule.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  alarmKinds,
  alarmStates,
  contactStates,
  handOverCauses,
  handOverStates,
  type HandOverCause,
} from "../vocabulary.ts";
import { getWarning, listWarningRows } from "../warning/read.ts";
import type { HandOverCounts } from "./hand-over-events.ts";

export const owedKinds = [
  "promise",
  "call-back",
  "acknowledgement",
  "request",
  "warning",
  "alarm",
  "claim",
] as const;
export type OwedKind = (typeof owedKinds)[number];

export interface Owed {
  readonly kind: OwedKind;
  /** Number of the incident, contact, request, warning, alarm or claim. */
  readonly number: number;
  readonly says: string;
  /** When it is owed, or since when it stands. */
  readonly at: Instant;
  readonly isLate: boolean;
  /** Account that holds a claim or owns a request; empty = nobody by name. */
  readonly by: string;
}

/** An open hand-over, or one that was done a while ago. */
export interface HandOver {
  readonly handOver: number;
  readonly state: "begun" | "confirmed" | "withdrawn";
  readonly cause: HandOverCause;
  readonly account: string;
  /** Id of the unit whose crew leaves; null = of no crew. */
  readonly unit: number | null;
  readonly begunAt: Instant;
  /** 0 = it is open. */
  readonly doneAt: Instant;
  readonly words: string;
  /** Who took over, as signed, and the account. */
  readonly name: string;
  readonly by: string;
}

function listPromised(state: RegionState, now: Instant): Owed[] {
  const { incidents } = state.columns;
  return listPromiseRows(state).map((row) => {
    const number = incidents.number[row];
    const type = state.policy?.config.incidentTypes[incidents.type[row]]?.name ?? "incident";
    const told = incidents.told[row] === 1 ? (state.text?.promises.get(number)?.told ?? "") : "the caller is not told yet"; // prettier-ignore
    const at = incidents.callBackAt[row];
    return { kind: "promise", number, says: `${type}: ${told}`, at, isLate: at > 0 && at <= now, by: "" }; // prettier-ignore
  });
}

function listCallBacks({ columns, text }: RegionState, now: Instant): Owed[] {
  const { contacts, head } = columns;
  const list: Owed[] = [];
  for (let row = 0; row < head.contactRows[0]; row += 1) {
    if (contacts.state[row] !== contactStates.code.abandoned) continue;
    const number = contacts.number[row];
    const words = text?.contacts.get(number);
    const who = [words?.callerNumber ?? "", words?.words ?? ""].filter((part) => part !== "");
    const at = contacts.owedAt[row];
    const says = who.length === 0 ? "no number" : who.join(", ");
    list.push({ kind: "call-back", number, says, at, isLate: at <= now, by: "" });
  }
  return list;
}

function listRequests(state: RegionState, now: Instant): Owed[] {
  return listRequestRows(state, isOpenRequest).map((row) => {
    const request = getRequest(state, row);
    const isLate = request.deadlineAt > 0 && request.deadlineAt <= now;
    const words = state.text?.requests.get(request.request)?.words ?? "";
    const side = request.direction === "outgoing" ? "asked of" : "asked by";
    const says = `${request.quantity} ${request.kind}, ${side} ${request.party.kind}, ${request.state}${words === "" ? "" : `: ${words}`}`;
    const kind = isLate && request.receivedAt === 0 ? "acknowledgement" : "request";
    const by = request.owner.kind === "account" ? request.owner.name : "";
    return { kind, number: request.request, says, at: request.deadlineAt, isLate, by };
  });
}

function listWarnings(state: RegionState): Owed[] {
  return listWarningRows(state, true).map((row) => {
    const { warning, missing, issuedAt, step } = getWarning(state, row);
    const words = state.text?.warnings.get(warning)?.words ?? "";
    const isLate = missing.length > 0 && step > 0;
    const owes = missing.length === 0 ? "" : `; not acknowledged by ${missing.join(", ")}`;
    const kind = isLate ? "acknowledgement" : "warning";
    return { kind, number: warning, says: `${words}${owes}`, at: issuedAt, isLate, by: "" };
  });
}

function listAlarms({ columns }: RegionState): Owed[] {
  const { alarms, head } = columns;
  const list: Owed[] = [];
  for (let row = 0; row < head.alarmRows[0]; row += 1) {
    const alarmState = alarmStates.names[alarms.state[row]];
    if (alarmState === "none") continue;
    const says = `${alarmKinds.names[alarms.kind[row]]} (${alarms.subject[row]}), ${alarmState}`;
    list.push({ kind: "alarm", number: alarms.number[row], says, at: alarms.raisedAt[row], isLate: alarmState === "raised", by: "" }); // prettier-ignore
  }
  return list;
}

/** By kind, and what is owed soonest first. */
export function listOwed(state: RegionState, now: Instant): Owed[] {
  const claims = listClaims(state).map((each): Owed => {
    const isLate = each.returnedAt > 0;
    const says = `${claimText(each)}${isLate ? `, came back (${each.cause})` : ""}`;
    return { kind: "claim", number: each.claim, says, at: each.claimedAt, isLate, by: each.by };
  });
  const all = [
    ...listPromised(state, now),
    ...listCallBacks(state, now),
    ...listRequests(state, now),
    ...listWarnings(state),
    ...listAlarms(state),
    ...claims,
  ];
  return all.sort(
    (a, b) => owedKinds.indexOf(a.kind) - owedKinds.indexOf(b.kind) || a.at - b.at || a.number - b.number, // prettier-ignore
  );
}

export function countOwed(owed: readonly Owed[], account: string): HandOverCounts {
  const count = (kind: OwedKind): number => owed.filter((each) => each.kind === kind).length;
  return {
    promises: count("promise"),
    callBacks: count("call-back"),
    acknowledgements: count("acknowledgement"),
    requests: count("request"),
    warnings: count("warning"),
    alarms: count("alarm"),
    claims: owed.filter(({ kind, by }) => kind === "claim" && by === account).length,
  };
}

/** Those that are open first, then the newest. */
export function listHandOvers(state: RegionState): HandOver[] {
  const { handOvers, head } = state.columns;
  if (head.handOversEver[0] === 0) return [];
  const list: HandOver[] = [];
  handOvers.number.forEach((handOver, row) => {
    if (handOver === 0) return;
    const text = state.text?.handOvers.get(handOver);
    list.push({
      handOver,
      state: handOverStates.names[handOvers.state[row]] as HandOver["state"],
      cause: handOverCauses.names[handOvers.cause[row]],
      account: state.facts.handOvers[row] ?? "",
      unit: handOvers.unit[row] === 0 ? null : handOvers.unit[row] - 1,
      begunAt: handOvers.begunAt[row],
      doneAt: handOvers.doneAt[row],
      words: text?.words ?? "",
      name: text?.name ?? "",
      by: text?.by ?? "",
    });
  });
  const done = (each: HandOver): number => (each.state === "begun" ? 0 : 1);
  return list.sort((a, b) => done(a) - done(b) || b.handOver - a.handOver);
}
