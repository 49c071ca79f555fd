/**
 * The guards by themselves: host names, rate limits with a clock that is passed in, and bounded memory.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { microsPerSecond } from "../../base/instant.ts";
import type { Problem } from "../problem.ts";
import { makeHostGuard } from "./hosts.ts";
import { RateLimit, rateLimits } from "./rate-limit.ts";

function codeOf(work: () => void): string {
  try {
    work();
    return "";
  } catch (error) {
    return (error as Problem).code;
  }
}

const hosts: readonly [string, string | undefined, string][] = [
  ["127.0.0.1", "127.0.0.1:8787", ""],
  ["127.0.0.1", "localhost", ""],
  ["127.0.0.1", "[::1]:8787", ""],
  ["127.0.0.1", "127.8.9.10:1", ""],
  ["127.0.0.1", "room.example", "host.not-allowed"],
  ["127.0.0.1", "localhost.attacker.example", "host.not-allowed"],
  ["127.0.0.1", "attacker.example@127.0.0.1", "host.not-allowed"],
  ["127.0.0.1", "127.0.0.1:8787/x", "host.not-allowed"],
  ["127.0.0.1", undefined, "host.not-allowed"],
  ["0.0.0.0", "muster.example", ""],
  ["0.0.0.0", "localhost", "host.not-allowed"],
  ["0.0.0.0", "muster.example:8787", "host.not-allowed"],
];

test("host names: loopback under any port, else the configured ones only", () => {
  for (const [listen, host, expected] of hosts) {
    const guard = makeHostGuard({ host: listen, origins: ["https://muster.example"] });
    assert.equal(
      codeOf(() => guard.checkHost(host)),
      expected,
      `${listen} ${host}`,
    );
  }
});

test("origins: none or same for programs and own pages, others refused", () => {
  const guard = makeHostGuard({ host: "0.0.0.0", origins: ["https://muster.example"] });
  const cases: readonly [string | undefined, string | undefined, string][] = [
    [undefined, undefined, ""],
    [undefined, "same-origin", ""],
    [undefined, "cross-site", "origin.not-allowed"],
    ["https://muster.example", "same-origin", ""],
    ["http://muster.example", undefined, "origin.not-allowed"],
    ["https://muster.example.attacker.example", undefined, "origin.not-allowed"],
    ["null", undefined, "origin.not-allowed"],
    ["http://127.0.0.1:8787", undefined, "origin.not-allowed"],
  ];
  for (const [origin, site, expected] of cases) {
    assert.equal(
      codeOf(() => guard.checkOrigin(origin, site)),
      expected,
      `${origin} ${site}`,
    );
  }
});

test("in any stretch of time a key gets at most its burst and its rate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 500_000 }), { maxLength: 300 }),
      (perSecond, burst, waits) => {
        const limit = new RateLimit(perSecond, burst);
        let now = 1_000_000_000;
        const start = now;
        let taken = 0;
        for (const wait of waits) {
          now += wait;
          if (codeOf(() => limit.take("key", now)) === "") taken += 1;
        }
        assert.ok(taken <= burst + ((now - start) / microsPerSecond) * perSecond + 1e-6);
        if (waits.length <= burst) assert.equal(taken, waits.length, "up to the burst all pass");
      },
    ),
  );
});

test("keys do not share a limit, and their number is bounded", () => {
  const limit = new RateLimit(1, 1);
  assert.equal(
    codeOf(() => limit.take("a", 0)),
    "",
  );
  assert.equal(
    codeOf(() => limit.take("a", 0)),
    "rate.limited",
  );
  assert.equal(
    codeOf(() => limit.take("b", 0)),
    "",
  );
  for (let n = 0; n < rateLimits.keys + 10; n += 1) limit.take(`key ${n}`, 10);
  assert.equal(
    codeOf(() => limit.take("a", 10 + 60 * microsPerSecond)),
    "",
  );
});

test("a refusal says when to come back", () => {
  const limit = new RateLimit(0.1, 1);
  limit.take("a", 0);
  try {
    limit.take("a", 0);
    assert.fail("it was let in");
  } catch (error) {
    assert.equal((error as Problem).extra.retryAfterSeconds, 10);
  }
});
