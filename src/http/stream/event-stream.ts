/**
 * One open stream to one client, written straight to the socket: the frames are shared bytes, and a thousand streams
 * must not cost a thousand encodings. What the client has not taken is bounded; at the bound the stream is cut, and
 * the client resumes by its last id. Not here: what is sent (console-stream.ts, crew-stream.ts).
 */

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { securityHeaders } from "../guard/headers.ts";

export const streamLimits = {
  /** Bytes a client may be behind before it is cut loose. */
  bufferedBytes: 1024 * 1024,
  /** Above this, positions are left out until the client has caught up: they are soon stale anyway. */
  bufferedForPositionsBytes: 64 * 1024,
  /** Events in one frame while catching up. */
  eventsPerFrame: 1_000,
  headMillis: 2_000,
  positionsMillis: 500,
  /** What a browser waits before it comes back, plus up to as much again, so that not all come at once. */
  retryMillis: 1_000,
} as const;

export class EventStream {
  readonly #socket: Socket;
  readonly #onSlow: () => void;
  #isOpen = true;

  constructor(outgoing: ServerResponse, onSlow: () => void) {
    // The body ends with the connection: no chunk headers around every frame.
    outgoing.useChunkedEncodingByDefault = false;
    outgoing.shouldKeepAlive = false;
    outgoing.writeHead(200, {
      ...securityHeaders,
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      connection: "close",
    });
    outgoing.flushHeaders();
    const { socket } = outgoing;
    if (socket === null) throw new Error("the connection is gone");
    socket.setNoDelay(true);
    socket.setTimeout(0);
    this.#socket = socket;
    this.#onSlow = onSlow;
    socket.once("close", () => {
      this.#isOpen = false;
    });
    const retry = streamLimits.retryMillis + Math.floor(Math.random() * streamLimits.retryMillis);
    this.#socket.write(`retry: ${retry}\n\n`);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  onClose(listener: () => void): void {
    if (this.#isOpen) this.#socket.once("close", listener);
    else listener();
  }

  write(frame: Buffer): void {
    if (!this.#isOpen) return;
    this.#socket.write(frame);
    if (this.#socket.writableLength > streamLimits.bufferedBytes) {
      this.#onSlow();
      this.cut();
    }
  }

  /** Without the bound: a backlog is written a frame at a time, each after `whenDrained`. */
  writeBacklog(frame: Buffer): void {
    if (this.#isOpen) this.#socket.write(frame);
  }

  /** Resolves when the client has taken nearly everything, or is gone. */
  async whenDrained(): Promise<void> {
    if (!this.#isOpen || !this.#socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#socket.off("drain", done);
        this.#socket.off("close", done);
        resolve();
      };
      this.#socket.once("drain", done);
      this.#socket.once("close", done);
    });
  }

  end(): void {
    if (this.#isOpen) this.#socket.end();
  }

  cut(): void {
    this.#isOpen = false;
    this.#socket.destroy();
  }
}
