/**
 * What can happen to a request, as facts: from the asking to one of its three ends (released = fulfilled, refused,
 * withdrawn), each with a reason. Each event that moves it says until when the next is owed, so that a log tells by itself
 * what was late.
 */

import type { Instant } from "../../base/instant.ts";
import type { EventBase } from "../events.ts";
import type {
  RequestAnswer,
  RequestDirection,
  RequestKind,
  RequestReceipt,
  RequestState,
  Role,
} from "../vocabulary.ts";
import type { Owner, Party, WordsDigest } from "./request-facts.ts";

export interface RequestAsked extends EventBase {
  readonly type: "request.asked";
  readonly request: number;
  readonly direction: RequestDirection;
  readonly kind: RequestKind;
  readonly item: string | null;
  readonly quantity: number;
  readonly party: Party;
  readonly owner: Owner;
  /** 0 = as soon as can be. */
  readonly neededAt: Instant;
  readonly deadlineAt: Instant;
  readonly incident: number | null;
  readonly sent: WordsDigest | null;
  readonly arrived: WordsDigest | null;
  readonly text?: { readonly words?: string };
}
export interface RequestReceived extends EventBase {
  readonly type: "request.received";
  readonly request: number;
  readonly arrived: WordsDigest | null;
  readonly receipt: RequestReceipt;
  readonly deadlineAt: Instant;
}
export interface RequestAnswered extends EventBase {
  readonly type: "request.answered";
  readonly request: number;
  readonly answer: RequestAnswer;
  readonly quantity: number;
  /** 0 = refused: nothing is owed any more. */
  readonly deadlineAt: Instant;
  readonly text?: { readonly reason?: string };
}
export interface RequestCommitted extends EventBase {
  readonly type: "request.committed";
  readonly request: number;
  readonly quantity: number;
  /** 0 = not said. */
  readonly etaAt: Instant;
  readonly deadlineAt: Instant;
}
export interface RequestSetOut extends EventBase {
  readonly type: "request.set-out";
  readonly request: number;
  readonly etaAt: Instant;
  readonly deadlineAt: Instant;
}
export interface RequestArrived extends EventBase {
  readonly type: "request.arrived";
  readonly request: number;
  readonly deadlineAt: Instant;
}
export interface RequestReleased extends EventBase {
  readonly type: "request.released";
  readonly request: number;
  readonly text: { readonly reason: string };
}
export interface RequestWithdrawn extends EventBase {
  readonly type: "request.withdrawn";
  readonly request: number;
  readonly text: { readonly reason: string };
}
export interface RequestExtended extends EventBase {
  readonly type: "request.extended";
  readonly request: number;
  readonly deadlineAt: Instant;
  readonly text: { readonly reason: string };
}
export interface RequestAssigned extends EventBase {
  readonly type: "request.assigned";
  readonly request: number;
  readonly owner: Owner;
  readonly text: { readonly reason: string };
}
/** What is owed was not done by its deadline: the next of the chain is told. */
export interface RequestEscalated extends EventBase {
  readonly type: "request.escalated";
  readonly request: number;
  /** What it is while the next act is owed. */
  readonly state: RequestState;
  readonly deadlineAt: Instant;
  /** 1 = the first of the chain. */
  readonly step: number;
  readonly to: Role;
}
/** Nobody has said in time that there is an escort; the request goes on. */
export interface RequestUnmet extends EventBase {
  readonly type: "request.unmet";
  readonly request: number;
}
export interface RequestRetired extends EventBase {
  readonly type: "request.retired";
  readonly request: number;
}

export type RequestEvent =
  | RequestAsked
  | RequestReceived
  | RequestAnswered
  | RequestCommitted
  | RequestSetOut
  | RequestArrived
  | RequestReleased
  | RequestWithdrawn
  | RequestExtended
  | RequestAssigned
  | RequestEscalated
  | RequestUnmet
  | RequestRetired;
