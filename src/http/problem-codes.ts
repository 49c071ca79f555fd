/**
 * The stable codes of problem+json answers: what each means, its HTTP status and what to do. The codes of refusals
 * come from the core and of store faults from the store port; here they get their status, so that this table and
 * docs/reference/errors.md are complete. A code is never reused with another meaning.
 */

import type { LineFaultCode } from "../core/grammar/fault.ts";
import type { RefusalCode } from "../core/refusal.ts";
import type { StoreFaultCode } from "../store/port.ts";

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** Faults of the edge: the request did not reach the rules. */
const edge = {
  "request.head-too-large": { status: 431, title: "Address and headers are too large" },
  "request.too-slow": { status: 408, title: "The request took too long to arrive" },
  "request.malformed": { status: 400, title: "This is no HTTP request" },
  "route.unknown": { status: 404, title: "There is nothing at this address" },
  "route.wrong-method": { status: 405, title: "This address does not take that method" },
  "host.not-allowed": { status: 421, title: "This server does not answer under that host name" },
  "origin.not-allowed": { status: 403, title: "The request comes from a page of another origin" },
  "session.none": { status: 401, title: "Nobody is signed in" },
  "session.csrf": { status: 403, title: "The CSRF header is missing or wrong" },
  "token.invalid": { status: 401, title: "The token is unknown, expired or revoked" },
  "token.scope": { status: 403, title: "The token is not for this" },
  "signin.refused": { status: 401, title: "Account and password do not fit" },
  "signin.busy": { status: 503, title: "Too many people are signing in at once" },
  "signin.no-demo": { status: 403, title: "Only a demo signs in by itself" },
  "setup.refused": { status: 403, title: "The link is unknown, used or expired" },
  "setup.password": { status: 422, title: "The password will not do" },
  "access.role": { status: 403, title: "Your role may not do this" },
  "access.region": { status: 403, title: "Your account is not for this region" },
  "access.unit": { status: 403, title: "This is not your own unit" },
  "rate.limited": { status: 429, title: "Too many requests" },
  "rate.streams": { status: 429, title: "The account has too many streams open" },
  "body.too-large": { status: 413, title: "The request body is too large" },
  "body.not-json": { status: 415, title: "The request body must be application/json" },
  "body.invalid-json": { status: 400, title: "The request body is no valid JSON" },
  "input.invalid": { status: 422, title: "The request does not fit its schema" },
  "region.unknown": { status: 404, title: "There is no such region" },
  "account.unknown": { status: 404, title: "There is no such account" },
  "account.known": { status: 409, title: "The account exists already" },
  "account.last-administrator": { status: 409, title: "The last administrator must stay" },
  "account.needs-unit": { status: 422, title: "A crew account needs its region and unit" },
  "account.limit": { status: 409, title: "No more accounts, sessions or tokens fit" },
  "token.unknown": { status: 404, title: "There is no such token" },
  "statement.unknown": { status: 404, title: "There is no such checked statement" },
  "command.id-reused": { status: 409, title: "The command id was used for another command" },
  "command.stale": { status: 409, title: "The region moved on since you looked" },
  "command.too-many": { status: 422, title: "The line asks for too much at once" },
  "position.not-yet": { status: 422, title: "The log has not come that far" },
  "history.replaced": { status: 409, title: "The log goes on differently than the one you have" },
  "forecast.off": { status: 404, title: "This server makes no forecasts" },
  "record.none": { status: 404, title: "The record has no such file" },
  "record.not-rotated": { status: 409, title: "The keys of the record stay as they are" },
  "record.no-proof": { status: 404, title: "This can not be proven" },
  "map.none": { status: 404, title: "No map data is loaded" },
  "map.roadless": { status: 404, title: "The map has no roads to drive on" },
  "map.failed": { status: 503, title: "Roads failed and begin anew" },
  "live.busy": { status: 503, title: "The region has more commands waiting than it takes" },
  "live.not-durable": { status: 503, title: "The disk has not taken yet what would be shown" },
  "live.stopping": { status: 503, title: "The server is stopping" },
  "live.streams-full": { status: 503, title: "No more streams fit" },
  "bug.internal": { status: 500, title: "Muster made a mistake" },
} as const satisfies Record<string, ProblemKind>;

const store = {
  "store.stale-position": { status: 409, title: "Somebody else wrote first" },
  "store.duplicate-command": { status: 409, title: "The command is in the log already" },
  "store.invalid": { status: 422, title: "The store can not hold this" },
  "store.too-large": { status: 413, title: "This is more than the store takes at once" },
  "store.busy": { status: 503, title: "The store has more waiting than it takes" },
  "store.failed": {
    status: 503,
    title: "The store failed: nothing more is taken, what is stored is shown",
  },
  "store.fenced": { status: 503, title: "Another process has taken over this store" },
  "store.locked": { status: 503, title: "Another process holds this store" },
  "store.foreign": { status: 503, title: "The file is no store of this Muster" },
  "store.corrupt": { status: 503, title: "The store is damaged" },
  "store.exists": { status: 409, title: "There is something at that place already" },
  "store.unsupported": { status: 501, title: "This store can not do that" },
  "store.closed": { status: 503, title: "The store is closed" },
} as const satisfies Record<StoreFaultCode, ProblemKind>;

/** A command line that was not understood; the codes are the grammar's. */
const line = {
  "line.empty": { status: 422, title: "The command line asks for nothing" },
  "line.too-long": { status: 422, title: "The command line is too long" },
  "line.unknown": { status: 422, title: "The command line has a word nobody knows" },
  "line.ambiguous": { status: 422, title: "The command line can be read in more than one way" },
  "line.incomplete": { status: 422, title: "The command line is not complete" },
  "line.extra": { status: 422, title: "The command line has more than its verb takes" },
} as const satisfies Record<LineFaultCode, ProblemKind>;

/** Status of a refusal by what its code begins or ends with; a refusal's title is fixed, its detail says the rest. */
function refusalStatus(code: RefusalCode): number {
  if (code.endsWith("unknown")) return code === "code.unknown" ? 422 : 404;
  if (code.startsWith("role.")) return 403;
  if (code.startsWith("value.") || code.startsWith("time.") || code === "config.invalid")
    return 422;
  if (code === "limit.text" || code === "needs.reason") return 422;
  return 409;
}

export type EdgeCode = keyof typeof edge;
export type ProblemCode = EdgeCode | LineFaultCode | StoreFaultCode | RefusalCode;

const known: Readonly<Record<string, ProblemKind>> = { ...edge, ...line, ...store };

export function problemKind(code: ProblemCode): ProblemKind {
  return (
    known[code] ?? {
      status: refusalStatus(code as RefusalCode),
      title: "The rules refuse this",
    }
  );
}

/** Codes of the edge and of the store; those of refusals stand in the core. */
export const faultCodes: readonly (EdgeCode | LineFaultCode | StoreFaultCode)[] = [
  ...(Object.keys(edge) as EdgeCode[]),
  ...(Object.keys(line) as LineFaultCode[]),
  ...(Object.keys(store) as StoreFaultCode[]),
];
