/**
 * What can happen to what people hold, as facts. Each event of an item names the position of the one before it, so that the log
 * holds a chain that is followed link by link, from the last hand to the first, and in which none can be left out.
 */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { Owner } from "../request/request-facts.ts";
import type { ItemKind, RecoveryEnd } from "../vocabulary.ts";

export interface ItemRegistered extends EventBase {
  readonly type: "item.registered";
  readonly item: number;
  /** Position in the log of the event before it about the same item; 0 = this is the first. */
  readonly previous: number;
  readonly code: string;
  readonly kind: ItemKind;
  readonly station: string | null;
  readonly ofUnit: number | null;
}
export interface ItemAmended extends EventBase {
  readonly type: "item.amended";
  readonly item: number;
  readonly previous: number;
  readonly station: string | null;
  readonly ofUnit: number | null;
}
export interface ItemIssued extends EventBase {
  readonly type: "item.issued";
  readonly item: number;
  readonly previous: number;
  readonly person: number;
}
export interface ItemHandedOver extends EventBase {
  readonly type: "item.handed-over";
  readonly item: number;
  readonly previous: number;
  readonly from: number;
  readonly to: number;
}
export interface ItemHandedIn extends EventBase {
  readonly type: "item.handed-in";
  readonly item: number;
  readonly previous: number;
  /** Who held it. */
  readonly from: number;
  readonly station: string | null;
}
/** Nobody knows where it is. */
export interface ItemMissed extends EventBase {
  readonly type: "item.went-missing";
  readonly item: number;
  readonly previous: number;
  /** Who held it; null = it was in store. */
  readonly from: number | null;
  readonly text: { readonly reason: string };
}
export interface ItemFound extends EventBase {
  readonly type: "item.found";
  readonly item: number;
  readonly previous: number;
  readonly station: string | null;
  readonly text: { readonly reason: string };
}
/** Out of use for good. */
export interface ItemWithdrawn extends EventBase {
  readonly type: "item.withdrawn";
  readonly item: number;
  readonly previous: number;
  readonly text: { readonly reason: string };
}
/** Somebody went off duty with items still held, and is asked for them. */
export interface CustodyOwed extends EventBase {
  readonly type: "custody.owed";
  readonly person: number;
  readonly items: readonly number[];
  /** When it alarms. */
  readonly dueAt: Instant;
}

export interface SurgePlace {
  /** Code of the station; null = of several with few people, or of none. */
  readonly place: string | null;
  readonly holders: number;
  readonly handedIn: number;
}
/** What a surge is said by. Counts are of people who held something when the window began. */
export interface SurgeEvidence {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly holders: number;
  /** Of these, have handed in all since. */
  readonly handedIn: number;
  /** Hand-ins on an ordinary day, to a tenth, and the band of 95 of 100. */
  readonly expected: number;
  readonly expectedLow: number;
  readonly expectedHigh: number;
  /** How many times likelier what is seen is when many leave. */
  readonly ratio: number;
  readonly places: readonly SurgePlace[];
}
/** More people hand in at once than on an ordinary day. */
export interface CustodySurged extends EventBase {
  readonly type: "custody.surged";
  /** How many there were with this one. */
  readonly surge: number;
  readonly evidence: SurgeEvidence;
}
export interface CustodyCalmed extends EventBase {
  readonly type: "custody.calmed";
  readonly surge: number;
}

/** The vehicle of a unit without a crew has not moved for long, away from its base: somebody must fetch it. */
export interface RecoveryBegun extends EventBase {
  readonly type: "recovery.begun";
  readonly recovery: number;
  readonly ofUnit: number;
  readonly latE7: number;
  readonly lonE7: number;
  readonly sinceAt: Instant;
  readonly owner: Owner;
}
export interface RecoveryAssigned extends EventBase {
  readonly type: "recovery.assigned";
  readonly recovery: number;
  readonly owner: Owner;
  readonly text: { readonly reason: string };
}
export interface RecoveryEnded extends EventBase {
  readonly type: "recovery.ended";
  readonly recovery: number;
  readonly end: RecoveryEnd;
  readonly text: { readonly reason: string };
}

export type CustodyEvent =
  | ItemRegistered
  | ItemAmended
  | ItemIssued
  | ItemHandedOver
  | ItemHandedIn
  | ItemMissed
  | ItemFound
  | ItemWithdrawn
  | CustodyOwed
  | CustodySurged
  | CustodyCalmed
  | RecoveryBegun
  | RecoveryAssigned
  | RecoveryEnded;
