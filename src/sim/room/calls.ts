/**
 * What a room on a virtual clock is given and what it says of itself: calls that come, units that come and go, and
 * somebody who counts. Not here: what any of it is drawn from (rehearsal/, forecast/).
 */
import type { Instant, Micros } from "../../base/instant.ts";
import type { Grade } from "../../core/vocabulary.ts";

/** A call and its luck: all of it is known when it comes, whatever the room then does. */
export interface Call {
  /** Unsigned 32-bit integer, of this call alone: draws are by it. */
  readonly number: number;
  readonly at: Instant;
  readonly area: string;
  readonly latE7: number;
  readonly lonE7: number;
  readonly grade: { readonly grade: Grade; readonly incidentType: string };
  /** From a unit's arrival until it clears. */
  readonly sceneMicros: Micros;
  /** From the call until a unit may be sent: somebody listens, grades and decides. Left out = none. */
  readonly handlingMicros?: Micros;
  /** From being sent until a unit moves. Left out = none. */
  readonly turnoutMicros?: Micros;
  /** Ways to this call take so many times what the travel times say. Left out = 1. */
  readonly wayFactor?: number;
  /** After which the caller gives up when no unit was sent; undefined = never. */
  readonly patienceMicros: Micros | undefined;
}

/** Gives calls by rising time, without end. */
export interface CallSource<C extends Call> {
  next: () => C;
}

/** A unit books on or off. An end without a beginning, or a beginning of who is there, changes nothing. */
export interface Duty {
  readonly at: Instant;
  readonly unit: number;
  /** False = it ends. */
  readonly begins: boolean;
  /** Neither: a break of so long begins, at once or when the unit has cleared. */
  readonly breakMicros?: Micros;
  /** Of an end: whoever is busy leaves at once and hands the work over. Left out = goes on until it clears. */
  readonly handsOver?: boolean;
}

/** Somebody who counts what happens. */
export interface Watch<C extends Call> {
  addCall: (call: C) => void;
  /** Units are sent to it: `units` of them. */
  addSent?: (call: C, at: Instant, units: number) => void;
  /** The first unit is at the scene. */
  addResponse: (call: C, at: Instant) => void;
  /** A unit is taken off it for a higher grade, from its scene or on its way there. */
  addDiverted?: (call: C, at: Instant, isAtScene: boolean) => void;
  addGivenUp: (call: C) => void;
  /** Somebody looked whom to send, and no road led there; perhaps more than once. */
  addNoRoadPath?: (call: C) => void;
  /** Dealt with by the call taker: no unit is owed. */
  addAdvised: (call: C) => void;
}

/** Numbers of draws that the room makes itself (CallRandom.seek); 1,000 and above is the way of unit n to the call. */
export const travelPurpose = 7;
