import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Forecast } from "../core/forecast.ts";
import type { Forecaster } from "../live/forecast/forecaster.ts";
import type { Scores } from "../sim/forecast/score.ts";
import { MemoryStore } from "../store/memory.ts";
import { TestClock } from "../testing/test-clock.ts";
import type { LevelView } from "./views/level-view.ts";
import { TestServer, testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/forecast`;
/** It would make one by itself only in an hour: tests say when. */
const config = { forecast: { everySeconds: 3_600, futures: 50 } };

function forecasterOf(server: TestServer): Forecaster {
  const forecaster = server.running.context.forecasts.forecasters.get(testRegion);
  assert.ok(forecaster);
  return forecaster;
}

async function openIncidents(server: TestServer, count: number): Promise<void> {
  const { region, clock } = server;
  const { incidentTypes, centre } = region.state.policy!.config;
  for (let index = 0; index < count; index += 1) {
    clock.move(4 * 60);
    await region.runSystem({
      type: "incident.open",
      incidentType: incidentTypes[index % incidentTypes.length].code,
      location: { state: "given", ...centre, radiusM: 0 },
      grade: index % 2 === 0 ? "immediate" : "priority",
    });
  }
  // What the moves of the clock made due, so that nothing happens by itself while a test compares positions.
  await region.runSystem({ type: "due.work" });
}

describe("the forecast of a region", () => {
  test("is not there before it was made, then says what it was made from", () =>
    withServer({ units: 6, config }, async (server) => {
      const before = await server.get(path);
      assert.deepEqual([before.json["forecast"], before.json["none"]], [null, null]);
      await openIncidents(server, 12);
      const { position } = server.region;
      await forecasterOf(server).makeNow();
      const { forecast } = (await server.get(path)).json as never as { forecast: Forecast };
      assert.equal(forecast.position, position);
      assert.equal(forecast.at, server.clock.now());
      assert.ok(forecast.futures >= 1 && forecast.learnt.incidents === 12);
      assert.equal(forecast.stepsAt.length, 48);
      const far = (await server.get(`${path}?kind=far`)).json as never as { forecast: Forecast };
      assert.equal(far.forecast.horizonSeconds, 86_400);
    }));

  test("is made again by itself after a change of the roster, the level or a recall", () =>
    withServer({ units: 6, config }, async (server) => {
      await openIncidents(server, 12);
      const forecaster = forecasterOf(server);
      const madeMoreThan = async (count: number): Promise<void> => {
        while (forecaster.made <= count) await sleep(50);
      };
      // The one that each server begins with.
      await madeMoreThan(1);
      const before = forecaster.made;
      const fromAt = server.clock.now() + 3_600_000_000;
      const shift = { of: { unit: 0 }, fromAt, untilAt: fromAt + 28_800_000_000, crew: 2 };
      await server.region.runSystem({ type: "shift.plan", ...shift });
      await madeMoreThan(before + 1);
      const { forecast } = (await server.get(path)).json as never as { forecast: Forecast };
      assert.equal(forecast.position, server.region.position);
    }));

  test("with too little to learn from there is none, and it says why", () =>
    withServer({ units: 2, config }, async (server) => {
      await forecasterOf(server).makeNow();
      const { json } = await server.get(path);
      assert.deepEqual(json["none"], { reason: "too few incidents", incidents: 0, needed: 10 });
    }));

  test("what if: two forecasts from one position, and nothing in the region changes", () =>
    withServer({ units: 6, config }, async (server) => {
      await openIncidents(server, 12);
      const { position } = server.region;
      const body = { whatIf: { lent: 5, lentMinutes: 30 } };
      const { status, json, text } = await server.post(`${path}/what-if`, body);
      assert.equal(status, 200, text);
      const { asItIs, changed } = json as never as { asItIs: Forecast; changed: Forecast };
      assert.deepEqual([asItIs.position, changed.position], [position, position]);
      assert.equal(changed.bookedOn.at(-1), (asItIs.bookedOn.at(-1) ?? 0) + 5);
      assert.equal(server.region.position, position);
      assert.equal(server.region.state.columns.head.units[0], 6);
    }));

  test("what if: what can not be is refused with a code", () =>
    withServer({ units: 2, config }, async (server) => {
      for (const [whatIf, code] of [
        [{ lent: 501 }, "input.invalid"],
        [{ demandFactor: 0 }, "input.invalid"],
        [{ enforce: true }, "input.invalid"],
        [{ area: "nowhere", lent: 1 }, "code.unknown"],
        [{ level: "martial law" }, "input.invalid"],
      ] as const)
        assert.equal((await server.post(`${path}/what-if`, { whatIf })).json.code, code);
    }));

  test("is judged when its moment has come, each step once, also after a restart", async () => {
    const [store, clock] = [new MemoryStore(), new TestClock()];
    const judged = async (server: TestServer) => {
      const { near } = (await server.get(`${path}/calibration`)).json as never as { near: Scores };
      return near.leads.reduce((sum, { free }) => sum + free.count, 0);
    };
    const lookAfter = async (server: TestServer, seconds: number) => {
      clock.move(seconds);
      await forecasterOf(server).look();
      return judged(server);
    };
    const server = await TestServer.start({ units: 6, config, store, clock });
    await openIncidents(server, 12);
    const { position } = server.region;
    await forecasterOf(server).makeNow();
    assert.equal(await lookAfter(server, 0), 0);
    assert.equal(await lookAfter(server, 300), 1);
    assert.equal(await lookAfter(server, 0), 1, "a step is judged once");
    assert.equal(await lookAfter(server, 300), 2);
    const found = await server.get(`${path}?at=${clock.now()}`);
    const forecast = found.json["forecast"] as { position: number } | null;
    assert.equal(forecast?.position, position);
    // The store stays open for the next one, as a disk would.
    await server.running.close();
    // As an older version left it, which judged by no ends of bands.
    const [{ key, version, body }] = await store.listDocuments("forecast-scores", 1, "");
    const older = body.replaceAll(/,"exact(?:80|95|Count)":[\d.]+/g, "");
    assert.ok(older.length < body.length);
    await store.writeDocument("forecast-scores", key, version, older);
    await withServer({ units: 6, config, store, clock }, async (again) => {
      await forecasterOf(again).record.load(clock.now());
      assert.equal(await judged(again), 2, "scores outlive a restart");
      assert.equal(await lookAfter(again, 300), 3, "what was forecast before it is judged once");
      const { near } = (await again.get(`${path}/calibration`)).json as never as { near: Scores };
      const [{ free }] = near.leads;
      assert.deepEqual([free.count, free.exactCount], [3, 1]);
      assert.ok(free.exact80 >= 0 && free.exact80 <= 1, `${free.exact80}`);
    });
  });

  test("is evidence for a service level, with the position it was made from", () =>
    withServer({ units: 1, config }, async (server) => {
      await openIncidents(server, 12);
      const { position } = server.region;
      await forecasterOf(server).makeNow();
      const { json } = await server.get(`/api/regions/${testRegion}/level`, "supervisor");
      const { evidence } = json as never as LevelView;
      const found = evidence.find(({ measure }) => measure === "forecast no unit");
      assert.equal(found?.forecast?.position, position);
      assert.deepEqual([found.withinMinutes, found.value, found.pointsHere], [60, 100, true]);
    }));

  test("of a server that makes none there is a code", () =>
    withServer({ units: 1, config: { forecast: { everySeconds: 0 } } }, async (server) => {
      assert.equal((await server.get(path)).json.code, "forecast.off");
    }));
});
