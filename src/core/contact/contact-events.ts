/** What can happen to a contact, as facts: from the first ring to what became of it. */

import type { Instant } from "../../base/instant.ts";
import type { EventBase, Location } from "../events.ts";
import type { CallBackResult, Channel, ContactOutcome } from "../vocabulary.ts";

export interface ContactReceived extends EventBase {
  readonly type: "contact.received";
  readonly contact: number;
  readonly channel: Channel;
  readonly callBack: boolean;
  readonly location: Location | null;
  readonly text?: {
    readonly callerName?: string;
    readonly callerNumber?: string;
    readonly words?: string;
    readonly place?: string;
  };
}
export interface ContactAnswered extends EventBase {
  readonly type: "contact.answered";
  readonly contact: number;
}
export interface ContactAbandoned extends EventBase {
  readonly type: "contact.abandoned";
  readonly contact: number;
  readonly dueAt: Instant;
}
export interface ContactDescribed extends EventBase {
  readonly type: "contact.described";
  readonly contact: number;
  readonly callBack: boolean;
  readonly incidentType: string | null;
  readonly location: Location | null;
  readonly text: {
    readonly callerName?: string;
    readonly callerNumber?: string;
    readonly words?: string;
    readonly place?: string;
  };
}
export interface ContactCalledBack extends EventBase {
  readonly type: "contact.called-back";
  readonly contact: number;
  readonly result: CallBackResult;
  /** The next attempt is due then; 0 = none. */
  readonly dueAt: Instant;
}
export interface ContactLinked extends EventBase {
  readonly type: "contact.linked";
  readonly contact: number;
  readonly incident: number;
}
export interface ContactUnlinked extends EventBase {
  readonly type: "contact.unlinked";
  readonly contact: number;
  readonly incident: number;
  /** Out of an incident, a contact is open work again, due then. */
  readonly dueAt: Instant;
}
export interface ContactEnded extends EventBase {
  readonly type: "contact.ended";
  readonly contact: number;
  readonly outcome: ContactOutcome;
}
export interface ContactRetired extends EventBase {
  readonly type: "contact.retired";
  readonly contact: number;
}

export type ContactEvent =
  | ContactReceived
  | ContactAnswered
  | ContactAbandoned
  | ContactDescribed
  | ContactCalledBack
  | ContactLinked
  | ContactUnlinked
  | ContactEnded
  | ContactRetired;
