/**
 * A router of another program, asked over HTTP for a second opinion. Every question has a time limit and an answer of
 * bounded length; after a few failures in a row nobody is asked for a while. It is never waited for by a command and
 * never changes a recommendation: its answers become facts in the log with their source (travel-recorder.ts).
 * Off unless the configuration names one.
 */

import type { Log } from "../log.ts";
import {
  askOutside,
  readOutside,
  type OutsideAnswer,
  type OutsideKind,
  type TravelQuestion,
} from "../../wire/outside/travel-question.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";

export interface OutsideRouterOptions {
  readonly kind: OutsideKind;
  /** Address of the service without a trailing slash. */
  readonly url: string;
  readonly profile: string;
  readonly timeoutMillis: number;
  readonly log: Log;
  /** Steady milliseconds; tests give their own. */
  readonly millis?: () => number;
}

const outsideLimits = { answerBytes: 64 * 1024 } as const;

export type OutsideOutcome =
  | Exclude<OutsideAnswer, { fault: string }>
  /** Nobody was asked (`resting`), or nothing usable came back (`failed`). */
  | { readonly outcome: "resting" | "failed" };

export class OutsideRouter {
  readonly kind: OutsideKind;
  readonly #options: OutsideRouterOptions;
  readonly #breaker = new CircuitBreaker();
  readonly #millis: () => number;

  constructor(options: OutsideRouterOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#millis = options.millis ?? (() => performance.now());
  }

  /** Never throws. */
  async ask(question: TravelQuestion): Promise<OutsideOutcome> {
    if (!this.#breaker.mayAsk(this.#millis())) return { outcome: "resting" };
    const fault = await this.#tryAsk(question).catch((error: unknown) => ({
      fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }));
    if (!("fault" in fault)) {
      this.#breaker.succeeded();
      return fault;
    }
    this.#breaker.failed(this.#millis());
    const resting = this.#breaker.stateAt(this.#millis()) === "open";
    this.#options.log.warn({ router: this.kind, resting }, `no usable answer: ${fault.fault}`);
    return { outcome: "failed" };
  }

  async #tryAsk(question: TravelQuestion): Promise<OutsideAnswer> {
    const { kind, url: base, profile, timeoutMillis } = this.#options;
    const { url, method, body } = askOutside(kind, base, profile, question);
    const response = await fetch(url, {
      method,
      body,
      headers: body === null ? {} : { "content-type": "application/json" },
      // A redirect could lead anywhere; the configuration says where to ask.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMillis),
    });
    const text = await readBounded(response);
    if (text === undefined)
      return { fault: `an answer of more than ${outsideLimits.answerBytes} bytes` };
    if (!response.ok) return { fault: `HTTP status ${response.status}` };
    return readOutside(kind, text);
  }
}

/** The body as text, or undefined when it is longer than anybody would need. */
async function readBounded(response: Response): Promise<string | undefined> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (length > outsideLimits.answerBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
