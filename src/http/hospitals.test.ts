/** Hospital counts over HTTP: four fields and no other, and a surge that nobody acknowledges within a minute is shown so. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { testRegion, withServer } from "../testing/test-server.ts";
import type { RegionConfig } from "../core/region/config.ts";

const path = `/api/regions/${testRegion}`;
const hour = 3_600_000_000;

test("four weeks of a partner's counts, a surge, its acknowledgement", async () => {
  await withServer({ units: 1 }, async (server) => {
    const config = (await server.get(`${path}/config`)).json["config"] as RegionConfig;
    const hospitals = [{ code: "royal", name: "Royal", partner: "partner" }];
    const configure = { type: "region.configure", config: { ...config, hospitals } };
    assert.equal((await server.command(configure, "administrator")).status, 200);
    const now = server.clock.now();
    const count = (untilAt: number, arrivals: number, more: object = {}) =>
      server.command({ type: "hospital.count", hospital: "royal", untilAt, seconds: 3600, arrivals, ...more }, "partner"); // prettier-ignore
    assert.equal((await count(now, 3, { patient: "A. Person" })).status, 422);
    // The hour of the surge in each of the four weeks before is all that its baseline needs.
    for (let week = 4; week >= 1; week -= 1)
      assert.equal((await count(now - week * 168 * hour, 10)).status, 200);
    assert.equal((await count(now, 30)).status, 200);
    const see = async (role: "partner" | "dispatcher") =>
      ((await server.get(`${path}/hospitals`, role)).json["hospitals"] as object[])[0];
    assert.partialDeepStrictEqual(await see("partner"), {
      code: "royal",
      verdict: "surge",
      observed: 30,
      expected: 10,
      signal: "waiting",
    });
    server.clock.move(60);
    assert.partialDeepStrictEqual(await see("dispatcher"), { signal: "not acknowledged" });
    await server.command({ type: "alarm.acknowledge", alarm: 1 }, "dispatcher");
    assert.partialDeepStrictEqual(await see("partner"), { signal: "acknowledged" });
  });
});
