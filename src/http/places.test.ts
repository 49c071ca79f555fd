import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "../store/memory.ts";
import { everyRole, testRegion, TestServer, withServer } from "../testing/test-server.ts";
import { readMapFile } from "../wire/map-file.ts";
import { consoleRoles } from "./routes/roles.ts";
import { makeMapSource } from "../wire/map-source.ts";

interface Found {
  readonly name: string;
  readonly kind: string;
  readonly matched: string;
  readonly score: number;
  readonly radiusM: number;
  readonly isEstimate: boolean;
}

function line(name: string, coordinates: number[][], more: object = {}) {
  const properties = { layer: "street", name, ...more };
  return { type: "Feature", properties, geometry: { type: "LineString", coordinates } };
}

const reading = readMapFile(
  {
    type: "FeatureCollection",
    name: "Mere",
    attribution: "Drawn for a test",
    features: [
      line("Tanner Row", [[3, 54], [3.01, 54]], { numbers: [[1, 20]] }), // prettier-ignore
      line("Alder Road", [[3, 54], [3, 54.01]]), // prettier-ignore
    ],
  },
  "test",
);
assert.ok("layers" in reading);
const map = makeMapSource(reading.layers);

async function find(server: TestServer, text: string, role = everyRole[0]): Promise<Found[]> {
  const query = `q=${encodeURIComponent(text)}`;
  const answer = await server.get(`/api/regions/${testRegion}/places?${query}`, role);
  assert.equal(answer.status, 200, answer.text);
  const { places } = answer.json as { places?: Found[] };
  return places ?? [];
}

test("a search says what was found, how, how surely, and of which map", async () => {
  await withServer({ map }, async (server) => {
    const answer = await server.get(`/api/regions/${testRegion}/places?q=taner%20row&limit=1`);
    const [place] = answer.json["places"] as Found[];
    assert.deepEqual(answer.json["map"], {
      name: "Mere",
      attribution: "Drawn for a test",
      dataDate: "",
    });
    assert.equal(place.name, "Tanner Row");
    assert.equal(place.kind, "street");
    assert.equal(place.matched, '"taner" read as "tanner"');
    assert.ok(place.score < 100 && place.radiusM > 300, JSON.stringify(place));
    assert.deepEqual(await find(server, "nowhere at all"), []);
    assert.equal((await find(server, "SC 3812 7564"))[0].kind, "British grid");
    const path = `/api/regions/${testRegion}/places/nearest?latE7=540000100&lonE7=30000100`;
    const described = await server.get(path);
    assert.match(String(described.json["text"]), /Tanner Row/);
    assert.equal((described.json["map"] as { name: string }).name, "Mere");
  });
});

const spot = { latE7: 540_050_000, lonE7: 30_050_000, radiusM: 0 };
const quay = "old quay behind the mill";

async function forceQuay(server: TestServer): Promise<void> {
  const received = await server.command({ type: "contact.receive", channel: "call" });
  assert.equal(received.status, 200, received.text);
  await server.command({ type: "contact.answer", contact: 1 });
  const opened = await server.command({
    type: "incident.open",
    incidentType: "other",
    grade: "priority",
    area: "north",
    place: quay,
    location: { state: "forced", ...spot },
  });
  assert.equal(opened.status, 200, opened.text);
}

test("a place that was forced before is offered to the room, and to nobody outside of it", async () => {
  const store = new MemoryStore();
  await withServer({ map, store, units: 1 }, async (server) => {
    assert.deepEqual(await find(server, "old quay"), []);
    await forceQuay(server);
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (const role of everyRole) {
      const found = await find(server, "old quai", role);
      if (!consoleRoles.includes(role)) assert.deepEqual(found, [], role);
      else {
        assert.equal(found[0]?.name, quay, role);
        assert.equal(found[0].kind, "typed before");
        assert.equal(found[0].matched, "forced before");
      }
    }
    const facts = (await store.read(testRegion, 0, 100)).map((record) => record.facts);
    assert.ok(
      facts.every((fact) => !fact.includes("quay")),
      "no public fact holds the words",
    );
  });
});

test("what was placed before is known again after a restart", async () => {
  const store = new MemoryStore();
  const first = await TestServer.start({ map, store });
  await forceQuay(first);
  await first.running.close();
  await withServer({ map, store }, async (server) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal((await find(server, "old quay"))[0]?.name, quay);
  });
});
