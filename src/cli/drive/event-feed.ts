/**
 * The live stream of a region, read as server-sent events and resumed by position after every gap. A server that
 * restarts or cuts a slow reader loses nothing here: the feed comes back and goes on after the last id it saw.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { CoreEvent } from "../../core/events.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";

export interface Frame {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

export interface FeedListener {
  /** Consecutive events; `last` is the position of the last one. */
  onEvents(events: readonly CoreEvent[], last: number): void;
  /** The server's word on its clock and position, every two seconds. */
  onHead(head: { readonly position: number; readonly now: number }): void;
  /** The server does not have what comes after our position, or tells another history: take a new snapshot. */
  onLost(): Promise<FeedPlace>;
}

/** A position, and of which history of the log it is one. */
export interface FeedPlace {
  readonly position: number;
  readonly history: string;
}

const reconnectMillis = 500;
const lostCodes: ReadonlySet<string> = new Set(["position.not-yet", "history.replaced"]);
/** A frame longer than this is no frame of ours. */
const maxFrameLength = 64 * 1024 * 1024;

/** Cuts a text stream into frames (WHATWG HTML, server-sent events; we read only what the server writes). */
export class FrameReader {
  #rest = "";

  push(chunk: string): Frame[] {
    this.#rest += chunk;
    const parts = this.#rest.split("\n\n");
    this.#rest = parts.pop() ?? "";
    if (this.#rest.length > maxFrameLength)
      throw new ApiProblem(0, "api.stream", "the stream sends no end of frame");
    return parts.flatMap(readFrame);
  }
}

function readFrame(text: string): Frame[] {
  let event = "message";
  let id: string | undefined;
  const data: string[] = [];
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, "");
    const field = line.slice(0, colon);
    if (field === "event") event = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
  }
  return data.length === 0 ? [] : [{ event, data: data.join("\n"), id }];
}

/** Follows the stream after a place until `signal` aborts. */
export async function followFeed(
  client: ApiClient,
  region: string,
  place: FeedPlace,
  listener: FeedListener,
  signal: AbortSignal,
): Promise<void> {
  let { position: after, history } = place;
  while (!signal.aborted) {
    try {
      const response = await client.openStream(
        `/api/regions/${region}/stream?after=${after}&history=${history}`,
        signal,
      );
      const frames = new FrameReader();
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        for (const frame of frames.push(decoder.decode(chunk, { stream: true }))) {
          if (frame.id !== undefined) after = Math.max(after, Number(frame.id));
          takeFrame(frame, listener, after);
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && lostCodes.has(error.code))
        ({ position: after, history } = await listener.onLost());
      else if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) throw error;
    }
    if (!signal.aborted) await sleep(reconnectMillis, undefined, { signal }).catch(() => undefined);
  }
}

function takeFrame(frame: Frame, listener: FeedListener, last: number): void {
  if (frame.event === "events") listener.onEvents(JSON.parse(frame.data) as CoreEvent[], last);
  else if (frame.event === "head")
    listener.onHead(JSON.parse(frame.data) as { position: number; now: number });
}
