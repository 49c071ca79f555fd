import assert from "node:assert/strict";
import { test } from "node:test";
import { breakerLimits, CircuitBreaker } from "./circuit-breaker.ts";

const { failuresInRow, restMillis } = breakerLimits;

function opened(at: number): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (let n = 0; n < failuresInRow; n += 1) breaker.failed(at);
  return breaker;
}

test("failures in a row open it, a success in between does not let them add up", () => {
  const breaker = new CircuitBreaker();
  for (let n = 0; n < failuresInRow - 1; n += 1) breaker.failed(0);
  assert.equal(breaker.stateAt(0), "closed");
  breaker.succeeded();
  for (let n = 0; n < failuresInRow - 1; n += 1) breaker.failed(0);
  assert.ok(breaker.mayAsk(0));
  breaker.failed(0);
  assert.equal(breaker.stateAt(0), "open");
  assert.ok(!breaker.mayAsk(restMillis - 1));
});

test("after the rest one trial goes; its success closes it", () => {
  const breaker = opened(0);
  assert.ok(breaker.mayAsk(restMillis));
  assert.ok(!breaker.mayAsk(restMillis), "one trial, not two");
  breaker.succeeded();
  assert.equal(breaker.stateAt(restMillis), "closed");
});

test("a failed trial opens it for another rest", () => {
  const breaker = opened(0);
  assert.ok(breaker.mayAsk(restMillis));
  breaker.failed(restMillis + 10);
  assert.ok(!breaker.mayAsk(2 * restMillis));
  assert.ok(breaker.mayAsk(2 * restMillis + 10));
});
