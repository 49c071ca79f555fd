/**
 * What may be asked for about requests: something is asked of somebody, and each step of the answer. The one who asks
 * asks, releases and withdraws; the one who is asked receives, answers, commits and sets out; either says that it arrived.
 */

import type { Instant } from "../../base/instant.ts";
import type { RequestAnswer, RequestDirection, RequestKind } from "../vocabulary.ts";
import type { Owner, Party, WordsDigest } from "./request-facts.ts";

export type RequestCommand =
  | {
      readonly type: "request.ask";
      /** `outgoing` = we ask `party`; `incoming` = `party` asks us. */
      readonly direction: RequestDirection;
      readonly kind: RequestKind;
      /** Code of the region's kit; of kit only. */
      readonly item?: string;
      readonly quantity: number;
      readonly party: Party;
      /** What is asked, in words; they go out byte for byte. */
      readonly words?: string;
      /** When it is needed; left out = as soon as can be. */
      readonly neededAt?: Instant;
      /** Until when its receipt must be acknowledged; left out = by the region's rule. */
      readonly deadlineAt?: Instant;
      /** Left out = who enters it when we ask, the first role of the chain when we are asked. */
      readonly owner?: Owner;
      /** Number of the incident that it is for. */
      readonly incident?: number;
      /** Of an incoming one: the fingerprint that the asking side gives of what it sent. */
      readonly stated?: WordsDigest;
      /** Set by the live loop, never by a client: the fingerprint of `words` as they are here. */
      readonly digest?: WordsDigest;
    }
  | {
      readonly type: "request.receive";
      readonly request: number;
      /** Of an outgoing one: the fingerprint of the words that arrived at whoever is asked; left out = not said. */
      readonly arrived?: WordsDigest;
    }
  | {
      readonly type: "request.answer";
      readonly request: number;
      readonly answer: RequestAnswer;
      /** How many of what was asked; left out = all. */
      readonly quantity?: number;
      /** Needed unless it is accepted. */
      readonly reason?: string;
    }
  | {
      readonly type: "request.commit";
      readonly request: number;
      /** Left out = what was accepted. */
      readonly quantity?: number;
      /** When it should arrive. */
      readonly etaAt?: Instant;
    }
  | { readonly type: "request.set-out"; readonly request: number; readonly etaAt?: Instant }
  | { readonly type: "request.arrive"; readonly request: number }
  | {
      /** It is fulfilled: sent back, used up, or told. */
      readonly type: "request.release";
      readonly request: number;
      readonly reason: string;
    }
  | { readonly type: "request.withdraw"; readonly request: number; readonly reason: string }
  | {
      readonly type: "request.extend";
      readonly request: number;
      readonly deadlineAt: Instant;
      readonly reason: string;
    }
  | {
      readonly type: "request.assign";
      readonly request: number;
      readonly owner: Owner;
      readonly reason: string;
    };
