/**
 * The disk fails under a running server: a full file and a failed sync, on the real engine. The server takes nothing
 * more and says so by code, readiness and stream; it goes on showing what is stored; and after a restart everything
 * it had acknowledged is there, once, and a command that was in doubt can be sent again.
 */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { hashState } from "../core/state/hash.ts";
import { openSqliteStore } from "../store/sqlite/engine.ts";
import type { FaultPlan } from "../store/sqlite/faults.ts";
import { testRegion, TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}`;
const ring = {
  type: "contact.receive",
  channel: "call",
  callerNumber: "01632 960001",
  words: "smoke",
};

const plans: readonly [string, FaultPlan][] = [
  ["the disk is full", { failingCommit: 1_000_000, kind: "lost", message: "never", maxPages: 45 }],
  ["a commit is lost", { failingCommit: 25, kind: "lost", message: "EIO: i/o error, write" }],
  [
    "a sync fails after the write",
    { failingCommit: 25, kind: "unsynced", message: "EIO: i/o error, fsync" },
  ],
];

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

for (const [what, faults] of plans) {
  test(`${what}: nothing more is taken, everything is shown, nothing acknowledged is lost`, async () => {
    const directory = mkdtempSync(join(tmpdir(), "muster-failure-"));
    try {
      const store = await openSqliteStore({ directory, faults });
      const server = await TestServer.start({ store, units: 2 });
      const token = await server.token("supervisor");
      const acknowledged: { id: string; position: number }[] = [];
      let doubtful = "";
      for (let n = 0; doubtful === ""; n += 1) {
        const id = `command-${n}`;
        const answer = await server.command(ring, "supervisor", id);
        if (answer.status === 200)
          acknowledged.push({ id, position: Number(answer.json["position"]) });
        else {
          assert.deepEqual([answer.status, answer.json.code], [503, "store.failed"]);
          doubtful = id;
        }
        assert.ok(n < 5_000, "the fault did not come");
      }
      await until(() => server.region.status === "failed");
      const told = server.logged.filter((line) => /"level":"fatal".*StoreFault/.test(line));
      assert.equal(told.length, 1, "the log says why");
      const ready = await server.request("/api/ready");
      assert.equal(ready.status, 503);
      assert.match(ready.text, /store\.failed/);
      assert.equal((await server.request("/api/health")).status, 200);
      const again = await server.command(ring);
      assert.deepEqual([again.status, again.json.code], [503, "store.failed"]);
      const shown = await server.get(`${path}/contacts?limit=1000`);
      assert.equal(shown.status, 200);
      assert.ok((shown.json["contacts"] as unknown[]).length >= acknowledged.length);
      assert.equal((await server.get(`${path}/snapshot`)).status, 200);
      const stream = await fetch(`${server.origin}${path}/stream`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
      let text = "";
      while (!text.includes('"status":"failed"'))
        text += new TextDecoder().decode((await reader.read()).value);
      await reader.cancel();
      assert.ok(server.logged.some((line) => line.includes("the store failed")));
      await server.stop();
      await checkRestart(directory, acknowledged, doubtful);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

async function checkRestart(
  directory: string,
  acknowledged: readonly { id: string; position: number }[],
  doubtful: string,
): Promise<void> {
  const store = await openSqliteStore({ directory });
  const server = await TestServer.start({ store });
  try {
    const before = hashState(server.region.state);
    for (const { id, position } of acknowledged) {
      const answer = await server.command(ring, "supervisor", id);
      assert.deepEqual(
        [answer.status, answer.json["position"], answer.json["replayed"]],
        [200, position, true],
      );
    }
    assert.equal(hashState(server.region.state), before, "a retry does nothing twice");
    const contacts = server.region.state.columns.head.nextContact[0] - 1;
    assert.equal((await server.command(ring, "supervisor", doubtful)).status, 200);
    const after = server.region.state.columns.head.nextContact[0] - 1;
    assert.ok(
      after === acknowledged.length + 1,
      `${contacts} contacts before, ${after} after the retry`,
    );
  } finally {
    await server.stop();
  }
}
