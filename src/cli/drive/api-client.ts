/**
 * The public API as an outside program sees it: sign in (a demo's own way, or a token), ask, command. Played
 * callers and crews use this and nothing else of the server. A retry of a command keeps its id, so that it is done
 * once. Not here: the event stream (event-feed.ts), what to command.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientCommand } from "../../wire/command-schema.ts";
import type { Role } from "../../core/vocabulary.ts";

/** The server said no, with a stable code; or could not be reached (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export interface SessionView {
  readonly account: { readonly id: string };
  readonly csrf: string | null;
  readonly demo: boolean;
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly clock: { readonly now: number; readonly speed: number };
}

export interface CommandAnswerView {
  readonly position: number;
  readonly events: number;
  readonly made: { readonly contact?: number; readonly incident?: number; readonly unit?: number };
}

/** Answers that are worth another try: the server was busy, restarting, its disk was slow, or the request came too slowly. */
const busyStatus: ReadonlySet<number> = new Set([408, 429, 502, 503]);
/** A command goes again under its id, and a look goes again, also where the server is out of reach or does not answer. */
const retryableStatus: ReadonlySet<number> = new Set([0, ...busyStatus]);
const maxTries = 6;
const firstWaitMillis = 150;
/** An answer that takes longer is not waited for; a command is asked again under its id. */
const answerMillis = 30_000;

export class ApiClient {
  readonly origin: string;
  readonly #headers: Record<string, string>;

  private constructor(origin: string, headers: Record<string, string>) {
    this.origin = origin;
    this.#headers = headers;
  }

  static withToken(origin: string, token: string): ApiClient {
    return new ApiClient(origin, { authorization: `Bearer ${token}` });
  }

  /**
   * In a demo anybody is who they say; elsewhere the server refuses this (signin.no-demo). Played people sign in as
   * robots, so that nothing they do stands under the account of a person. Asked again where the server is busy: a session too many does nothing.
   */
  static async signInToDemo(
    origin: string,
    role: Role,
    more: { readonly as?: "robot"; readonly region?: string; readonly unit?: number } = {},
  ): Promise<ApiClient> {
    const response = await askAgain(retryableStatus, async () => {
      const answer = await fetchOrProblem(`${origin}/api/session/demo`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ role, ...more }),
      });
      if (!answer.ok) throw await readProblem(answer);
      return answer;
    });
    const session = (await response.json()) as SessionView;
    const cookie = response.headers.getSetCookie().map((line) => line.split(";", 1)[0]).join("; "); // prettier-ignore
    return new ApiClient(origin, { cookie, "x-muster-csrf": session.csrf ?? "" });
  }

  async getSession(): Promise<SessionView> {
    return (await this.#ask("GET", "/api/session")) as SessionView;
  }

  /** Asked again a few times where the server is busy or does not answer: looking changes nothing. */
  async get(path: string): Promise<unknown> {
    return askAgain(retryableStatus, async () => this.#ask("GET", path));
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return this.#ask("POST", path, body);
  }

  async getBytes(path: string): Promise<{ bytes: Uint8Array; headers: Headers }> {
    return askAgain(retryableStatus, async () => {
      const response = await fetchOrProblem(this.origin + path, { headers: this.#headers });
      if (!response.ok) throw await readProblem(response);
      return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
    });
  }

  /** The open answer of a stream; `signal` ends it. */
  async openStream(path: string, signal: AbortSignal): Promise<Response> {
    const headers = { ...this.#headers, accept: "text/event-stream" };
    const response = await fetchOrProblem(this.origin + path, { headers, signal });
    if (!response.ok) throw await readProblem(response);
    return response;
  }

  /** Answered when it is durable. Busy and unreachable servers are asked again under the same id, a few times. */
  async command(
    region: string,
    command: ClientCommand,
    occurredAt?: number,
  ): Promise<CommandAnswerView> {
    const body = { id: randomUUID(), command, ...(occurredAt === undefined ? {} : { occurredAt }) };
    const path = `/api/regions/${region}/commands`;
    return askAgain(
      retryableStatus,
      async () => (await this.post(path, body)) as CommandAnswerView,
    );
  }

  /** What changes nothing when it is sent twice, such as positions or a plan: it is asked again as looking is. */
  async postAgain(path: string, body: unknown): Promise<unknown> {
    return askAgain(retryableStatus, async () => this.post(path, body));
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetchOrProblem(this.origin + path, {
      method,
      headers: {
        ...this.#headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMillis),
    });
    if (!response.ok) throw await readProblem(response);
    return response.status === 204 ? undefined : response.json();
  }
}

async function askAgain<Answer>(
  worthIt: ReadonlySet<number>,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const again = error instanceof ApiProblem && worthIt.has(error.status);
      if (!again || attempt >= maxTries) throw error;
      await sleep(firstWaitMillis * 2 ** (attempt - 1));
    }
  }
}

async function fetchOrProblem(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new ApiProblem(
      0,
      "api.unreachable",
      `${new URL(url).origin} can not be reached: ${cause}`,
    );
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as { code?: unknown; detail?: unknown };
    const code = typeof problem.code === "string" ? problem.code : "api.no-code";
    const detail = typeof problem.detail === "string" ? problem.detail : text.slice(0, 300);
    return new ApiProblem(response.status, code, detail);
  } catch {
    return new ApiProblem(response.status, "api.not-json", text.slice(0, 300));
  }
}
