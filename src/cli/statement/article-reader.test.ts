import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { testRegion, withServer } from "../../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-check-region-"));
after(() => rmSync(root, { recursive: true, force: true }));
const article = join(root, "article.txt");
const readings = join(root, "readings.json");

test("an article is read and judged by a region's log, with proofs; only what a named person confirmed has a verdict", async () => {
  const record = { directory: join(root, "kept"), origin: "test.example/record", everyMillis: 200 };
  await withServer({ units: 1, config: { record } }, async (server) => {
    for (let made = 0; made < 3; made += 1)
      await server.command({ type: "contact.receive", channel: "call", callerName: "Ada", words: "a fire" }); // prettier-ignore
    await recordStatusOf(server);
    const day = new Date(server.clock.now() / 1000).toISOString().slice(0, 10);
    writeFileSync(article, `There were more than 2 calls on ${day}. Morale is low.`);
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const check = (...args: string[]) =>
      runMuster(["check", article, "--region", testRegion, ...args], env);
    const read = await check("--out", readings);
    assert.equal(read.code, 0, read.stderr);
    assert.match(read.stdout, /1: .*\n  suggested: calls; in Test; .*; gt 2 \(area not said/);
    assert.match(read.stdout, /2: .*\n  suggested: nothing that a record could measure/);
    const nobody = await check("--confirm", readings);
    assert.match(nobody.stdout, /sentence 1 has no verdict: nobody has confirmed it/);
    const mended = readFileSync(readings, "utf8").replace('"confirmedBy": ""', '"confirmedBy": "R. Planner"'); // prettier-ignore
    writeFileSync(readings, mended);
    const judged = await check("--confirm", readings);
    assert.match(judged.stdout, /supported: There were more than 2 calls/);
    assert.match(judged.stdout, /read by R\. Planner \(.+\); proof: [\w+/]{43}=/);
    const both = await check("--calls", "calls.csv");
    assert.match(both.stderr, /--region and --calls are two records/);
    const zone = await check("--time-zone", "Mars/Olympus");
    assert.equal(zone.code, 1);
    assert.match(zone.stderr, /IANA name like Europe\/London/);
  });
});
