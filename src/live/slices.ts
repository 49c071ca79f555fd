/**
 * Long work in slices: a generator is taken on for some milliseconds, then whatever waits in the loop has its turn. For
 * what somebody asked that may take a tenth of a second, and must not hold up a command for so long.
 */

export const sliceLimits = {
  millis: 10,
} as const;

/** Goes on for about so long, at least one step. */
export function takeSlice<Value>(
  work: Generator<void, Value>,
  millis: number = sliceLimits.millis,
): IteratorResult<void, Value> {
  const until = performance.now() + millis;
  let step = work.next();
  while (step.done !== true && performance.now() < until) step = work.next();
  return step;
}
