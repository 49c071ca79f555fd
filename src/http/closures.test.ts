/**
 * The closure ledger over HTTP: who sees what of it, export and import of GeoJSON, and that a feed sent again does
 * nothing twice, renews what it says stands longer, and loses nothing.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Role } from "../core/vocabulary.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/closures`;
const hour = 3_600_000_000;
const shape = { kind: "barricade", points: [[30_000_000, 540_000_000], [30_010_000, 540_005_000]] }; // prettier-ignore

function report(server: TestServer, changes: object, role: Role) {
  const source = role === "crew" || role === "partner" ? role : "public";
  const expiresAt = server.clock.now() + 6 * hour;
  return server.command({ type: "closure.report", shape, source, expiresAt, ...changes }, role);
}

interface Shown {
  readonly closure: number;
  readonly state: string;
  readonly by: string;
  readonly description: string;
  readonly reason: string;
  readonly ageSeconds: number;
  readonly incident: number | null;
}

async function list(server: TestServer, role: Role, query = ""): Promise<Shown[]> {
  const answer = await server.get(`${path}${query}`, role);
  assert.equal(answer.status, 200, answer.text);
  return answer.json["closures"];
}

test("the room sees all of the ledger, a crew what is in its way, a partner what it said itself", async () => {
  await withServer({ units: 1 }, async (server) => {
    await report(server, { description: "tyres" }, "call taker");
    const own = await report(server, { description: "ours" }, "partner");
    assert.equal(own.json["made"]["closure"], 2);
    await server.command({ type: "closure.lift", closure: 1, reason: "clear" });
    server.clock.move(90);
    const [first, second] = await list(server, "dispatcher", "?state=all");
    assert.deepEqual(
      [first.state, first.by, first.description, first.reason, first.ageSeconds],
      ["lifted", "call-taker", "tyres", "clear", 90],
    );
    assert.equal(second.by, "partner");
    assert.deepEqual((await list(server, "dispatcher")).map(({ closure }) => closure), [2]); // prettier-ignore
    assert.deepEqual((await list(server, "partner", "?state=all")).map(({ closure, description }) => [closure, description]), [[2, "ours"]]); // prettier-ignore
    const [seen] = await list(server, "crew");
    assert.deepEqual([seen.closure, seen.by, seen.description, seen.incident], [2, "", "", null]);
    assert.deepEqual(await list(server, "dispatcher", "?after=2"), []);
  });
});

test("who may do what: a report by many, a confirmation by few, and nobody in another's name", async () => {
  await withServer({ units: 1 }, async (server) => {
    const codeOf = async (sent: Promise<{ json: { code?: string } }>) => (await sent).json.code;
    assert.equal(await codeOf(report(server, {}, "overseer")), "role.not-allowed");
    assert.equal(await codeOf(report(server, { source: "own staff" }, "partner")), "role.not-allowed"); // prettier-ignore
    assert.equal(await codeOf(report(server, { confirm: true }, "crew")), "role.not-allowed");
    assert.equal(await codeOf(report(server, { incident: 1 }, "partner")), "role.not-allowed");
    assert.equal(await codeOf(report(server, { incident: 1 }, "crew")), "role.other-unit");
    assert.equal((await report(server, { confirm: true }, "dispatcher")).status, 200);
    assert.equal((await report(server, {}, "crew")).status, 200);
    const confirm = { type: "closure.confirm", closure: 2 };
    for (const role of ["crew", "partner", "call taker"] as const)
      assert.equal(await codeOf(server.command(confirm, role)), "role.not-allowed");
    const { json } = await server.command(confirm, "dispatcher");
    assert.equal((await server.get(path)).json["closuresVersion"], json["position"]);
  });
});

const road = { type: "LineString", coordinates: [[3, 54], [3.001, 54.0005]] }; // prettier-ignore
const feature = (properties: object, geometry: unknown = road) => ({
  type: "Feature",
  id: "rw-7",
  properties,
  geometry,
});

async function send(
  server: TestServer,
  features: unknown[],
  changes: object = {},
  role: Role = "dispatcher",
) {
  // prettier-ignore
  const collection = { type: "FeatureCollection", features };
  const body = { collection, source: "road authority", ...changes };
  const answer = await server.post(`${path}/import`, body, role);
  assert.equal(answer.status, 200, answer.text);
  return answer.json as unknown as {
    readonly taken: readonly { feature: number; closure: number; did: string }[];
    readonly faults: readonly { feature: number; id: string; code: string; detail: string }[];
  };
}

test("a feed in: every feature is taken or a fault, and the same again does nothing", async () => {
  await withServer({}, async (server) => {
    const ends = (hours: number) => ({ expires: server.clock.now() + hours * hour });
    const lines = { type: "MultiLineString", coordinates: [[[3, 54], [3.1, 54]], [[3, 54.1], [3.1, 54.1]]] }; // prettier-ignore
    const features = [
      feature({ ...ends(2), description: "resurfacing" }),
      feature(ends(2), { type: "Point", coordinates: [3, 54] }),
      feature({ ...ends(2), classes: ["tram"] }, { ...road, coordinates: [[4, 54], [4, 54.1]] }), // prettier-ignore
      feature(ends(2), lines),
      feature(ends(-2), { ...road, coordinates: [[5, 54], [5, 54.1]] }), // prettier-ignore
      feature({ ...ends(2) }),
    ];
    const { taken, faults } = await send(server, features);
    assert.deepEqual(
      taken.map(({ feature: index, did }) => [index, did]),
      [[0, "reported"], [3, "reported"], [3, "reported"], [5, "nothing"]], // prettier-ignore
    );
    assert.deepEqual(
      faults.map(({ feature: index, id, code }) => [index, id, code]),
      [[1, "rw-7", "value.invalid"], [2, "rw-7", "code.unknown"], [4, "rw-7", "value.invalid"]], // prettier-ignore
    );
    assert.match(faults[0].detail, /a point shuts nothing/);
    const before = server.region.position;
    const again = await send(server, features);
    assert.ok(again.taken.every(({ did }) => did === "nothing"));
    assert.equal(server.region.position, before);
    const later = await send(server, [feature(ends(5))]);
    assert.deepEqual(later.taken.map(({ closure, did }) => [closure, did]), [[taken[0].closure, "renewed"]]); // prettier-ignore
    const shorter = await send(server, [feature(ends(1))]);
    assert.equal(shorter.taken[0].did, "nothing");
    server.clock.move(6 * 3600);
    await server.region.runSystem({ type: "due.work" });
    assert.equal((await send(server, [feature(ends(9))])).taken[0].did, "reported", "it had ended");
  });
});

test("a partner's feed is its own: it confirms nothing and renews nothing", async () => {
  await withServer({}, async (server) => {
    const expiresAt = server.clock.now() + hour;
    const first = await send(server, [feature({})], { source: "partner", expiresAt }, "partner");
    assert.equal(first.taken[0].did, "reported");
    const more = { source: "partner", expiresAt: expiresAt + hour };
    assert.equal((await send(server, [feature({})], more, "partner")).taken[0].did, "nothing");
    const wrong = await send(server, [feature({}), feature({}, { ...road, coordinates: [[6, 54], [6, 54.1]] })], { ...more, confirm: true }, "partner"); // prettier-ignore
    assert.deepEqual([wrong.taken[0].did, wrong.faults[0].code], ["nothing", "role.not-allowed"]);
    const confirmed = await send(server, [feature({}, { ...road, coordinates: [[7, 54], [7, 54.1]] })], { expiresAt, confirm: true }); // prettier-ignore
    const number = confirmed.taken[0].closure;
    const shown = (await list(server, "dispatcher")).find(({ closure }) => closure === number);
    assert.equal(shown?.state, "confirmed");
  });
});

test("the export is GeoJSON that imports as what stands already", async () => {
  await withServer({}, async (server) => {
    const area = { kind: "area", points: [[30_000_000, 540_000_000], [30_010_000, 540_000_000], [30_000_000, 540_010_000]] }; // prettier-ignore
    await report(server, { direction: "bearing", bearingDegrees: 90, classes: ["foot"] }, "call taker"); // prettier-ignore
    await report(server, { shape: area, description: "fire" }, "call taker");
    const answer = await server.get(`${path}.geojson`);
    assert.equal(answer.headers.get("content-type"), "application/geo+json");
    const { features } = JSON.parse(answer.text) as { features: unknown[] };
    const { taken, faults } = await send(server, features);
    assert.deepEqual(faults, []);
    assert.deepEqual(taken.map(({ closure, did }) => [closure, did]), [[1, "nothing"], [2, "nothing"]]); // prettier-ignore
    const partner = await server.get(`${path}.geojson`, "partner");
    assert.deepEqual(JSON.parse(partner.text), { type: "FeatureCollection", features: [] });
  });
});

test("a collection that is none, or too large, is refused whole", async () => {
  await withServer({}, async (server) => {
    const body = { collection: { type: "Feature" }, source: "public" };
    assert.equal((await server.post(`${path}/import`, body)).json.code, "input.invalid");
    const features = Array.from({ length: 501 }, () => feature({}));
    const large = { collection: { type: "FeatureCollection", features }, source: "public" };
    assert.equal((await server.post(`${path}/import`, large)).json.code, "input.invalid");
  });
});
