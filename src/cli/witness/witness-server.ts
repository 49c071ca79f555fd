/**
 * A small witness (C2SP tlog-witness): an HTTP server with one verb, and a file with the newest checkpoint that was cosigned
 * of each log. What is remembered is on the disk before the cosignature leaves; a crash in between means that the log is
 * told its size by a 409 and asks again. One request is answered after the other, so nothing can slip in between looking
 * and remembering.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  addCheckpoint,
  witnessLimits,
  type Latest,
  type Witness,
} from "../../record/witness/add-checkpoint.ts";

export class WitnessMemory {
  readonly #database: DatabaseSync;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(join(directory, "witness.db"));
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS latest (origin TEXT PRIMARY KEY, size TEXT NOT NULL, root BLOB NOT NULL) STRICT`);
  }

  find(origin: string): Latest | undefined {
    const row = this.#database
      .prepare("SELECT size, root FROM latest WHERE origin = ?")
      .get(origin);
    if (row === undefined) return undefined;
    return { size: BigInt(String(row["size"])), root: row["root"] as Uint8Array };
  }

  /** Durable when it returns. */
  keep(origin: string, { size, root }: Latest): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO latest VALUES (?, ?, ?)")
      .run(origin, String(size), root);
  }

  close(): void {
    this.#database.close();
  }
}

export function makeWitnessServer(witness: Witness, memory: WitnessMemory): Server {
  const server = createServer((incoming, outgoing) => {
    answer(witness, memory, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(
  witness: Witness,
  memory: WitnessMemory,
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
  // From looking to remembering nothing waits.
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const {
    status,
    contentType,
    body: text,
    remember,
  } = addCheckpoint(witness, (origin) => memory.find(origin), body, now);
  if (remember !== undefined) memory.keep(remember.origin, remember.latest);
  return send(outgoing, status, text, contentType);
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
