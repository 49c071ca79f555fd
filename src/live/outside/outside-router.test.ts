import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { makeLog } from "../log.ts";
import { breakerLimits } from "./circuit-breaker.ts";
import { OutsideRouter } from "./outside-router.ts";

const question = { fromLatE7: 1, fromLonE7: 2, toLatE7: 3, toLonE7: 4 };

/** Asks a server of the test's own. `answer` may be replaced between questions. */
async function withRouter(
  first: RequestListener,
  work: (asked: {
    router: OutsideRouter;
    answerWith: (next: RequestListener) => void;
    wait: (millis: number) => void;
    count: () => number;
  }) => Promise<void>,
): Promise<void> {
  let answer = first;
  let count = 0;
  let now = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const router = new OutsideRouter({
    kind: "osrm",
    url: `http://127.0.0.1:${port}`,
    profile: "driving",
    timeoutMillis: 200,
    log: makeLog("silent"),
    millis: () => now,
  });
  try {
    await work({
      router,
      answerWith: (next) => {
        answer = next;
      },
      wait: (millis) => {
        now += millis;
      },
      count: () => count,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const good: RequestListener = (_request, response) =>
  response.end('{"code":"Ok","durations":[[61.2]],"distances":[[900]]}');

test("a good answer is read", () =>
  withRouter(good, async ({ router }) => {
    assert.deepEqual(await router.ask(question), {
      travelSeconds: 61,
      distanceM: 900,
      version: "",
    });
  }));

test("silence, an error, a flood, a redirect and nonsense are failures, and then nobody is asked for a while", async () => {
  const bad: RequestListener[] = [
    () => {},
    (_request, response) => response.writeHead(500).end("no"),
    (_request, response) => response.end("x".repeat(100_000)),
    (_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    (_request, response) => response.end("[]"),
    (request) => request.socket.destroy(),
  ];
  for (const answer of bad) {
    await withRouter(answer, async ({ router, answerWith, wait, count }) => {
      for (let n = 0; n < breakerLimits.failuresInRow; n += 1)
        assert.deepEqual(await router.ask(question), { outcome: "failed" });
      const asked = count();
      assert.deepEqual(await router.ask(question), { outcome: "resting" });
      assert.equal(count(), asked, "nobody was asked while it rests");
      wait(breakerLimits.restMillis);
      answerWith(good);
      assert.ok("travelSeconds" in (await router.ask(question)), "the trial closes it again");
    });
  }
});
