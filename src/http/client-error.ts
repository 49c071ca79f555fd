/**
 * Requests that Node's parser refuses before there is a request: head too large, too slow, not HTTP. They get a
 * problem with a stable code, too, written straight to the socket, and the connection closes.
 */

import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import type { EdgeCode } from "./problem-codes.ts";
import { Problem, problemType } from "./problem.ts";

const details = {
  "request.head-too-large": "Address and headers together may have at most 16 kB.",
  "request.too-slow": "The request did not arrive in time; send it again.",
  "request.malformed": "This is no HTTP request.",
} as const satisfies Partial<Record<EdgeCode, string>>;

function codeOf(error: NodeJS.ErrnoException): keyof typeof details {
  if (error.code === "HPE_HEADER_OVERFLOW") return "request.head-too-large";
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") return "request.too-slow";
  return "request.malformed";
}

export function answerClientErrors(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = codeOf(error);
    const problem = new Problem(code, details[code]);
    const body = JSON.stringify(problem);
    socket.end(
      `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}
