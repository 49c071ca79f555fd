/**
 * Problem answers (RFC 9457) as one exception type for the edge: handlers throw it, the pipeline turns it into
 * application/problem+json. Whatever else is thrown is a bug: it is logged with its stack and answered with
 * `bug.internal` and a reference, never with the stack.
 */

import type { Refusal, Warning } from "../core/refusal.ts";
import { LiveFault, RefusedError } from "../live/fault.ts";
import { StoreFault } from "../store/port.ts";
import { problemKind, type ProblemCode } from "./problem-codes.ts";

/** Further members of the answer, by code; all bounded. */
interface ProblemExtra {
  readonly needs?: readonly string[];
  /** Each refusal, where several units or commands of one request were refused. */
  readonly each?: readonly {
    readonly code: string;
    readonly detail: string;
    readonly needs?: readonly string[];
  }[];
  readonly warnings?: readonly Warning[];
  /** Where the input does not fit: path and what was expected, never the value. */
  readonly faults?: readonly { readonly path: string; readonly expected: string }[];
  readonly completions?: readonly unknown[];
  readonly retryAfterSeconds?: number;
  readonly position?: number;
  /** Methods the address takes; goes into the header Allow (RFC 9110, 15.5.6). */
  readonly allow?: readonly string[];
}

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;
  /** The connection cannot be used again, for example because a body was not read to its end. */
  readonly closes: boolean;

  constructor(code: ProblemCode, detail: string, extra: ProblemExtra = {}, closes = false) {
    super(detail);
    this.code = code;
    this.extra = extra;
    this.closes = closes;
  }

  get status(): number {
    return problemKind(this.code).status;
  }

  toJSON(): Record<string, unknown> {
    const { status, title } = problemKind(this.code);
    const { retryAfterSeconds: _seconds, allow: _allow, ...extra } = this.extra;
    return {
      type: `urn:muster:problem:${this.code}`,
      title,
      status,
      code: this.code,
      detail: this.message,
      ...extra,
    };
  }
}

export const problemType = "application/problem+json";

export function problemOfRefusal(refusal: Refusal, warnings: readonly Warning[] = []): Problem {
  return new Problem(refusal.code, refusal.message, {
    ...(refusal.needs === undefined ? {} : { needs: refusal.needs }),
    ...(refusal.each === undefined
      ? {}
      : { each: refusal.each.map(({ message, ...rest }) => ({ ...rest, detail: message })) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  });
}

/** The problem an exception stands for, or undefined when it is a bug. */
export function findProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof RefusedError) return problemOfRefusal(error.refusal);
  if (error instanceof LiveFault) {
    return new Problem(error.code, error.message, {
      ...(error.code.startsWith("live.") ? { retryAfterSeconds: 1 } : {}),
      ...(error.position === undefined ? {} : { position: error.position }),
    });
  }
  if (!(error instanceof StoreFault)) return undefined;
  const wait = error.code === "store.busy" ? { retryAfterSeconds: 1 } : {};
  return new Problem(error.code, error.message, wait);
}
