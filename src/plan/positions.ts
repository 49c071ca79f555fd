/**
 * Where a unit is, as far as anybody knows: the newer of the live tracking (telemetry, kept beside the log) and the
 * position that the log itself holds (booked on at base, at the scene, said by a person). Which of the two it is, is
 * decided per unit in unit-scan.ts; here is the shape of the first.
 */

/** Last tracked position per unit id; `at` 0 = never tracked. May be shorter than the list of units. */
export interface PositionOverlay {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  /** Instants. */
  readonly at: Float64Array;
}

export const noOverlay: PositionOverlay = {
  latE7: new Int32Array(0),
  lonE7: new Int32Array(0),
  at: new Float64Array(0),
};
