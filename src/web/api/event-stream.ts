/**
 * Reads one server-sent event stream (HTML Living Standard, 9.2) over fetch instead of EventSource, because the
 * console must know why a stream ended: 401 means sign in again, a gone position means take a new snapshot, silence
 * means the data is stale. Reconnecting is the caller's; so is the meaning of the messages.
 */

import { networkProblem, problemFromResponse } from "./problem.ts";

export interface StreamMessage {
  readonly event: string;
  /** Last id seen on the stream; empty = none yet. */
  readonly id: string;
  readonly data: string;
}

/** A line longer than this is no message of ours; the stream is cut. */
const bufferMost = 16 * 1024 * 1024;

/** Turns chunks of text into messages. Feed it in order; one parser per stream. */
export class StreamParser {
  #rest = "";
  #event = "";
  #data: string[] = [];
  #id = "";

  push(chunk: string): StreamMessage[] {
    const messages: StreamMessage[] = [];
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > bufferMost)
      throw networkProblem("network.unreachable", "The stream sent a line without end.");
    for (const line of lines) {
      const message = this.#takeLine(line);
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }

  #takeLine(line: string): StreamMessage | undefined {
    if (line === "") return this.#endMessage();
    if (line.startsWith(":")) return undefined;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id") this.#id = value;
    return undefined;
  }

  #endMessage(): StreamMessage | undefined {
    const data = this.#data.join("\n");
    const event = this.#event === "" ? "message" : this.#event;
    this.#event = "";
    if (this.#data.length === 0) return undefined;
    this.#data = [];
    return { event, id: this.#id, data };
  }
}

/**
 * Reads until the server ends the stream, `signal` aborts, or nothing (not even a comment) came for
 * `silenceMillis`; then it returns or throws `Problem`.
 */
export async function readStream(
  path: string,
  onMessage: (message: StreamMessage) => void,
  options: {
    readonly signal: AbortSignal;
    readonly silenceMillis: number;
    readonly onOpen?: () => void;
  },
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), options.silenceMillis);
  const signal = AbortSignal.any([options.signal, silence.signal]);
  try {
    const headers = { accept: "text/event-stream" };
    const response = await fetch(path, {
      headers,
      signal,
      credentials: "same-origin",
      cache: "no-store",
    });
    if (!response.ok || response.body === null) throw await problemFromResponse(response);
    options.onOpen?.();
    const parser = new StreamParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    // A read under way ends at once, whatever the body does with the signal.
    signal.addEventListener("abort", () => void reader.cancel().catch(() => undefined));
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), options.silenceMillis);
      for (const message of parser.push(value)) onMessage(message);
    }
    signal.throwIfAborted();
  } catch (thrown) {
    if (silence.signal.aborted)
      throw networkProblem(
        "network.timeout",
        `The stream was silent for ${options.silenceMillis / 1000} s.`,
      );
    if (thrown instanceof TypeError)
      throw networkProblem("network.unreachable", "The stream broke off.");
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}
