/** What can happen to a hazard of a place, as facts. It has an end from the beginning, and asks to be renewed before it. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";

export interface PlaceHazardWarned extends EventBase {
  readonly type: "place-hazard.warned";
  readonly placeHazard: number;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  readonly hazard: string | null;
  readonly expiresAt: Instant;
  readonly text: { readonly words: string };
}
export interface PlaceHazardRenewalDue extends EventBase {
  readonly type: "place-hazard.renewal-due";
  readonly placeHazard: number;
}
export interface PlaceHazardRenewed extends EventBase {
  readonly type: "place-hazard.renewed";
  readonly placeHazard: number;
  readonly expiresAt: Instant;
  readonly text: { readonly reason: string };
}
export interface PlaceHazardExpired extends EventBase {
  readonly type: "place-hazard.expired";
  readonly placeHazard: number;
}
export interface PlaceHazardEnded extends EventBase {
  readonly type: "place-hazard.ended";
  readonly placeHazard: number;
  readonly text: { readonly reason: string };
}

export type PlaceHazardEvent =
  | PlaceHazardWarned
  | PlaceHazardRenewalDue
  | PlaceHazardRenewed
  | PlaceHazardExpired
  | PlaceHazardEnded;
