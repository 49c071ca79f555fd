/**
 * Errors of the public API as the browser sees them: the server's application/problem+json with its stable code, or
 * a fault of the way there (`network.unreachable`, `network.timeout`). One class, so that every screen can show
 * title, detail and what would be needed. The table of codes is the server's; it is not repeated here.
 */

export interface ProblemWarning {
  readonly code: string;
  readonly message: string;
  readonly unit?: number;
}

export interface ProblemBody {
  readonly title?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  /** Warning codes that the command must list in `accept` to go ahead. */
  readonly needs?: readonly string[];
  readonly warnings?: readonly ProblemWarning[];
}

export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly warnings: readonly ProblemWarning[];
  /** Seconds the server asks us to wait; 0 = it did not say. */
  readonly retryAfterSeconds: number;

  constructor(body: ProblemBody, status: number, retryAfterSeconds = 0) {
    super(body.detail ?? body.title ?? `The server answered with status ${status}`);
    this.status = status;
    this.code = body.code ?? "unknown";
    this.title = body.title ?? "Request failed";
    this.needs = body.needs ?? [];
    this.warnings = body.warnings ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function isProblem(thrown: unknown): thrown is Problem {
  return thrown instanceof Problem;
}

/** One sentence for a person, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The fault of the way to the server: nothing is known about what it did. */
export function networkProblem(
  code: "network.unreachable" | "network.timeout",
  detail: string,
): Problem {
  return new Problem({ title: "The server can't be reached", code, detail }, 0);
}

/** Reads a failed answer; a body that is no problem document still gives a problem with the status. */
export async function problemFromResponse(response: Response): Promise<Problem> {
  const retryAfterSeconds = Number(response.headers.get("retry-after") ?? "0") || 0;
  let body: ProblemBody = {};
  try {
    const parsed: unknown = await response.json();
    if (typeof parsed === "object" && parsed !== null) body = parsed;
  } catch {
    // A proxy's HTML page or an empty body: the status is all there is.
  }
  return new Problem(body, response.status, retryAfterSeconds);
}
