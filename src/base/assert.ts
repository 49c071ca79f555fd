/**
 * Assertions state what the code around them relies on. A failed one is a bug in Muster, never bad input:
 * the handler that hit it stops, the fault is logged, and the process keeps serving. Bad input is a refusal.
 */

export class BugError extends Error {
  override readonly name = "BugError";
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BugError(message);
}

/** For the end of an exhaustive switch: the compiler proves that it is never reached. */
export function assertNever(value: never, what: string): never {
  throw new BugError(`${what}: got ${JSON.stringify(value)}, which no case handles`);
}
