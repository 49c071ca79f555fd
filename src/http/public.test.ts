/**
 * The public page over HTTP: nobody signs in, nothing is loaded beside it, it says how old it is, and it holds no more than bands and
 * rounded, delayed counts. And the figures behind it: committed to, published, opened, also over a restart.
 */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { microsPerHour } from "../base/instant.ts";
import type { CoreEvent } from "../core/events.ts";
import { ukPoliceConfig } from "../core/presets/uk-police.ts";
import { commitmentOf } from "../live/public/figures-keeper.ts";
import { dictionary } from "../live/public/public-figures.ts";
import { MemoryStore } from "../store/memory.ts";
import { recordStatusOf } from "../testing/record/wait-for-record.ts";
import { roomCentre, roomConfig } from "../testing/control-room.ts";
import { TestClock } from "../testing/test-clock.ts";
import { TestServer, testRegion, withServer } from "../testing/test-server.ts";

const page = `/public/${testRegion}`;

/** All events of the region with their private texts. */
async function listEvents(server: TestServer): Promise<CoreEvent[]> {
  const records = await server.store.read(testRegion, 0, 10_000);
  return records.map(({ facts, privateText }) => ({
    ...(JSON.parse(facts) as CoreEvent),
    ...(privateText === null ? {} : { text: JSON.parse(privateText) as object }),
  })) as CoreEvent[];
}

type Step = "figuresCommitted" | "figuresPublished" | "figuresOpened";

/** Looks until so many periods have come so far: what is told comes back as an event of the log, and then the next step is due. */
async function look(server: TestServer, step?: Step, periods = 1): Promise<void> {
  const keeper = server.running.context.figures.get(testRegion);
  await keeper?.whenRead;
  for (let looks = 0; looks < 400; looks += 1) {
    await keeper?.look();
    const isSeen = server.region.publisher.position >= server.region.position;
    if (step === undefined || (isSeen && server.region.state.columns.head[step][0] >= periods))
      return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`${step} did not come to ${periods}`);
}

async function openIncidents(server: TestServer, count: number, grade: string): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const { latE7, lonE7 } = roomCentre;
    const location = { state: "given", latE7: latE7 + 10 * made, lonE7, radiusM: 0 };
    const opened = await server.command({ type: "incident.open", incidentType: "burglary", location, grade, summary: "Mrs Peregrine at 5 Mill Lane" }); // prettier-ignore
    assert.equal(opened.status, 200, opened.text);
  }
  // Events reach those who look on a frame later.
  while (server.region.publisher.position < server.region.position)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

test("anybody reads the state of the service; a level that is decided is there at the next look", async () => {
  await withServer({ units: 1 }, async (server) => {
    const index = await server.request("/public");
    assert.equal(index.status, 200);
    assert.match(index.text, new RegExp(`<a href="${page}">Test</a>: <strong>Normal</strong>`));
    const before = await server.request(page);
    assert.match(before.text, /<strong>Normal<\/strong>/);
    assert.match(before.text, /This page was made at <strong><time/);
    const decided = await server.command({ type: "level.set", level: "priority only", reason: "PC 4711 says so" }); // prettier-ignore
    assert.equal(decided.status, 200, decided.text);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const after = await server.request(page);
    assert.match(after.text, /<strong>Priority only<\/strong> since <time/);
    assert.doesNotMatch(after.text, /4711/);
    assert.equal(after.headers.get("cache-control"), "public, max-age=5");
    const again = await server.request(page, { headers: { "if-none-match": after.headers.get("etag") ?? "" } }); // prettier-ignore
    assert.equal(again.status, 304);
  });
});

test("it needs nothing beside itself: no script, no file, one style that the policy names; no other address is answered", async () => {
  await withServer({}, async (server) => {
    const { text, headers } = await server.request(page);
    assert.doesNotMatch(text, /<script|<link|<img|src=|url\(/i);
    assert.match(
      headers.get("content-security-policy") ?? "",
      /default-src 'none'; style-src 'sha256-/,
    );
    for (const address of [
      "/public/",
      "/public/other",
      `${page}/`,
      `${page}/figures.xml`,
      `${page}/..%2f..`,
      "/publicly",
    ])
      // prettier-ignore
      assert.equal((await server.request(address)).status, 404, address);
    assert.equal((await server.request(page, { method: "HEAD" })).text, "");
    assert.equal((await server.request(page, { method: "POST" })).status, 404);
  });
});

test("a period is committed to when it is over, published rounded after the delay, and opened after the embargo", async () => {
  const clock = new TestClock();
  await withServer({ units: 2, clock }, async (server) => {
    await look(server);
    await openIncidents(server, 13, "priority");
    await openIncidents(server, 2, "immediate");
    clock.move(4 * 3_600 + 60);
    await look(server, "figuresCommitted");
    const committed = (await listEvents(server)).filter((event) => event.type === "figures.committed"); // prettier-ignore
    assert.equal(committed.length, 1);
    const [{ commitment, text, fromAt, untilAt }] = committed;
    assert.equal((untilAt - fromAt) / microsPerHour, 6);
    assert.equal(commitmentOf(text.salt, text.exact), commitment);
    const exact = JSON.parse(text.exact) as { incidents: { byAssessed: object } };
    assert.partialDeepStrictEqual(exact.incidents.byAssessed, { priority: 13, immediate: 2 });
    assert.match((await server.request(page)).text, /No period has been published yet/);
    clock.move(3_600);
    await look(server, "figuresPublished");
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { text: shown } = await server.request(page);
    assert.match(shown, /<caption>Incidents by assessed grade<\/caption>/);
    assert.doesNotMatch(shown, /Peregrine|Mill Lane|U0/);
    const { json } = await server.request(`${page}/figures.json`);
    const [{ figures, position }] = json["periods"] as unknown as [{ figures: { metric: string; part: string; value: unknown }[]; position: number }]; // prettier-ignore
    const of = (metric: string, part = "") =>
      figures.find((each) => each.metric === metric && each.part === part)?.value;
    assert.equal(of("incidents"), 15);
    assert.equal(of("incidents by assessed grade", "priority"), 15);
    assert.equal(of("incidents by assessed grade", "immediate"), "<5");
    assert.equal(of("response by assessed grade, median", "priority"), "too few");
    const [event] = await server.store.read(testRegion, position - 1, 1);
    assert.deepEqual(JSON.parse(event.facts).figures, figures);
    const csv = await server.request(`${page}/figures.csv`);
    assert.match(csv.text, /^region,period,from,until,metric,part,value,position\r\n/);
    assert.equal(csv.text.split("\r\n").length, figures.length + 2);
    const known = new Set(dictionary.map(({ metric }) => metric));
    assert.deepEqual(new Set(figures.map(({ metric }) => metric)), known);
    const words = await server.request("/public/dictionary.csv");
    assert.equal(words.text.split("\r\n").length, dictionary.length + 2);
    clock.move(30 * 86_400);
    await look(server, "figuresOpened");
    const opened = (await listEvents(server)).find((each) => each.type === "figures.opened");
    assert.deepEqual([opened?.period, opened?.salt, opened?.exact], [1, text.salt, text.exact]);
  });
});

test("over a restart nothing is committed to twice, and what was due meanwhile is told", async () => {
  const clock = new TestClock();
  const store = new MemoryStore();
  const first = await TestServer.start({ units: 1, clock, store });
  await look(first);
  await openIncidents(first, 9, "priority");
  clock.move(4 * 3_600 + 60);
  await look(first, "figuresCommitted");
  await first.running.close();
  clock.move(2 * 3_600);
  await withServer({ units: 1, clock, store }, async (server) => {
    await look(server, "figuresPublished");
    await look(server);
    const told = (await listEvents(server)).filter(({ type }) => type.startsWith("figures."));
    assert.deepEqual(
      told.map(({ type }) => type),
      ["figures.committed", "figures.published"],
    );
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { text } = await server.request(page);
    assert.match(text, /When our own system took nothing<\/h2>\n<table>/);
  });
});

/** Degrees with enough digits to find a street, integers of 1e-7 degrees, grid references, and members that would hold such. */
const places: readonly RegExp[] = [
  /\d{1,3}\.\d{3,}/,
  /\b-?\d{8,10}\b(?!\d)/,
  /\b[A-HJ-Z]{2} ?\d{3,5} ?\d{3,5}\b/,
  /latitude|longitude|latE7|lonE7|"lat"|"lon"|coordinates|geometry|easting|northing|what3words|geo:/i,
];

test("no public document has a coordinate: neither page, figures, dictionary, nor what of the record everybody may read", async () => {
  const clock = new TestClock();
  const directory = mkdtempSync(join(tmpdir(), "muster-public-"));
  const record = { directory, origin: "record.example/p", everyMillis: 200 };
  await withServer({ units: 1, clock, config: { record } }, async (server) => {
    await look(server);
    await openIncidents(server, 9, "priority");
    clock.move(4 * 3_600 + 60);
    await look(server, "figuresCommitted");
    clock.move(3_600);
    await look(server, "figuresPublished");
    const { signed } = await recordStatusOf(server);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const bundles = `/record/${testRegion}/tile/entries/000.p/${signed}`;
    const entries = (await (await fetch(`${server.origin}${bundles}`)).text()).split(/(?=\{"at":)/);
    assert.ok(entries.length >= signed);
    const shown = entries.slice(1).map((entry) => {
      const { facts } = JSON.parse(entry.slice(0, entry.indexOf(',"v":1}') + 7)) as {
        facts: object;
      };
      // Keys and instants are long numbers and no places.
      return JSON.stringify(facts).replaceAll(/"\w+(?:At|Until)":\d{16}/g, "");
    });
    const documents = [
      ["/public", (await server.request("/public")).text],
      [page, (await server.request(page)).text],
      ["figures.csv", (await server.request(`${page}/figures.csv`)).text],
      ["figures.json", (await server.request(`${page}/figures.json`)).text],
      ["dictionary.csv", (await server.request("/public/dictionary.csv")).text],
      ["the record's public facts", shown.join("\n")],
    ] as const;
    for (const [name, whole] of documents) {
      assert.ok(whole.length > 50, `${name} is empty`);
      // Times have digits, too.
      const text = whole.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, "");
      for (const place of places) {
        const found = place.exec(text);
        assert.equal(found, null, `${name}: ${text.slice((found?.index ?? 0) - 60, (found?.index ?? 0) + 60)}`); // prettier-ignore
      }
    }
    // The patterns do find one.
    const { latE7, lonE7 } = roomCentre;
    for (const text of [
      String(latE7),
      `${latE7 / 1e7 + 0.0001}`,
      "TQ 30123 80456",
      `{"lat":${lonE7}}`,
    ])
      assert.ok(
        places.some((place) => place.test(text)),
        text,
      );
  });
  rmSync(directory, { recursive: true, force: true });
});

test("256 areas fit in 100 kB, and their names are escaped", async () => {
  const { areas } = roomConfig();
  const many = Array.from({ length: 256 }, (_, place) => ({
    ...areas[0],
    code: `area-${place}`,
    name: `<Area> & "${place}"`,
  }));
  const regionConfig = ukPoliceConfig({ id: testRegion, name: "Big", centre: roomCentre, areas: many }); // prettier-ignore
  const clock = new TestClock();
  await withServer({ clock, regionConfig }, async (server) => {
    await look(server);
    clock.move(6 * 3_600);
    await look(server, "figuresPublished");
    const { text } = await server.request(page);
    assert.match(text, /Incidents by area/);
    assert.doesNotMatch(text, /<Area>/);
    assert.ok(Buffer.byteLength(text) <= 100_000, `${Buffer.byteLength(text)} bytes`);
  });
});
