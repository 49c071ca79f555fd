/** A crew's people over HTTP: booked on with items, handed in, handed over to the next crew; only its own, and no hours rule overridden. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../core/commands.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { standardRoster } from "../core/region/policy.ts";
import { roomConfig } from "../testing/control-room.ts";
import type { CrewNames, CrewPeople } from "../wire/crew-schema.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const regionConfig: RegionConfig = {
  ...roomConfig(),
  id: testRegion,
  roster: { ...standardRoster, posts: [{ code: "constable", name: "Constable" }] },
};
const path = `/api/regions/${testRegion}/units/0/crew`;

async function register(server: TestServer): Promise<void> {
  for (const staffNumber of ["N1", "N2"])
    await server.command({ type: "person.register", staffNumber, post: "constable", skills: [] });
  for (const code of ["K1", "R1"])
    await server.command({ type: "item.register", code, kind: "key", ofUnit: 0 });
}

test("a crew books its people on and off with what they take, and leaves words to the next", async () => {
  await withServer({ units: 2, regionConfig }, async (server) => {
    await register(server);
    const read = async (): Promise<CrewPeople> =>
      JSON.parse((await server.get(path, "crew")).text) as CrewPeople;
    const names = JSON.parse((await server.get(`${path}/names?staff=n1&items=k1,R1+X9`, "crew")).text) as CrewNames; // prettier-ignore
    assert.deepEqual(
      [names.person, names.isOnDuty, names.items.map(({ item, state }) => [item, state])],
      [0, false, [[0, "in store"], [1, "in store"], [null, null]]], // prettier-ignore
    );
    const by = async (command: Command): Promise<string> => {
      const { status, json } = await server.command(command, "crew");
      return status === 200 ? "done" : String(json["code"]);
    };
    assert.equal(await by({ type: "person.book-on", person: 0, crewOf: 0, items: [0] }), "done");
    assert.equal(await by({ type: "person.book-on", person: 1, crewOf: 1 }), "role.other-unit");
    assert.equal(await by({ type: "item.issue", person: 0, item: 1 }), "done");
    assert.equal(await by({ type: "item.hand-in", item: 0 }), "done");
    assert.partialDeepStrictEqual(await read(), {
      members: [{ staffNumber: "N1", items: [{ code: "R1" }] }],
      were: [],
      itemsOut: 1,
      items: [
        { code: "K1", state: "in store" },
        { code: "R1", holder: "N1" },
      ],
      handOver: null,
    });

    // The unit goes off with R1 still out: the next crew reads it, and takes over by name.
    const off = { type: "unit.book-off", unit: 0, words: "the left door sticks" } as const;
    assert.equal(await by(off), "done");
    assert.partialDeepStrictEqual(await read(), {
      itemsOut: 1,
      handOver: { handOver: 1, words: "the left door sticks" },
    });
    assert.equal(await by({ type: "person.book-off", person: 0 }), "done");
    assert.partialDeepStrictEqual((await read()).were, [{ staffNumber: "N1", items: [{ code: "R1" }] }]); // prettier-ignore
    assert.equal(await by({ type: "item.miss", item: 1, reason: "not on the hook" }), "done");
    assert.equal(await by({ type: "hand-over.confirm", handOver: 1, name: "Ann" }), "done");
    assert.equal((await read()).handOver, null);
    assert.equal((await server.get(`/api/regions/${testRegion}/units/1/crew`, "crew")).status, 403);
    assert.equal((await server.get(`/api/regions/${testRegion}/units/9/crew`)).status, 404);
  });
});
