/**
 * Reading a request body: JSON only, never more than the route's limit in memory. A body that is too large is not
 * read to its end; the connection closes after the answer, because what follows on it is the rest of that body.
 */

import type { IncomingMessage } from "node:http";
import { Problem } from "../problem.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

function tooLarge(limitBytes: number): Problem {
  return new Problem(
    "body.too-large",
    `The body may have at most ${limitBytes} bytes; send less at once.`,
    {},
    true,
  );
}

/** An escape of half a character (a surrogate); nearly no body has one, so nearly none is looked through. */
const halfEscape = /\\u[dD][89a-fA-F]/;

/**
 * JSON can escape half a character (`"\ud800"`), which no UTF-8 can hold: what is stored with it is answered with it, and
 * strict readers of our answers stop there (RFC 8259, section 8.2; RFC 7493, section 2.1). Throws on one.
 */
function refuseHalves(key: string, value: unknown): unknown {
  if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed()))
    throw new SyntaxError("half a character");
  return value;
}

export async function readJsonBody(
  incoming: IncomingMessage,
  limitBytes: number,
): Promise<unknown> {
  const type = incoming.headers["content-type"]?.split(";", 1)[0].trim().toLowerCase();
  if (type !== "application/json") {
    throw new Problem("body.not-json", "Send the body as application/json.", {}, true);
  }
  if (!["", "identity"].includes((incoming.headers["content-encoding"] ?? "").toLowerCase())) {
    throw new Problem("body.not-json", "Send the body without Content-Encoding.", {}, true);
  }
  if (Number(incoming.headers["content-length"] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem || !incoming.destroyed) throw error;
    // The client went away; nobody reads this answer, but it is no fault of ours.
    throw new Problem("request.malformed", "The connection ended before the body.", {}, true);
  }
  try {
    // Bytes that are no UTF-8 are refused: replaced by a sign, a name or an id would be another one.
    const text = utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    return halfEscape.test(text) ? JSON.parse(text, refuseHalves) : JSON.parse(text);
  } catch {
    // The parser's own message would quote the input.
    throw new Problem(
      "body.invalid-json",
      "The body is no valid JSON in UTF-8; check it with a JSON tool.",
    );
  }
}
