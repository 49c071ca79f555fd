import assert from "node:assert/strict";
import { test } from "node:test";
import { testStoreContract } from "./contract.ts";
import { rejectsWith, request } from "./contract-tools.ts";
import { testStoreProperties } from "./contract-properties.ts";
import { MemoryStore } from "./memory.ts";

testStoreContract("memory", (run) => run(new MemoryStore()));
testStoreProperties("memory", (run) => run(new MemoryStore()));

test("memory: after a failure nothing is taken, reads go on, and each listener hears of it once", async () => {
  const store = new MemoryStore();
  await store.append(request("north", 0, "c1", '{"n":1}'));
  const heard: string[] = [];
  store.onFailure((fault) => heard.push(fault.code));
  store.fail("the test's disk is full");
  store.fail("an echo");
  store.onFailure((fault) => heard.push(`late ${fault.code}`));
  await rejectsWith("store.failed", store.append(request("north", 1, "c2", '{"n":2}')));
  await rejectsWith("store.failed", store.writeDocument("accounts", "a", 0, "{}"));
  assert.equal(await store.readHead("north"), 1);
  assert.deepEqual(heard, ["store.failed", "late store.failed"]);
  assert.equal(store.status.state, "failed");
});

test("memory: there is no file to back up", async () => {
  await rejectsWith("store.unsupported", new MemoryStore().backup());
});
