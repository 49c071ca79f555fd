/**
 * What the cases of the contract suite share: a short way to write a request, and a check of a refusal's code.
 */
import assert from "node:assert/strict";
import { StoreFault, type AppendRequest, type EventStore, type StoreFaultCode } from "./port.ts";

export type StoreCase = (store: EventStore) => Promise<void>;

export function request(
  region: string,
  expectedPosition: number,
  commandId: string,
  ...facts: string[]
): AppendRequest {
  return {
    region,
    expectedPosition,
    commandId,
    records: facts.map((text) => ({ facts: text, privateText: null })),
  };
}

export async function rejectsWith(
  code: StoreFaultCode,
  promise: Promise<unknown>,
): Promise<StoreFault> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  assert.ok("error" in outcome, `expected ${code}, but it was accepted`);
  assert.ok(
    outcome.error instanceof StoreFault,
    `expected ${code}, got ${String("error" in outcome && outcome.error)}`,
  );
  assert.equal(outcome.error.code, code, outcome.error.message);
  return outcome.error;
}
