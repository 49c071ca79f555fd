/**
 * Requests over HTTP: a partner asks, sees and answers its own and nothing else; words are counted at the edge, whatever a client
 * says; a receipt tells a whole copy from another; what is ignored escalates by itself.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/requests`;
const words = "Zwei Fahrzeuge — an die Brücke,\r\nbitte 🚒";
const digestOf = (bytes: Uint8Array | string) => ({
  sha256: createHash("sha256").update(bytes).digest("hex"),
  bytes: Buffer.byteLength(bytes),
});

const asked = (changes: object = {}) => ({
  type: "request.ask",
  direction: "outgoing",
  kind: "units",
  quantity: 2,
  party: { kind: "partner", code: "partner" },
  words,
  ...changes,
});
const incoming = { direction: "incoming", kind: "escort", quantity: 1 };

async function requestsOf(server: TestServer, role: "partner" | "dispatcher" = "dispatcher") {
  const { json } = await server.get(`${path}?state=all`, role);
  return json["requests"] as Record<string, unknown>[];
}

test("a partner asks and is answered; it sees neither owner nor escalation, and no other request", async () => {
  await withServer({ units: 1 }, async (server) => {
    const ask = asked({ ...incoming, stated: digestOf(words) });
    const { json } = await server.command(ask, "partner");
    assert.deepEqual(json["made"], { request: 1 });
    await server.command(asked({ party: { kind: "region", code: "elsewhere" } }));
    const [mine, ...others] = await requestsOf(server, "partner");
    assert.deepEqual(others, []);
    assert.partialDeepStrictEqual(mine, { request: 1, state: "asked", owner: null, words });
    assert.equal((await server.get(`${path}/2`, "partner")).status, 404);
    assert.equal((await server.get(`${path}/2/words`, "partner")).json.code, "request.unknown");
    const answer = { type: "request.answer", request: 1, answer: "accepted" };
    assert.equal((await server.command(answer, "partner")).json.code, "role.other-side");
    assert.equal((await server.command({ ...answer, request: 2 }, "partner")).json.code, "request.unknown"); // prettier-ignore
    await server.command(answer, "dispatcher");
    const seen = (await server.get(`${path}/1`, "partner")).json;
    assert.partialDeepStrictEqual(seen, {
      state: "accepted",
      promised: 1,
      receipt: "arrived whole",
    });
    const withdraw = { type: "request.withdraw", request: 1, reason: "they came by themselves" };
    assert.equal((await server.command(withdraw, "partner")).status, 200);
    assert.deepEqual((await server.get(path, "partner")).json["requests"], []);
    assert.equal((await server.get(path, "partner")).json["partner"], "partner");
  });
});

test("words are counted here, whatever a client says, and go out byte for byte", async () => {
  await withServer({ units: 1 }, async (server) => {
    const forged = { digest: { sha256: "0".repeat(64), bytes: 1 } };
    assert.equal((await server.command(asked(forged))).status, 422);
    await server.command(asked());
    const out = await server.request(`${path}/1/words`, {
      headers: { authorization: `Bearer ${await server.token("partner")}` },
    });
    assert.equal(out.text, words);
    const { json } = await server.get(`${path}/1`);
    assert.deepEqual(json["sent"], digestOf(words));
  });
});

test("a receipt of equal, truncated and re-encoded bytes", async () => {
  await withServer({ units: 1 }, async (server) => {
    const copies = [
      [Buffer.from(words, "utf8"), "arrived whole"],
      [Buffer.from(words, "utf8").subarray(0, 20), "shortened copy"],
      [Buffer.from(words, "utf16le"), "changed copy"],
      [undefined, "not stated"],
    ] as const;
    for (const [index, [copy, receipt]] of copies.entries()) {
      await server.command(asked());
      const arrived = copy === undefined ? {} : { arrived: digestOf(copy) };
      const receive = { type: "request.receive", request: index + 1, ...arrived };
      assert.equal((await server.command(receive, "partner")).status, 200);
      const { json } = await server.get(`${path}/${index + 1}`);
      assert.equal(json["receipt"], receipt);
    }
  });
});

test("what nobody acknowledges escalates by itself, with an alarm", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.command(asked());
    server.clock.move(301);
    await server.region.runSystem({ type: "due.work" });
    assert.partialDeepStrictEqual((await requestsOf(server))[0], {
      isOverdue: true,
      step: 1,
      escalatedTo: "dispatcher",
    });
    assert.partialDeepStrictEqual((await requestsOf(server, "partner"))[0], {
      isOverdue: true,
      step: 0,
      escalatedTo: null,
    });
    const { json } = await server.get(`/api/regions/${testRegion}/alarms`);
    assert.partialDeepStrictEqual(json["alarms"], [{ kind: "request overdue", subject: 1 }]);
  });
});
