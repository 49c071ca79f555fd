/**
 * What a loop of callers reaches while nothing else disturbs it, measured on a machine where much else does. The moments
 * of completion are cut into short overlapping windows; on a busy machine most windows are spoilt by somebody else's
 * turn on a core or the disk, and the best few are not. Their rate is steady where the median of whole turns moves by a
 * factor of ten (docs/decisions/0006). It is a figure beside the median, never the promise: what disturbs is real, too.
 */

/** Completions in a window: two batches of 64 callers, so that each holds whole cycles of making and syncing. */
const completionsPerWindow = 128;
const step = 16;
/** The share of windows that is taken as undisturbed. */
const bestShare = 0.03;

/**
 * Microseconds for one completion in the best windows of several turns, each a list of ascending moments in milliseconds.
 * A turn's first window is left out: it begins with everybody at once. Throws RangeError where no turn is long enough.
 */
export function undisturbedMicros(turns: readonly (readonly number[])[]): number {
  const micros: number[] = [];
  for (const moments of turns) {
    for (
      let from = completionsPerWindow;
      from + completionsPerWindow <= moments.length;
      from += step
    ) {
      const millis = moments[from + completionsPerWindow - 1] - moments[from - 1];
      micros.push((millis * 1_000) / completionsPerWindow);
    }
  }
  if (micros.length === 0) {
    const longest = Math.max(0, ...turns.map((moments) => moments.length));
    throw new RangeError(
      `turns: the longest has ${longest} completions, expected at least ${2 * completionsPerWindow}`,
    );
  }
  micros.sort((a, b) => a - b);
  return micros[Math.floor(micros.length * bestShare)];
}
