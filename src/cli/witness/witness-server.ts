/**
 * A small witness (C2SP tlog-witness): an HTTP server with one verb. What is remembered is on the disk before the cosignature leaves;
 * a crash in between means that the log is told its size by a 409 and asks again. From looking to remembering nothing waits, so
 * nothing can slip in between. A checkpoint that no known key signed has it look whether the log has led to another key.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  addCheckpoint,
  readAddCheckpoint,
  witnessLimits,
  type Witness,
  type WitnessAnswer,
} from "../../record/witness/add-checkpoint.ts";
import type { KnownLogs } from "./known-logs.ts";
import type { WitnessMemory } from "./witness-memory.ts";

export interface Desk {
  readonly witness: Omit<Witness, "logs">;
  readonly logs: KnownLogs;
  readonly memory: WitnessMemory;
}

export function makeWitnessServer(desk: Desk): Server {
  const server = createServer((incoming, outgoing) => {
    answer(desk, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(
  desk: Desk,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const [path] = (incoming.url ?? "").split("?");
  if (path?.endsWith("/add-checkpoint") !== true)
    return send(outgoing, 404, "POST .../add-checkpoint\n");
  if (incoming.method !== "POST") {
    outgoing.setHeader("allow", "POST");
    return send(outgoing, 405, "POST it\n");
  }
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.setHeader("connection", "close");
    return send(outgoing, 413, `at most ${witnessLimits.maxBytes} bytes\n`);
  }
  let done = cosign(desk, body);
  if (done.status === 403) {
    const origin = readAddCheckpoint(body).value?.checkpoint.origin;
    if (origin !== undefined && (await desk.logs.lead(origin))) done = cosign(desk, body);
  }
  return send(outgoing, done.status, done.body, done.contentType);
}

/** Nothing waits in it. */
function cosign({ witness, logs, memory }: Desk, body: Uint8Array): WitnessAnswer {
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const known = { ...witness, logs: logs.keys };
  const answered = addCheckpoint(known, (origin) => memory.find(origin), body, now);
  const { remember } = answered;
  if (remember !== undefined) memory.keep(remember.origin, remember.latest);
  return answered;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > witnessLimits.maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(
  outgoing: ServerResponse,
  status: number,
  text: string,
  contentType = "text/plain; charset=utf-8",
): void {
  outgoing.writeHead(status, { "content-type": contentType });
  outgoing.end(text);
}
