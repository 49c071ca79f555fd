/**
 * What can happen to a directive, and to the dispatch to an incident under one, as facts. A directive has an end from the beginning,
 * and its scope is of types, grades, areas and skills: no field of it could name a person or a group of people.
 */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { DirectiveEffect, Grade, RestoredEnd } from "../vocabulary.ts";

export interface DirectiveIssued extends EventBase {
  readonly type: "directive.issued";
  readonly directive: number;
  readonly effect: DirectiveEffect;
  /** Codes of the region's configuration, each list in its sequence; empty = every one. */
  readonly incidentTypes: readonly string[];
  readonly areas: readonly string[];
  /** Assessed grades; never Immediate. */
  readonly grades: readonly Grade[];
  /** Units that have any of these are not sent; only with the effect limit. */
  readonly skills: readonly string[];
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly text: { readonly issuer: string; readonly basis: string; readonly words: string };
}
export interface DirectiveBegun extends EventBase {
  readonly type: "directive.begun";
  readonly directive: number;
}
export interface DirectiveRenewalDue extends EventBase {
  readonly type: "directive.renewal-due";
  readonly directive: number;
}
export interface DirectiveRenewed extends EventBase {
  readonly type: "directive.renewed";
  readonly directive: number;
  readonly untilAt: Instant;
  readonly text: { readonly reason: string };
}
export interface DirectiveExpired extends EventBase {
  readonly type: "directive.expired";
  readonly directive: number;
}
export interface DirectiveEnded extends EventBase {
  readonly type: "directive.ended";
  readonly directive: number;
  readonly text: { readonly reason: string };
}
/** Nobody is sent to it under the directive. It waits in the open. */
export interface IncidentWithheld extends EventBase {
  readonly type: "incident.withheld";
  readonly incident: number;
  readonly directive: number;
  /** Assessed grade at that moment, so that whoever counts needs no other event. */
  readonly assessed: Grade;
  readonly text: { readonly reason: string };
}
/** No unit with a skill of the directive is sent to it. */
export interface IncidentLimited extends EventBase {
  readonly type: "incident.limited";
  readonly incident: number;
  readonly directive: number;
  readonly assessed: Grade;
  readonly text: { readonly reason: string };
}
export interface IncidentRestored extends EventBase {
  readonly type: "incident.restored";
  readonly incident: number;
  readonly directive: number;
  readonly end: RestoredEnd;
  readonly text?: { readonly reason?: string };
}

export type DirectiveEvent =
  | DirectiveIssued
  | DirectiveBegun
  | DirectiveRenewalDue
  | DirectiveRenewed
  | DirectiveExpired
  | DirectiveEnded
  | IncidentWithheld
  | IncidentLimited
  | IncidentRestored;
