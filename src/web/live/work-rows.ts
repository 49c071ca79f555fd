/**
 * All work that nobody has claimed, of the channels and areas one listens to, in one list by the time left: calls that ring, call-backs,
 * promises, incidents without a unit. For one person who runs a room alone.
 */

import type { Instant } from "../../base/instant.ts";
import { findClaimBy } from "../../core/claim/changes.ts";
import { listClaims } from "../../core/claim/read.ts";
import type { ClaimSubject } from "../../core/claim/claim-commands.ts";
import { claimKinds, type Channel } from "../../core/vocabulary.ts";
import { listContactRows, type ContactRow } from "./contact-rows.ts";
import { listIncidentRows, type IncidentRow } from "./incident-rows.ts";
import { listPromises } from "./level-rows.ts";
import type { RegionView } from "./region-view.ts";

export interface WorkRow {
  readonly key: string;
  readonly of: ClaimSubject & { readonly kind: "contact" | "incident" };
  readonly number: number;
  /** What is to be done, in a word or two. */
  readonly what: string;
  readonly words: string;
  /** Channel of a contact, area of an incident. */
  readonly where: string;
  /** When it is owed; the order of the list. */
  readonly dueAt: Instant;
  /** A call that rings is answered by taking it. */
  readonly rings: boolean;
}

export interface Watching {
  /** What an account listens to; empty = all. */
  readonly channels: readonly Channel[];
  readonly areas: readonly string[];
}

export function findWatching(view: RegionView, account: string): Watching {
  const own = listClaims(view.state).filter((each) => each.by === account && each.returnedAt === 0);
  return {
    channels: own.filter(({ kind }) => kind === "channel").map(({ code }) => code as Channel),
    areas: own.filter(({ kind }) => kind === "area").map(({ code }) => code),
  };
}

/** A claim that came back is nobody's: it stands in the list again. */
function isClaimed({ state }: RegionView, kind: "contact" | "incident", number: number): boolean {
  const row = findClaimBy(state, claimKinds.code[kind], number);
  return row >= 0 && state.columns.claims.returnedAt[row] === 0;
}

function contactWork(row: ContactRow): WorkRow {
  const { number, state } = row;
  const what = state === "ringing" ? "answer" : state === "abandoned" ? "call back" : "decide";
  return {
    key: `c${number}`,
    of: { kind: "contact", number },
    number,
    what,
    words: [row.callerNumber, row.place, row.words].filter((part) => part !== "").join(" · "),
    where: row.channel,
    dueAt: row.dueAt > 0 ? row.dueAt : row.ringingAt,
    rings: state === "ringing",
  };
}

function incidentWork(row: IncidentRow, callBackAt: Instant): WorkRow {
  const { number, targetAt, clockAt } = row;
  const isPromise = callBackAt > 0 && (targetAt === 0 || callBackAt < targetAt || row.state === "deferred"); // prettier-ignore
  const withheld = row.noUnitAt > 0 && row.noUnitCause === "withheld by directive";
  return {
    key: `i${number}`,
    of: { kind: "incident", number },
    number,
    what: isPromise ? "promised call-back" : withheld ? "withheld" : "send",
    words: [row.type, row.place === "" ? row.areaName : row.place].join(", "),
    where: row.area,
    dueAt: isPromise ? callBackAt : targetAt > 0 ? targetAt : clockAt,
    rings: false,
  };
}

export function listWork(view: RegionView, { channels, areas }: Watching): WorkRow[] {
  const promised = new Map(listPromises(view).map((each) => [each.incident, each.callBackAt]));
  const contacts = listContactRows(view)
    .filter(({ channel }) => channels.length === 0 || channels.includes(channel))
    .filter(({ number }) => !isClaimed(view, "contact", number))
    .map(contactWork);
  const incidents = listIncidentRows(view)
    .filter(({ state, number }) => state === "waiting" || (promised.get(number) ?? 0) > 0)
    .filter(({ area }) => areas.length === 0 || area === "" || areas.includes(area))
    .filter(({ number }) => !isClaimed(view, "incident", number))
    .map((row) => incidentWork(row, promised.get(row.number) ?? 0));
  return [...contacts, ...incidents].sort((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
}
