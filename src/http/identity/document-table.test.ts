/**
 * Small collections when two requests change the same row at once: what was taken away stays away, a link is spent
 * by one request only, and the disk says the same as the memory.
 */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { z } from "zod";
import { makeLog } from "../../live/log.ts";
import { MemoryStore } from "../../store/memory.ts";
import { StoreFault } from "../../store/port.ts";
import { DocumentTable } from "./document-table.ts";
import { Identity } from "./identity.ts";

/** Writes are applied in the order of their calls, and answered a moment later, as by a disk. */
class SlowStore extends MemoryStore {
  override async writeDocument(
    ...[collection, key, version, body]: Parameters<MemoryStore["writeDocument"]>
  ): Promise<void> {
    const written = super.writeDocument(collection, key, version, body);
    written.catch(() => undefined);
    await sleep(2);
    return written;
  }
}

const start = 1_772_395_200_000_000;
const minute = 60_000_000;

async function makeIdentity(store: MemoryStore): Promise<Identity> {
  const times = { idleHours: 12, absoluteHours: 24 };
  const identity = new Identity(store, makeLog("silent"), { times, auditDays: 30 });
  await identity.load();
  return identity;
}

test("signing out works in a request that also notes that the session was seen", async () => {
  const store = new SlowStore();
  const identity = await makeIdentity(store);
  await identity.accounts.add({ id: "jo", name: "Jo", role: "dispatcher" }, start);
  const { id, session } = await identity.sessions.start("jo", start);
  const later = start + 6 * minute;
  // Two requests at once; the first of them notes it.
  for (let request = 0; request < 2; request += 1)
    assert.equal(identity.findCallerBySession(id.reveal(), later)?.account, "jo");
  await identity.sessions.end(session.key);
  await sleep(20);
  assert.equal(identity.findCallerBySession(id.reveal(), later), undefined, "signed out");
  const again = await makeIdentity(store);
  assert.equal(again.findCallerBySession(id.reveal(), later), undefined, "after a restart, too");
});

test("a row that was removed while it was written does not come back", async () => {
  const store = new SlowStore();
  const table = new DocumentTable(store, "things", z.number());
  await table.put("a", 1);
  const put = table.put("a", 2);
  const removed = table.remove("a");
  await Promise.allSettled([put, removed]);
  assert.deepEqual(
    [table.find("a"), await store.readDocument("things", "a")],
    [undefined, undefined],
  );
  assert.equal(await removed, true);
  assert.equal(await table.remove("a"), false);
});

test("a one-time link that two requests use at once works for one of them", async () => {
  const identity = await makeIdentity(new SlowStore());
  const link = await identity.links.make(null, start);
  const outcomes = await Promise.allSettled([
    identity.links.spend(link.reveal()),
    identity.links.spend(link.reveal()),
  ]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

test("two administrators who disable each other at once leave one", async () => {
  const { accounts } = await makeIdentity(new SlowStore());
  for (const id of ["amy", "ben"])
    await accounts.add({ id, name: id, role: "administrator" }, start);
  const outcomes = await Promise.allSettled([
    accounts.setDisabled("amy", true),
    accounts.setRole("ben", "overseer", undefined, undefined),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected"],
  );
  const twins = [1, 2].map(() => accounts.add({ id: "cy", name: "Cy", role: "overseer" }, start));
  const [, second] = await Promise.allSettled(twins);
  assert.equal(second.status === "rejected" && second.reason.code, "account.known");
});

test("what a token lets in is over when the token is, for streams, too", async () => {
  const identity = await makeIdentity(new MemoryStore());
  await identity.accounts.add({ id: "amy", name: "Amy", role: "supervisor" }, start);
  const token = await identity.tokens.make("amy", "account", "wall", start, start + minute);
  const caller = identity.findCallerByToken(token.reveal(), start);
  assert.ok(caller !== undefined);
  assert.equal(identity.isStillGood(caller, start + minute - 1), true);
  assert.equal(identity.isStillGood(caller, start + minute), false);
  assert.equal(identity.findCallerByToken(token.reveal(), start + minute), undefined);
});

test("a document that cannot be read ends the start with a code, and not a word of it is told", async () => {
  for (const body of ['{"id":"jo","password":"fingerpr', '{"id":"fingerprint"}', "[]"]) {
    const store = new MemoryStore();
    await store.writeDocument("accounts", "jo", 0, body);
    await assert.rejects(makeIdentity(store), (error) => {
      assert.ok(error instanceof StoreFault, String(error));
      assert.equal(error.code, "store.corrupt");
      assert.match(error.message, /one of the accounts in the store is damaged.*muster doctor/);
      assert.doesNotMatch(error.message, /fingerpr/);
      return true;
    });
  }
});
