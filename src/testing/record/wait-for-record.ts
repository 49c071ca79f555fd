/** Waits until the record of a test server's region is up with its log. */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { RecordStatus } from "../../live/record/followed-record.ts";
import { testRegion, type TestServer } from "../test-server.ts";

/** Generous: other tests share the machine. A record that never gets there fails here. */
const waitMillis = 60_000;

export async function recordStatusOf(server: TestServer): Promise<RecordStatus> {
  for (const until = Date.now() + waitMillis; ; await sleep(20)) {
    const status = server.running.context.record?.statusOf(testRegion);
    assert.ok(status !== undefined, "no record is kept");
    if (status.behind === 0 && status.signed > 0) return status;
    assert.ok(Date.now() < until, `behind by ${status.behind}: ${status.fault?.message}`);
  }
}
