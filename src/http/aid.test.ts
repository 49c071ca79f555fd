/** Mutual aid at the edge: what the room sees, and the door for messages of another server. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour } from "../base/instant.ts";
import { getRequestFacts } from "../core/request/changes.ts";
import { receiptOf } from "../core/request/request-facts.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { AidLink } from "../live/aid/aid-link.ts";
import { RemotePeer } from "../live/aid/remote-peer.ts";
import { makeLog } from "../live/log.ts";
import { RegionRuntime } from "../live/region-runtime.ts";
import { makeStraightLine } from "../plan/straight-line.ts";
import { MemoryStore } from "../store/memory.ts";
import { roomConfig } from "../testing/control-room.ts";
import type { TestClock } from "../testing/test-clock.ts";
import { testRegion, withServer } from "../testing/test-server.ts";
import type { AidView } from "./views/aid-view.ts";

const path = `/api/regions/${testRegion}/aid`;

function configWith(id: string, other: string, accounts: readonly string[]): RegionConfig {
  const neighbours = [{ region: other, name: other, tier: "national", accounts }] as const;
  const floors = [{ area: null, grade: null, units: 1 }];
  return { ...roomConfig(), id, aidPlan: { neighbours, floors } };
}

const message = {
  step: "ask",
  kind: "units",
  item: null,
  quantity: 1,
  neededAt: 0,
  sent: null,
  terms: { skills: [], grade: "immediate", area: null, untilAt: 2_000_000_000_000_000, meet: { latE7: 1, lonE7: 2 } },
  asker: "far",
  number: 4,
} as const; // prettier-ignore

test("only an account that speaks for the region enters its messages, and each goes in once", async () => {
  await withServer({ units: 2 }, async (server) => {
    const { config } = server.region.state.policy ?? {};
    assert.ok(config);
    const token = await server.token("partner");
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify({ from: "far", posts: [{ to: testRegion, position: 1, at: server.clock.now(), message }] }); // prettier-ignore
    const give = () => server.request(`${path}/messages`, { method: "POST", headers, body });
    assert.deepEqual([(await give()).status, (await give()).json.code], [403, "role.not-allowed"]);
    const session = await server.request("/api/session", { headers });
    const { account } = session.json as unknown as { account: { id: string } };
    await server.region.runSystem({ type: "region.configure", config: configWith(testRegion, "far", [account.id]) }); // prettier-ignore
    for (const _again of [1, 2]) {
      const given = await give();
      assert.deepEqual([given.status, given.json.taken], [200, 1]);
    }
    const gap = JSON.stringify({ from: "far", posts: [{ to: testRegion, position: 3, at: server.clock.now(), message }] }); // prettier-ignore
    const late = await server.request(`${path}/messages`, { method: "POST", headers, body: gap });
    assert.equal(late.json.taken, 1);
    const seen = await server.request(path, { headers: { authorization: `Bearer ${await server.token("dispatcher")}` } }); // prettier-ignore
    const view = seen.json as unknown as AidView;
    assert.deepEqual(
      view.requests.map(({ region, direction, lendable }) => [region, direction, lendable]),
      [["far", "incoming", 1]],
    );
    assert.deepEqual(view.floors, [{ area: null, grade: null, units: 1, left: 2, spare: 1 }]);
  });
});

/** The region `near` without a server around it. */
async function openNear(store: MemoryStore, clock: TestClock): Promise<RegionRuntime> {
  const near = await RegionRuntime.open({
    id: "near",
    store,
    clock,
    log: makeLog("silent"),
    travel: makeStraightLine(),
    waitingCommands: 1_000,
    snapshotEvery: 1_000_000,
  });
  await near.runSystem({ type: "region.configure", config: configWith("near", testRegion, []) });
  return near;
}

test("messages go to another server, and stay in the log while it does not answer", async () => {
  await withServer({ units: 3 }, async (far) => {
    const token = await far.token("partner");
    const session = await far.request("/api/session", {
      headers: { authorization: `Bearer ${token}` },
    });
    const { account } = session.json as unknown as { account: { id: string } };
    const config = configWith(testRegion, "near", [account.id]);
    await far.region.runSystem({ type: "region.configure", config });
    const store = new MemoryStore();
    const near = await openNear(store, far.clock);
    const peer = (url: string): RemotePeer => new RemotePeer({ region: testRegion, url, token });
    const linkTo = (url: string): AidLink =>
      new AidLink(new Map([["near", near]]), store, makeLog("silent"), [peer(url)]);
    const untilAt = far.clock.now() + microsPerHour;
    await near.runSystem({ type: "aid.ask", region: testRegion, quantity: 2, untilAt, words: "Hilfe – zwei Wagen" }); // prettier-ignore
    const dead = linkTo("http://127.0.0.1:1");
    await dead.look();
    assert.equal(dead.picture(near, testRegion).waiting, null);
    const { silentSince, heardAt } = dead.picture(near, testRegion);
    assert.deepEqual([silentSince, heardAt], [null, null]);
    const since = far.clock.now();
    far.clock.move(61);
    await dead.look();
    assert.equal(dead.picture(near, testRegion).silentSince, since);
    const link = linkTo(far.origin);
    // The first look asks how many were taken, the second carries.
    await link.look();
    assert.equal(link.picture(near, testRegion).waiting, 1);
    await link.look();
    assert.equal(link.picture(near, testRegion).waiting, 0);
    // Heard in both directions, and each says how much it has told.
    assert.partialDeepStrictEqual(link.picture(near, testRegion), { link: "another server", silentSince: null, behind: 0 }); // prettier-ignore
    const headers = { authorization: `Bearer ${await far.token("dispatcher")}` };
    const seen = (await far.request(path, { headers })).json as unknown as AidView;
    assert.partialDeepStrictEqual(seen.neighbours, [
      { region: "near", link: "none", heardAt: far.clock.now(), silentSince: null, behind: 0 },
    ]);
    await far.region.runSystem({ type: "request.receive", request: 1 });
    far.clock.move(15);
    await link.look();
    assert.equal(link.picture(near, testRegion).behind, 1);
    const { state } = far.region;
    assert.equal(state.text?.requests.get(1)?.words, "Hilfe – zwei Wagen");
    assert.equal(receiptOf(getRequestFacts(state, 0).sent, getRequestFacts(state, 0).arrived), "arrived whole"); // prettier-ignore
    // Another server in between that knows nothing begins by asking, and nothing is entered twice.
    const before = far.region.position;
    const again = linkTo(far.origin);
    for (let look = 0; look < 3; look += 1) await again.look();
    assert.equal(far.region.position, before);
    await near.close();
  });
});
