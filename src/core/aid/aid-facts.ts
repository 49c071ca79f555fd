/**
 * What two regions tell each other, and what a request between them knows beside what every request knows. A message is a fact
 * in both logs; its words are private text beside it.
 */

import type { Instant } from "../../base/instant.ts";
import type { WordsDigest } from "../request/request-facts.ts";
import type { Grade, RequestAnswer, RequestKind } from "../vocabulary.ts";

/** What units are asked for, in the codes of the region that asks. */
export interface AidTerms {
  /** Each unit should have all of these. */
  readonly skills: readonly string[];
  /** The grade that there is no cover for; null = not said. */
  readonly grade: Grade | null;
  /** Code of the area to be helped; null = not said. */
  readonly area: string | null;
  /** Until when they are needed. */
  readonly untilAt: Instant;
  /** Where they report. */
  readonly meet: { readonly latE7: number; readonly lonE7: number };
}

/** Units that are asked for by the tiers: a line of requests, each of another neighbour, for what the ones before it lack. */
export interface AidLine {
  /** Number of the first of the line. */
  readonly first: number;
  /** Units that the line is for. */
  readonly wanted: number;
}

/** Of one request that goes over the link. */
export interface AidFacts {
  /** Number of the request in the log of the region that asks. */
  readonly number: number;
  /** Null = not of units. */
  readonly terms: AidTerms | null;
  /** Whoever asked withdrew it while units were away; it ends so once they are home. Left out = no. */
  readonly isWithdrawn?: true;
  /** Left out = one region was named, and nobody else is asked. */
  readonly line?: AidLine;
}

/** A unit as its home region describes it to another. */
export interface LentUnit {
  /** Its id at home. */
  readonly unit: number;
  readonly callSign: string;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly crew: number;
}

type MessageOf =
  | {
      readonly step: "ask";
      readonly kind: RequestKind;
      readonly item: string | null;
      readonly quantity: number;
      readonly neededAt: Instant;
      readonly sent: WordsDigest | null;
      readonly terms: AidTerms | null;
    }
  | { readonly step: "receive"; readonly arrived: WordsDigest | null }
  | { readonly step: "answer"; readonly answer: RequestAnswer; readonly quantity: number }
  | {
      readonly step: "commit";
      readonly quantity: number;
      readonly etaAt: Instant;
      readonly units: readonly LentUnit[];
    }
  | { readonly step: "set out"; readonly etaAt: Instant }
  /** `units`: their ids at home; empty = what was asked for is no units. */
  | { readonly step: "arrive"; readonly units: readonly number[] }
  | { readonly step: "release"; readonly units: readonly number[] }
  | { readonly step: "withdraw" }
  | { readonly step: "recall"; readonly units: readonly number[] }
  /** They are home already, without having been released. */
  | { readonly step: "return"; readonly units: readonly number[] };

/** About the request `number` of the log of the region `asker`. */
export type AidMessage = MessageOf & { readonly asker: string; readonly number: number };

/** What of a message is private text. */
export interface AidText {
  readonly words?: string;
  readonly reason?: string;
}

/** A message on its way: identified by the region that says it and its position among what that region says to this one. */
export interface AidPost {
  readonly to: string;
  /** From 1, without gaps. */
  readonly position: number;
  /** When it was said. */
  readonly at: Instant;
  readonly message: AidMessage;
  readonly text?: AidText;
}
