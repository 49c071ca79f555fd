/**
 * What can happen between regions, as facts. A message is in both logs: `aid.told` in that of the region that says it,
 * `aid.taken` in that of the one that hears it. What it does to a request is said by events of the request.
 */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { AidEffect, Grade } from "../vocabulary.ts";
import type { AidLine, AidMessage, AidTerms } from "./aid-facts.ts";

/** Follows `request.asked` where the request goes over the link. */
export interface AidAsked extends EventBase {
  readonly type: "aid.asked";
  readonly request: number;
  /** Its number in the log of the region that asks. */
  readonly number: number;
  readonly terms: AidTerms | null;
  /** Of a request that is asked by the tiers. */
  readonly line?: AidLine;
}
export interface AidTold extends EventBase {
  readonly type: "aid.told";
  readonly to: string;
  readonly position: number;
  readonly message: AidMessage;
  readonly text?: { readonly words?: string; readonly reason?: string };
}
export interface AidTaken extends EventBase {
  readonly type: "aid.taken";
  readonly from: string;
  readonly position: number;
  readonly message: AidMessage;
  readonly effect: AidEffect;
}
/** A unit of this region is set aside for another: unavailable here until it is back. */
export interface AidUnitLent extends EventBase {
  readonly type: "aid.unit-lent";
  readonly unit: number;
  readonly request: number;
  readonly untilAt: Instant;
}
/** A unit of another region was named for this one; its row here was registered before, by this visit or an earlier one. */
export interface AidGuestNamed extends EventBase {
  readonly type: "aid.guest-named";
  readonly unit: number;
  readonly request: number;
  readonly from: string;
  readonly homeUnit: number;
  readonly skills: readonly string[];
  readonly crew: number;
  readonly untilAt: Instant;
  /** Code of the area that it helps, and where it reports. */
  readonly area: string;
  readonly base: { readonly latE7: number; readonly lonE7: number };
}
export interface AidUnitSetOut extends EventBase {
  readonly type: "aid.unit-set-out";
  readonly unit: number;
}
export interface AidUnitArrived extends EventBase {
  readonly type: "aid.unit-arrived";
  readonly unit: number;
}
/** The region that it helped lets it go: a guest leaves, a lent unit is on its way home. */
export interface AidUnitReleased extends EventBase {
  readonly type: "aid.unit-released";
  readonly unit: number;
}
export interface AidUnitRecalled extends EventBase {
  readonly type: "aid.unit-recalled";
  readonly unit: number;
}
/** It is back, or never went: available here again. */
export interface AidUnitReturned extends EventBase {
  readonly type: "aid.unit-returned";
  readonly unit: number;
}
/** While units are lent, fewer are left than the plan wants; a person decides whether to recall. */
export interface AidFloorBroken extends EventBase {
  readonly type: "aid.floor-broken";
  readonly area: string | null;
  readonly grade: Grade | null;
  readonly floor: number;
  readonly units: number;
}
export interface AidFloorHeld extends EventBase {
  readonly type: "aid.floor-held";
}

/** Nothing was heard of a neighbour for too long: what is told to it waits. An alarm follows. */
export interface AidLinkSilent extends EventBase {
  readonly type: "aid.link-silent";
  readonly region: string;
  /** When it was heard last. */
  readonly since: Instant;
  /** When it is looked at again. */
  readonly reviewAt: Instant;
}
/** It is silent still, and alarms once more. */
export interface AidLinkStillSilent extends EventBase {
  readonly type: "aid.link-still-silent";
  readonly region: string;
  readonly since: Instant;
}
export interface AidLinkBack extends EventBase {
  readonly type: "aid.link-back";
  readonly region: string;
  /** Since when it had been silent. */
  readonly since: Instant;
}

export type AidEvent =
  | AidAsked
  | AidTold
  | AidTaken
  | AidUnitLent
  | AidGuestNamed
  | AidUnitSetOut
  | AidUnitArrived
  | AidUnitReleased
  | AidUnitRecalled
  | AidUnitReturned
  | AidFloorBroken
  | AidFloorHeld
  | AidLinkSilent
  | AidLinkStillSilent
  | AidLinkBack;
