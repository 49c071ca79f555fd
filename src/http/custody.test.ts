/** Custody over HTTP: items from rows, who holds what, the chain of one from the log, and who may do what. No answer has anybody's name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RegionConfig } from "../core/region/config.ts";
import { standardRoster } from "../core/region/policy.ts";
import { roomConfig } from "../testing/control-room.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";
import type { ChainLine, ItemView } from "./views/custody-view.ts";

const path = `/api/regions/${testRegion}/custody`;
const base = roomConfig();
const regionConfig: RegionConfig = {
  ...base,
  id: testRegion,
  roster: {
    ...standardRoster,
    stations: [{ code: "yard", name: "Yard", area: base.areas[0].code }],
    posts: [{ code: "constable", name: "Constable" }],
  },
};

function rowsOf(cells: readonly object[]) {
  return { rows: cells.map((each, index) => ({ line: index + 2, cells: each })) };
}

async function listItems(server: TestServer, state: string): Promise<readonly ItemView[]> {
  const { text } = await server.get(`${path}?state=${encodeURIComponent(state)}`);
  return (JSON.parse(text) as { items: ItemView[] }).items;
}

test("items from rows: a broken one costs itself alone, the same again does nothing", async () => {
  await withServer({ units: 1, regionConfig }, async (server) => {
    const rows = [
      { code: "k1", kind: "key", station: "yard" },
      { code: "CAR1", kind: "Vehicle", unit: "u0" },
      { code: "K1", kind: "key" },
      { code: "K2", kind: "horse" },
      { code: "K3", kind: "key", station: "no-such" },
      { code: "K4", kind: "key", unit: "U9" },
    ];
    const { json } = await server.post(`${path}/import`, rowsOf(rows), "supervisor");
    assert.deepEqual(json["taken"], [
      { line: 2, item: 0, did: "registered" },
      { line: 3, item: 1, did: "registered" },
    ]);
    assert.deepEqual(
      (json["faults"] as { line: number; code: string }[]).map(({ line, code }) => [line, code]),
      [[4, "value.invalid"], [5, "value.invalid"], [6, "code.unknown"], [7, "unit.unknown"]], // prettier-ignore
    );
    const again = await server.post(`${path}/import`, rowsOf([rows[0], { ...rows[1], station: "yard" }, { code: "CAR1 ", kind: "key" }]), "supervisor"); // prettier-ignore
    assert.deepEqual(
      (again.json["taken"] as { did: string }[]).map(({ did }) => did),
      ["nothing", "amended"],
    );
    const other = await server.post(`${path}/import`, rowsOf([{ code: "K1", kind: "radio" }]), "supervisor"); // prettier-ignore
    assert.equal((other.json["faults"] as { code: string }[])[0].code, "item.known");
    assert.equal((await server.post(`${path}/import`, rowsOf(rows), "dispatcher")).status, 403);
  });
});

test("who holds what, what is owed, and the chain of one item page by page", async () => {
  await withServer({ regionConfig }, async (server) => {
    await server.post(`${path}/import`, rowsOf([{ code: "K1", kind: "key", station: "yard" }, { code: "R1", kind: "radio" }]), "supervisor"); // prettier-ignore
    for (const staffNumber of ["N1", "N2"])
      await server.command({ type: "person.register", staffNumber, post: "constable", skills: [], name: "Jo Private" }); // prettier-ignore
    await server.command({ type: "person.book-on", person: 0, items: [0, 1] });
    await server.command({ type: "item.hand-over", item: 0, person: 1 });
    await server.command({ type: "person.book-off", person: 0 });
    const owed = await listItems(server, "owed");
    assert.deepEqual(
      owed.map(({ code, holder, holderOnDuty }) => [code, holder, holderOnDuty]),
      [["K1", "N2", false], ["R1", "N1", false]], // prettier-ignore
    );
    await server.command({ type: "item.miss", item: 1, reason: "not in the rack" });
    assert.deepEqual((await listItems(server, "missing")).map(({ code, lastHolder }) => [code, lastHolder]), [["R1", "N1"]]); // prettier-ignore
    const { text, json } = await server.get(path);
    assert.deepEqual(json["count"], { items: 2, inStore: 0, issued: 1, missing: 1, owed: 1, peopleOwing: 1 }); // prettier-ignore
    assert.ok(!text.includes("Private"));

    const chain = await server.get(`${path}/r1/chain`);
    const lines = chain.json["lines"] as readonly ChainLine[];
    assert.deepEqual(lines.map(({ type }) => type), ["item.went-missing", "item.issued", "item.registered"]); // prettier-ignore
    assert.match(lines[0].says, /^R1 is MISSING, last held by N1: not in the rack$/);
    const rest = await server.get(`${path}/R1/chain?from=${lines[1].position}`);
    assert.equal((rest.json["lines"] as readonly ChainLine[]).length, 2);
    assert.equal((await server.get(`${path}/R1/chain?from=1`)).json.code, "input.invalid");
    assert.equal((await server.get(`${path}/X9/chain`)).json.code, "item.unknown");
  });
});
