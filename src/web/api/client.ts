/**
 * The typed client of the public API: same-origin requests with the session cookie and the CSRF header, problem+json
 * as `Problem`, and retries that are safe. A read is repeated; a command is repeated only with the same command id,
 * which the server answers exactly once. The stream is in event-stream.ts; no state is kept here but the CSRF value.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { Role } from "../../core/vocabulary.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { isProblem, networkProblem, problemFromResponse, type Problem } from "./problem.ts";
import type { CommandAnswer, LoggedEvent, Preview, Session, SetupPurpose } from "./types.ts";

/** Longest wait for one answer, and the most attempts for one request; at the limit the last problem is thrown. */
const timeoutMillis = 10_000;
const attemptsMost = 4;
const firstBackoffMillis = 250;

let csrf = "";

/** `readSession` and `signIn` set it; every unsafe request carries it. */
export function setCsrf(value: string): void {
  csrf = value;
}

interface RequestOptions {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Longest wait for one answer; left out = `timeoutMillis`. */
  readonly timeoutMillis?: number;
  /** True when repeating the request can not do anything twice. */
  readonly repeatable?: boolean;
}

function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

function isWorthRepeating(problem: Problem): boolean {
  return (
    problem.status === 0 ||
    problem.status === 429 ||
    problem.status === 502 ||
    problem.code === "live.busy" ||
    problem.code === "live.not-durable"
  );
}

/** A field that is full may end in half a character, which the server refuses: the half becomes a sign. */
function mendText(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}

async function fetchOnce(path: string, options: RequestOptions): Promise<Response> {
  const method = options.method ?? "GET";
  const headers = new Headers({ accept: "application/json" });
  if (method !== "GET") headers.set("x-muster-csrf", csrf);
  if (options.body !== undefined) headers.set("content-type", "application/json");
  const longest = options.timeoutMillis ?? timeoutMillis;
  const timeout = AbortSignal.timeout(longest);
  const signal =
    options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      credentials: "same-origin",
      cache: "no-store",
      body: options.body === undefined ? null : JSON.stringify(options.body, mendText),
    });
  } catch (thrown) {
    if (options.signal?.aborted === true) throw thrown;
    if (timeout.aborted)
      throw networkProblem(
        "network.timeout",
        `No answer within ${longest / 1000} s. It may still arrive.`,
      );
    throw networkProblem(
      "network.unreachable",
      "The connection to the server failed. Check the network, then try again.",
    );
  }
  if (!response.ok) throw await problemFromResponse(response);
  return response;
}

async function refreshCsrf(): Promise<void> {
  const response = await fetchOnce("/api/session", {});
  const session = (await response.json()) as Session;
  setCsrf(session.csrf ?? "");
}

/** Sends one request; throws `Problem`. */
export async function sendRequest(path: string, options: RequestOptions = {}): Promise<Response> {
  const repeatable = options.repeatable ?? (options.method ?? "GET") === "GET";
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchOnce(path, options);
    } catch (thrown) {
      if (isProblem(thrown) && thrown.code === "session.csrf" && attempt === 1) {
        // Refused before anything was done. Another tab signed in anew: the cookie is shared, the value is not.
        await refreshCsrf();
        continue;
      }
      if (!isProblem(thrown) || !repeatable || attempt >= attemptsMost || !isWorthRepeating(thrown))
        throw thrown;
      await sleep(
        Math.max(thrown.retryAfterSeconds * 1000, firstBackoffMillis * 2 ** (attempt - 1)),
      );
    }
  }
}

/** Sends one request and reads its JSON; throws `Problem`. An empty answer (204) gives undefined. */
export async function readJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await sendRequest(path, options);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

function regionPath(region: string, rest: string): string {
  return `/api/regions/${encodeURIComponent(region)}/${rest}`;
}

export async function readSession(): Promise<Session> {
  const session = await readJson<Session>("/api/session");
  setCsrf(session.csrf ?? "");
  return session;
}

export async function signIn(account: string, password: string): Promise<void> {
  await readJson("/api/session", { method: "POST", body: { account, password } });
}

/** Only a demo answers this: sign in as another role, without a password. */
export async function signInToDemo(role: Role): Promise<void> {
  await readJson("/api/session/demo", { method: "POST", body: { role } });
}

/** What a one-time link is for; throws `Problem` when it is unknown, used or expired. */
export async function checkSetup(token: string): Promise<SetupPurpose> {
  return readJson("/api/session/setup/check", { method: "POST", body: { token } });
}

/** Spends a one-time link: makes the first administrator, or sets a password. Signs in. */
export async function setUp(
  token: string,
  account: string,
  password: string,
  name: string,
): Promise<void> {
  const body = { token, account, password, ...(name === "" ? {} : { name }) };
  await readJson("/api/session/setup", { method: "POST", body });
}

/** Every attempt of one command carries the same id, so a lost answer never makes it happen twice. */
export async function sendCommand(
  region: string,
  command: Command,
  id: string = crypto.randomUUID(),
): Promise<CommandAnswer> {
  const path = regionPath(region, "commands");
  return readJson<CommandAnswer>(path, { method: "POST", body: { id, command }, repeatable: true });
}

/** Sends one line of the command grammar; `accept` names the warnings the person has seen. */
export async function sendLine(
  region: string,
  line: string,
  accept: readonly string[] = [],
  id: string = crypto.randomUUID(),
): Promise<CommandAnswer> {
  const path = regionPath(region, "commands");
  return readJson<CommandAnswer>(path, {
    method: "POST",
    body: { id, line, accept },
    repeatable: true,
  });
}

/** What would happen; nothing is stored. */
export async function previewCommand(
  region: string,
  asked: { readonly line: string } | { readonly command: Command },
  signal?: AbortSignal,
): Promise<Preview> {
  const path = regionPath(region, "preview");
  return readJson<Preview>(path, {
    method: "POST",
    body: asked,
    repeatable: true,
    ...(signal && { signal }),
  });
}

export async function readRecommendation(
  region: string,
  incident: number,
  signal?: AbortSignal,
): Promise<Recommendation> {
  return readJson(
    regionPath(region, `incidents/${incident}/recommendation`),
    signal === undefined ? {} : { signal },
  );
}

/** An encoded state, its log position, and which history of the log that is a position of. */
export interface SnapshotAnswer {
  readonly position: number;
  readonly history: string;
  readonly bytes: Uint8Array;
}

async function readSnapshotAnswer(response: Response): Promise<SnapshotAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { headers } = response;
  const position = Number(headers.get("muster-position") ?? "0");
  return { position, history: headers.get("muster-history") ?? "", bytes };
}

/** The encoded state at a durable log position. */
export async function readSnapshot(region: string, signal: AbortSignal): Promise<SnapshotAnswer> {
  return readSnapshotAnswer(await sendRequest(regionPath(region, "snapshot"), { signal }));
}

/** The state that the server keeps for its restart, if all of it was entered until `until`. */
export async function findKeptSnapshot(
  region: string,
  until: Instant,
  signal: AbortSignal,
): Promise<(SnapshotAnswer & { readonly entered: Instant }) | undefined> {
  const path = regionPath(region, `snapshot/kept?until=${until}`);
  const response = await sendRequest(path, { signal });
  if (response.status !== 200) return undefined;
  const entered = Number(response.headers.get("muster-entered") ?? "0");
  return { ...(await readSnapshotAnswer(response)), entered };
}

/** One page of the log after a position, oldest first. */
export async function readEvents(
  region: string,
  after: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ events: readonly LoggedEvent[]; position: number; history: string }> {
  return readJson(regionPath(region, `events?after=${after}&limit=${limit}`), { signal });
}
