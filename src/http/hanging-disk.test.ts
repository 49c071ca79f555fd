/**
 * The disk hangs under a running server: commands wait, and nobody is shown what is not durable. Whoever asks for it is
 * told so after a second and by a code that says to ask again, so that nothing heaps up; when the disk goes on, every
 * command has its answer.
 */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../store/sqlite/engine.ts";
import { testRegion, TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}`;

test("while the disk hangs reads of what is not durable end with a code, and nothing is lost", async () => {
  const directory = mkdtempSync(join(tmpdir(), "muster-hanging-"));
  const heldSyncs = new Int32Array(new SharedArrayBuffer(4));
  const faults = { failingCommit: 0, kind: "lost", message: "", heldSyncs } as const;
  const store = await openSqliteStore({ directory, faults });
  const server = await TestServer.start({ store, units: 1 });
  try {
    await server.token("supervisor");
    const before = server.region.durablePosition;
    Atomics.store(heldSyncs, 0, 1);
    const ring = { type: "contact.receive", channel: "call", words: "smoke" };
    const rung = server.command(ring, "supervisor", "ringing-1");
    while (server.region.position === before)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const reads = ["contacts", "alarms", "snapshot", "snapshot", "snapshot"];
    const answers = await Promise.all(reads.map((read) => server.get(`${path}/${read}`)));
    for (const { status, json, headers } of answers) {
      assert.deepEqual([status, json.code], [503, "live.not-durable"]);
      assert.equal(headers.get("retry-after"), "1");
    }
    assert.equal((await server.request("/api/health")).status, 200);
    Atomics.store(heldSyncs, 0, 0);
    Atomics.notify(heldSyncs, 0);
    const { status, json } = await rung;
    assert.deepEqual([status, json["position"]], [200, before + 1]);
    for (const read of reads) assert.equal((await server.get(`${path}/${read}`)).status, 200);
    assert.equal(server.region.durablePosition, before + 1);
  } finally {
    Atomics.store(heldSyncs, 0, 0);
    Atomics.notify(heldSyncs, 0);
    await server.stop();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
