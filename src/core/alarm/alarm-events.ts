/** What can happen to an alarm, as facts: raised, acknowledged, shelved, returned, ended. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type { AlarmKind } from "../vocabulary.ts";

export interface AlarmRaised extends EventBase {
  readonly type: "alarm.raised";
  readonly alarm: number;
  readonly kind: AlarmKind;
  /** Contact, incident, closure, request or warning number, unit or person id, or which proposal or decision about the level or suspicion of absence or surge of hand-ins, by kind. */
  readonly subject: number;
}
export interface AlarmAcknowledged extends EventBase {
  readonly type: "alarm.acknowledged";
  readonly alarm: number;
}
export interface AlarmShelved extends EventBase {
  readonly type: "alarm.shelved";
  readonly alarm: number;
  readonly until: Instant;
  readonly text: { readonly reason: string };
}
export interface AlarmReturned extends EventBase {
  readonly type: "alarm.returned";
  readonly alarm: number;
}
export interface AlarmEnded extends EventBase {
  readonly type: "alarm.ended";
  readonly alarm: number;
}

export type AlarmEvent =
  | AlarmRaised
  | AlarmAcknowledged
  | AlarmShelved
  | AlarmReturned
  | AlarmEnded;
