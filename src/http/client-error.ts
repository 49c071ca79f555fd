/**
 * Requests that Node's parser refuses before there is a request: head too large, too slow, not HTTP. They get a
 * problem with a stable code, too, written straight to the socket, and the connection closes. So do tunnels and
 * expectations, which Node would answer without a body.
 */

import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { EdgeCode } from "./problem-codes.ts";
import { Problem, problemType } from "./problem.ts";

const details = {
  "request.head-too-large": "Address and headers together may have at most 16 kB.",
  "request.too-slow": "The request did not arrive in time; send it again.",
  "request.malformed": "This is no HTTP request that this server takes.",
} as const satisfies Partial<Record<EdgeCode, string>>;

function codeOf(error: NodeJS.ErrnoException): keyof typeof details {
  if (error.code === "HPE_HEADER_OVERFLOW") return "request.head-too-large";
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") return "request.too-slow";
  return "request.malformed";
}

function writeProblem(socket: Duplex, code: keyof typeof details): void {
  const problem = new Problem(code, details[code]);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

export function answerClientErrors(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else writeProblem(socket, codeOf(error));
  });
  // Node answers these two itself otherwise, with no body or by closing.
  server.on("connect", (_incoming, socket: Duplex) => writeProblem(socket, "request.malformed"));
  server.on("checkExpectation", (incoming: IncomingMessage) =>
    writeProblem(incoming.socket, "request.malformed"),
  );
}
