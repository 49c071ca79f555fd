/**
 * What may be asked for about mutual aid. Answering, setting out and withdrawing are steps of the request itself
 * (request-commands.ts); here is what a request of units between regions has beside them.
 */

import type { Instant } from "../../base/instant.ts";
import type { Owner, WordsDigest } from "../request/request-facts.ts";
import type { Grade } from "../vocabulary.ts";
import type { AidMessage, AidText } from "./aid-facts.ts";

export type AidCommand =
  | {
      /** Asks a neighbour region for units. */
      readonly type: "aid.ask";
      /** Left out = by the tiers: the first of the nearest tier, and whoever follows when it refuses or does not answer in time. */
      readonly region?: string;
      readonly quantity: number;
      /** Codes of skills that each should have; left out = none in particular. */
      readonly skills?: readonly string[];
      /** The grade that there is no cover for. */
      readonly grade?: Grade;
      /** Code of the area to be helped. */
      readonly area?: string;
      readonly untilAt: Instant;
      /** Where they report; left out = the centre of the region. */
      readonly meet?: { readonly latE7: number; readonly lonE7: number };
      readonly words?: string;
      readonly neededAt?: Instant;
      readonly deadlineAt?: Instant;
      readonly owner?: Owner;
      readonly incident?: number;
      /** Set by the live loop, never by a client. */
      readonly digest?: WordsDigest;
    }
  | {
      /** Names the units that go, out of those that are free and above every floor. */
      readonly type: "aid.commit";
      readonly request: number;
      readonly units: readonly number[];
      readonly etaAt?: Instant;
    }
  | {
      /** Guests report here. Left out `units` = all that are awaited. */
      readonly type: "aid.arrive";
      readonly request: number;
      readonly units?: readonly number[];
    }
  | {
      /** Guests are let go, or called off on their way. Left out `units` = all. */
      readonly type: "aid.release";
      readonly request: number;
      readonly units?: readonly number[];
      readonly reason: string;
    }
  | {
      /** The home region wants its units back; the other lets them go. Left out `units` = all. */
      readonly type: "aid.recall";
      readonly request: number;
      readonly units?: readonly number[];
      readonly reason: string;
    }
  | {
      /** A unit that was lent is home again. A reason is needed where the other region has not let it go. */
      readonly type: "aid.return";
      readonly unit: number;
      readonly reason?: string;
    }
  | {
      /** When a neighbour was heard last. Noted by the link, never by a client. */
      readonly type: "aid.note-link";
      readonly region: string;
      readonly heardAt: Instant;
    }
  | {
      /** A message from another region. Asked for by the link, never by a client. */
      readonly type: "aid.receive";
      readonly fromRegion: string;
      readonly position: number;
      readonly message: AidMessage;
      readonly text?: AidText;
      /** Set by the live loop: the fingerprint of the words as they arrived. */
      readonly digest?: WordsDigest;
    };
