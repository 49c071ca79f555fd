/** An overseer takes a night away: whole events, who ordered what, what became of requests, and a record that verifies offline. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { MemoryStore } from "../../store/memory.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { testRegion, withServer } from "../../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-export-test-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("an export has every event with its order, fates and a record that verifies; a changed event is named", async () => {
  const record = { directory: join(root, "kept"), origin: "record.example/x", everyMillis: 200 };
  const store = new MemoryStore();
  await withServer({ units: 1, store, config: { record } }, async (server) => {
    const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 };
    await server.command({ type: "incident.open", incidentType: "burglary", grade: "priority", location, summary: "Zoë's shed" }); // prettier-ignore
    await server.command({ type: "unit.send", incident: 1, units: [0] });
    await server.command({ type: "warning.issue", roles: ["supervisor"], words: "the bridge is down" }); // prettier-ignore
    await recordStatusOf(server);
    const { keys } = await recordStatusOf(server);
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("overseer") };
    const from = new Date(server.clock.now() / 1000 - 3_600_000).toISOString();
    const honest = store.read.bind(store);
    // Pages are short where texts are long; nothing may be left out for that.
    store.read = (region, position, limit) => honest(region, position, Math.min(limit, 4));
    const take = (name: string) =>
      runMuster(["record", "export", "--from", from, "--out", join(root, name)], env);
    const first = await take("first");
    assert.equal(first.code, 0, first.stderr);
    const read = (file: string) => readFileSync(join(root, "first", file), "utf8");
    const events = read("events.ndjson").trimEnd().split("\n");
    assert.equal(events.length, server.region.durablePosition);
    assert.ok(events.some((line) => line.includes("Zoë's shed")));
    assert.match(read("orders.csv"), /^position,at,entered,by,type,incident,unit,.*\r\n[^]*,supervisor,unit\.allocated,1,0,/); // prettier-ignore
    assert.match(read("fates.csv"), /\r\nwarning,1,warning\.issued,\d+,\d+\r\n/);
    const verified = await runMuster(["verify", join(root, "first", "record"), "--key", keys[0] ?? ""], {}); // prettier-ignore
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
    const audit = await server.get("/api/audit", "administrator");
    assert.match(audit.text, /"kind":"log.read"[^}]*"overseer"|"overseer"[^}]*"kind":"log.read"/);
    // Somebody edits a row of the database.
    store.read = async (region, position, limit) =>
      (await honest(region, position, limit)).map((row) => ({
        ...row,
        facts: row.facts.replace('"assessed":"priority"', '"assessed":"scheduled"'),
      }));
    const second = await take("second");
    assert.equal(second.code, 1);
    assert.match(second.stdout, /NOT AS RECORDED: position \d+: its private facts differ/);
    // Somebody hands out another entry than was signed for.
    store.read = honest;
    const kept = server.running.context.record ?? assert.fail();
    const listRows = kept.listRows.bind(kept);
    kept.listRows = async (...asked) =>
      (await listRows(...asked)).map((row) => {
        const text = Buffer.from(row.entry).toString();
        return text.includes('"position":1,')
          ? { ...row, entry: Buffer.from(text.replace('"at":', '"at":1')) }
          : row;
      });
    const third = await take("third");
    assert.equal(third.code, 1);
    assert.match(third.stdout, /position 1: its entry is not the one in the record/);
    const path = `/api/regions/${testRegion}/record/export?from=0&until=9999999999999999`;
    for (const role of ["supervisor", "crew", "partner"] as const)
      assert.equal((await server.get(path, role)).json.code, "access.role");
    assert.equal((await server.get(`${path}&after=-1`, "overseer")).json.code, "input.invalid");
  });
});
