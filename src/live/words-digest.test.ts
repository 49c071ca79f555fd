/** Equal, truncated and re-encoded copies of the same words, as a receipt would tell them apart. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { receiptOf } from "../core/request/request-facts.ts";
import { digestOf } from "./words-digest.ts";

const words = "Vier Schilde — für die Brücke, naïve façade 🚒\r\nZeile zwei";

test("SHA-256 of the UTF-8 bytes, as FIPS 180-4 gives it for abc", () => {
  assert.deepEqual(digestOf("abc"), {
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    bytes: 3,
  });
});

test("an equal copy arrived whole, in whatever form its bytes were held", () => {
  assert.equal(receiptOf(digestOf(words), digestOf(Buffer.from(words, "utf8"))), "arrived whole");
  assert.equal(receiptOf(digestOf(""), digestOf("")), "arrived whole");
});

test("each truncated copy is a shortened one", () => {
  const bytes = Buffer.from(words, "utf8");
  for (let length = 0; length < bytes.length; length += 1)
    assert.equal(receiptOf(digestOf(words), digestOf(bytes.subarray(0, length))), "shortened copy");
});

test("a re-encoded copy is never taken for whole", () => {
  const copies: readonly (readonly [string, Uint8Array | string, string])[] = [
    ["UTF-16", Buffer.from(words, "utf16le"), "changed copy"],
    ["UTF-8 with a byte order mark", `\uFEFF${words}`, "changed copy"],
    ["canonical decomposition", words.normalize("NFD"), "changed copy"],
    ["other letters, as many bytes", words.replace("Vier", "Fünf").slice(0, -1), "changed copy"],
    // These have fewer bytes than were sent, and are said to have.
    ["Latin-1", Buffer.from(words, "latin1"), "shortened copy"],
    ["line ends of another system", words.replace("\r\n", "\n"), "shortened copy"],
  ];
  for (const [what, copy, expected] of copies)
    assert.equal(receiptOf(digestOf(words), digestOf(copy)), expected, what);
});

test("what one side did not say is not stated", () => {
  assert.equal(receiptOf(null, digestOf(words)), "not stated");
  assert.equal(receiptOf(digestOf(words), null), "not stated");
});
