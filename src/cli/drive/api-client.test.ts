/** What a player's client does when the server says that it is busy, or that its disk is slow. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { ApiClient, ApiProblem } from "./api-client.ts";

/** A server that gives these statuses in turn, then 200; `asked` counts by method. */
async function withAnswers(
  statuses: number[],
  work: (client: ApiClient, asked: () => number) => Promise<void>,
): Promise<void> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? { fine: true } : { code: "live.not-durable" }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  try {
    await work(ApiClient.withToken(`http://127.0.0.1:${address.port}`, "none"), () => asked);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

test("a look that a slow disk keeps waiting is asked again; a refusal is not", async () => {
  await withAnswers([503, 408], async (client, asked) => {
    assert.deepEqual(await client.get("/x"), { fine: true });
    assert.equal(asked(), 3);
  });
  await withAnswers([503], async (client) => {
    const { bytes } = await client.getBytes("/x");
    assert.equal(new TextDecoder().decode(bytes), '{"fine":true}');
  });
  await withAnswers([404], async (client, asked) => {
    await assert.rejects(client.get("/x"), (error) => error instanceof ApiProblem && error.status === 404); // prettier-ignore
    assert.equal(asked(), 1);
  });
});

test("a sign-in that came too slowly is asked again", async () => {
  await withAnswers([408], async (client, asked) => {
    await ApiClient.signInToDemo(client.origin, "supervisor");
    assert.equal(asked(), 2);
  });
});

test("positions are sent again as well, and any other post is not: it could be done twice", async () => {
  await withAnswers([503], async (client, asked) => {
    await client.postAgain("/positions", { positions: [] });
    assert.equal(asked(), 2);
  });
  await withAnswers([503], async (client, asked) => {
    await assert.rejects(client.post("/x", {}), (error) => error instanceof ApiProblem && error.status === 503); // prettier-ignore
    assert.equal(asked(), 1);
  });
});
