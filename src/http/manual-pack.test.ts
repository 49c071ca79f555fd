/** The manual pack over HTTP and on the disk of a server: who may have it, what is in it, and what a failed one costs. */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { paperNumber } from "../live/manual-pack/pack.ts";
import { roomConfig } from "../testing/control-room.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-packs-"));
after(() => rmSync(root, { recursive: true, force: true }));
const path = `/api/regions/${testRegion}/manual-pack`;
const location = { state: "given", latE7: 514_000_000, lonE7: -1_000_000, radiusM: 0 };

/** A call with a number, that somebody was told to wait for. */
async function fill(server: TestServer): Promise<void> {
  const rung = await server.command({
    type: "contact.receive",
    channel: "call",
    callerNumber: "+44 20 7946 0001",
    location,
  });
  const { contact } = rung.json["made"] as { contact: number };
  await server.command({ type: "contact.answer", contact });
  const opened = await server.command({
    type: "incident.open",
    contact,
    incidentType: "other",
    grade: "scheduled",
    summary: 'broken <b>glass</b>\nM-1: "forged"',
    place: "12 Quay Street",
    location,
  });
  assert.equal(opened.status, 200, opened.text);
  const { incident } = opened.json["made"] as { incident: number };
  const callBackAt = server.region.now() + 3_600_000_000;
  const told = "within the hour";
  const deferred = await server.command(
    { type: "incident.defer", incident, callBackAt, told, reason: "one unit" },
    "supervisor",
  );
  assert.equal(deferred.status, 200, deferred.text);
}

test("the page and the text have what the room has, and no markup of callers", async () => {
  const regionConfig = {
    ...roomConfig(),
    id: testRegion,
    manualPack: { phoneTree: [{ name: "Fire control", number: "+44 20 7946 0999" }] },
  };
  await withServer({ units: 1, regionConfig }, async (server) => {
    await fill(server);
    const { status, headers, text: html } = await server.get(path, "dispatcher");
    assert.equal(status, 200);
    assert.match(headers.get("content-type") ?? "", /^text\/html/);
    assert.match(
      headers.get("content-security-policy") ?? "",
      /^default-src 'none'; style-src 'sha256-/,
    );
    for (const part of [
      "12 Quay Street",
      "U0",
      "Fire control",
      "+44 20 7946 0999",
      "+44 20 7946 0001",
      "within the hour",
    ])
      assert.ok(html.includes(part), part);
    assert.ok(html.includes("broken &lt;b&gt;glass&lt;/b&gt; M-1: &quot;forged&quot;"));
    assert.ok(!/<script|<b>|<img|<link|http/.test(html));
    assert.ok(html.includes(`at position ${server.region.position} of the log`));
    const first = paperNumber(server.region.now(), 1);
    assert.ok(html.includes(first));
    const plain = await server.get(`${path}?as=text`, "supervisor");
    assert.match(plain.headers.get("content-type") ?? "", /^text\/plain/);
    assert.ok(plain.text.includes('  Words: broken <b>glass</b> M-1: "forged"\n'));
    assert.ok(!plain.text.split("\n").some((line) => line.startsWith("M-1")));
  });
});

test("call takers, crews, partners and overseers may not have it", async () => {
  await withServer({ units: 1 }, async (server) => {
    for (const role of ["call taker", "crew", "partner", "overseer"] as const)
      assert.equal((await server.get(path, role)).json.code, "access.role", role);
  });
});

test("a server writes one at its start that only its owner may read, and counts those that failed", async () => {
  const directory = join(root, "served");
  await withServer({ units: 1, config: { manualPack: { directory } } }, async (server) => {
    const packs = server.running.context.manualPacks;
    await packs.writeAll();
    const names = readdirSync(join(directory, testRegion)).sort();
    assert.match(names[0] ?? "", /^manual-pack-\d{8}T\d{6}Z\.html$/);
    if (process.platform !== "win32")
      assert.equal(statSync(join(directory, testRegion, names[0] ?? "")).mode & 0o777, 0o600);
    rmSync(directory, { recursive: true });
    writeFileSync(directory, "a file where the folder should be");
    await packs.writeAll();
    const metrics = server.running.context.metrics.write();
    assert.match(metrics, /muster_manual_packs_total\{region="room",outcome="failed"\} 1\n/);
    assert.match(metrics, /muster_manual_pack_age_seconds\{region="room"\} \d+\n/);
    assert.ok(server.logged.some((line) => line.includes("manual pack not written")));
    const answer = await server.command({ type: "unit.book-off", unit: 0 }, "dispatcher");
    assert.equal(answer.status, 200, "a command does not mind");
    const alarmsOf = async () =>
      ((await server.get(`/api/regions/${testRegion}/alarms`)).json["alarms"] as { kind: string }[])
        .map(({ kind }) => kind)
        .filter((kind) => kind === "manual pack not written");
    assert.deepEqual(await alarmsOf(), ["manual pack not written"]);
    await packs.writeAll();
    assert.equal((await alarmsOf()).length, 1, "one alarm, however often it fails");
    const { json } = await server.request("/api/ready");
    assert.deepEqual(json["warnings"], [`region ${testRegion} manual pack not written`]);
    assert.equal(json["ready"], true);
    rmSync(directory);
    await packs.writeAll();
    assert.deepEqual(await alarmsOf(), []);
    assert.deepEqual((await server.request("/api/ready")).json["warnings"], []);
  });
});
