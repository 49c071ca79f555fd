/**
 * What a fit is told of a recorded call: when, what, where, and how long things took. No name, no words, no address.
 */
import type { Instant } from "../../base/instant.ts";
import type { Grade } from "../../core/vocabulary.ts";

export interface FitCall {
  readonly receivedAt: Instant;
  readonly type: string;
  readonly grade: Grade;
  readonly latE7: number;
  readonly lonE7: number;
  readonly area: string;
  /** Received to first unit sent; undefined = not recorded. */
  readonly handlingSeconds: number | undefined;
  readonly responses: readonly FitResponse[];
}

/** One unit's part in a call; undefined = not recorded. */
export interface FitResponse {
  /** Sent to on the move. */
  readonly turnoutSeconds: number | undefined;
  /** At the scene to available again, a hospital included. */
  readonly sceneSeconds: number | undefined;
  /** From its base by straight line, and how long it took. */
  readonly journey: { readonly metres: number; readonly seconds: number } | undefined;
}

/** An incident type of the records. */
export interface FitType {
  readonly code: string;
  readonly name: string;
  readonly group: string;
  /** Median minutes at the scene where nothing is recorded. */
  readonly sceneMinutes: number;
}
