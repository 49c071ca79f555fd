import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../core/commands.ts";
import { crossingAt, makeGridMap } from "../testing/roads/grid-map.ts";
import { makeFailingMap } from "../testing/roads/failing-map.ts";
import { type TestServer, testRegion, withServer } from "../testing/test-server.ts";

const grid = { side: 9, blockMetres: 200 };
const roads = makeGridMap(grid);
const path = `/api/regions/${testRegion}`;

function closing(column: number, row: number): Extract<Command, { type: "closure.report" }> {
  const a = crossingAt(grid, column, row);
  const b = crossingAt(grid, column + 1, row);
  const lon = Math.round((a.lonE7 + b.lonE7) / 2);
  const points = [
    [lon, a.latE7 - 2_000],
    [lon, a.latE7 + 2_000],
  ] as const;
  return {
    type: "closure.report",
    shape: { kind: "barricade", points },
    source: "own staff",
    expiresAt: 0,
    confirm: true,
  };
}

async function withGrid(
  work: (server: TestServer, incident: number) => Promise<void>,
  map = roads,
): Promise<void> {
  await withServer({ units: 2, roads: map }, async (server) => {
    const { region } = server;
    for (const [unit, column] of [1, 7].entries()) {
      const at = crossingAt(grid, column, 4);
      await region.runSystem({ type: "unit.place", unit, ...at, source: "said" });
    }
    const { made } = await region.runSystem({
      type: "incident.open",
      incidentType: region.state.policy!.config.incidentTypes[0].code,
      location: { state: "given", ...crossingAt(grid, 3, 4), radiusM: 0 },
      grade: "immediate",
    });
    await work(server, made.incident ?? 0);
  });
}

function inAnHour(server: TestServer): number {
  return server.clock.now() + 3_600_000_000;
}

test("eta: seconds, metres, streets, source; closures change it, and none is an answer", () =>
  withGrid(async (server, incident) => {
    const ask = () => server.get(`${path}/eta?unit=0&incident=${incident}`);
    const before = await ask();
    assert.equal(before.status, 200, before.text);
    const { travelSeconds, distanceM, steps, source, line } = before.json as never as {
      travelSeconds: number;
      distanceM: number;
      steps: { name: string }[];
      source: { name: string; map: { hash: string; epoch: number } };
      line: number[][];
    };
    assert.ok(Math.abs(distanceM - 400) < 10, String(distanceM));
    assert.deepEqual(
      steps.map(({ name }) => name),
      ["Row 4"],
    );
    assert.deepEqual([source.name, source.map.hash], ["roads", roads.hash]);
    assert.ok(line.length >= 3);
    const report = { ...closing(1, 4), expiresAt: inAnHour(server) };
    assert.equal((await server.command(report)).status, 200);
    const after = (await ask()).json as never as {
      travelSeconds: number;
      steps: unknown[];
      source: typeof source;
      aroundClosures: number[];
      closures: { closure: number; kind: string; streets: string[] }[];
    };
    assert.ok(after.travelSeconds > travelSeconds);
    assert.deepEqual(after.aroundClosures, [1]);
    assert.deepEqual(after.closures, [{ closure: 1, kind: "barricade", streets: ["Row 4"] }]);
    assert.equal(after.source.map.epoch > source.map.epoch, true);
    assert.ok(after.steps.length >= 3, "round the block");
  }));

test("eta: closures in words at the ends, on the way and where there is none; the error says whose it is", () =>
  withGrid(async (server) => {
    interface Answer {
      readonly travelSeconds: number | null;
      readonly source: { readonly errorOf?: string };
      readonly shutBy: readonly number[];
      readonly reportedClosures: readonly number[];
      readonly aroundClosures: readonly number[];
      readonly endShut?: { readonly closures: readonly number[] };
      readonly closures: readonly { closure: number; kind: string; streets: string[] }[];
    }
    const a = crossingAt(grid, 4, 4);
    const b = crossingAt(grid, 5, 4);
    const lonE7 = Math.round((a.lonE7 + b.lonE7) / 2);
    const ask = async (toLonE7 = lonE7) => {
      const to = `toLatE7=${a.latE7}&toLonE7=${toLonE7}`;
      return (await server.get(`${path}/eta?unit=0&${to}`)).json as never as Answer;
    };
    const open = await ask();
    assert.deepEqual([open.closures, open.aroundClosures, open.shutBy], [[], [], []]);
    assert.equal(open.source.errorOf, "straight line");
    const expiresAt = inAnHour(server);
    await server.command({ ...closing(4, 4), expiresAt });
    await server.command({ ...closing(2, 4), expiresAt, confirm: false });
    const ends = await ask();
    assert.deepEqual(ends.endShut?.closures, [1]);
    assert.deepEqual([ends.reportedClosures, ends.aroundClosures], [[2], []]);
    const barricade = { kind: "barricade", streets: ["Row 4"] };
    assert.deepEqual(ends.closures, [
      { closure: 1, ...barricade },
      { closure: 2, ...barricade },
    ]);
    // A band from north to south: its streets are many, five of them are named.
    const [low, high] = [crossingAt(grid, 2, 0), crossingAt(grid, 4, 8)];
    const points = [
      [low.lonE7 + 9_000, low.latE7 - 900],
      [high.lonE7 - 9_000, low.latE7 - 900],
      [high.lonE7 - 9_000, high.latE7 + 900],
      [low.lonE7 + 9_000, high.latE7 + 900],
    ] as const;
    await server.command({ ...closing(0, 0), shape: { kind: "area", points }, expiresAt });
    const none = await ask(lonE7 + b.lonE7 - a.lonE7);
    assert.equal(none.travelSeconds, null);
    assert.ok(none.shutBy.includes(3));
    const area = none.closures.find(({ closure }) => closure === 3);
    assert.deepEqual([area?.kind, area?.streets.length], ["area", 5]);
  }));

test("eta: a crew asks for its own way to what it is sent to, and for nothing else", () =>
  withGrid(async (server, incident) => {
    const own = `${path}/eta?unit=0&incident=${incident}`;
    assert.equal((await server.get(own, "crew")).status, 403);
    await server.command({ type: "unit.send", incident, units: [0] });
    assert.equal((await server.get(own, "crew")).status, 200);
    const other = `${path}/eta?unit=1&incident=${incident}`;
    assert.equal((await server.get(other, "crew")).json.code, "access.unit");
    const { latE7, lonE7 } = crossingAt(grid, 0, 0);
    const place = `${path}/eta?unit=0&toLatE7=${latE7}&toLonE7=${lonE7}`;
    assert.equal((await server.get(place, "crew")).status, 403);
    assert.equal((await server.get(own, "partner")).status, 403);
  }));

test("eta: what is missing or unknown has its code", () =>
  withGrid(async (server, incident) => {
    for (const [query, code] of [
      ["", "input.invalid"],
      ["?unit=0", "input.invalid"],
      ["?unit=99&incident=1", "unit.unknown"],
      [`?unit=0&incident=99`, "incident.unknown"],
      [`?unit=0&incident=${incident}&class=rocket`, "input.invalid"],
      [`?unit=0&incident=${incident}&toLatE7=1e99`, "input.invalid"],
    ])
      assert.equal((await server.get(`${path}/eta${query}`)).json.code, code, query);
  }));

test("reach and cover are lines; cover says which share of each area is covered", () =>
  withGrid(async (server) => {
    const { latE7, lonE7 } = crossingAt(grid, 4, 4);
    const reach = await server.get(`${path}/reach?latE7=${latE7}&lonE7=${lonE7}&seconds=60`);
    const some = (reach.json as never as { features: unknown[] }).features.length;
    assert.equal(reach.json.leftOut, 0);
    const far = await server.get(`${path}/reach?latE7=${latE7}&lonE7=${lonE7}&seconds=3600`);
    const all = (far.json as never as { features: unknown[] }).features.length;
    assert.ok(some > 0 && some < all, `${some} ${all}`);
    assert.equal(all, roads.road.network.segmentCount);
    const cover = (await server.get(`${path}/cover?grade=immediate`)).json as never as {
      freeUnits: number;
      areas: { share: number | null }[];
    };
    assert.equal(cover.freeUnits, 2);
    assert.ok(cover.areas.every(({ share }) => share === null || (share >= 0 && share <= 1)));
    assert.ok(cover.areas.some(({ share }) => (share ?? 0) > 0.9));
  }));

test("a cover of more roads than there are lines says how many it leaves out", () =>
  withServer({ units: 1, roads: makeGridMap({ side: 102, blockMetres: 10 }) }, async (server) => {
    const { latE7, lonE7 } = crossingAt(grid, 4, 4);
    await server.region.runSystem({ type: "unit.place", unit: 0, latE7, lonE7, source: "said" });
    const { features, leftOut } = (await server.get(`${path}/cover`)).json as never as {
      features: unknown[];
      leftOut: number;
    };
    assert.deepEqual([features.length, leftOut], [20_000, 2 * 102 * 101 - 20_000]);
  }));

test("a closure is previewed: the incidents whose best unit changes, and nothing has happened", () =>
  withGrid(async (server, incident) => {
    const { position } = server.region;
    // The near unit's street is cut on both sides of the incident's way: it must go round, the far one need not.
    const command = { ...closing(2, 4), expiresAt: inAnHour(server) };
    const preview = await server.post(`${path}/closures/preview`, { command });
    assert.equal(preview.status, 200, preview.text);
    const { segments, changed } = preview.json as never as {
      segments: number;
      changed: {
        incident: number;
        before: { unit: number; travelSeconds: number };
        after: { travelSeconds: number };
      }[];
    };
    assert.equal(segments, 1);
    assert.equal(changed[0].incident, incident);
    assert.ok(changed[0].after.travelSeconds > changed[0].before.travelSeconds);
    assert.equal(server.region.position, position);
    const eta = await server.get(`${path}/eta?unit=0&incident=${incident}`);
    assert.equal(
      (eta.json as never as { travelSeconds: number }).travelSeconds,
      changed[0].before.travelSeconds,
    );
    const wrong = await server.post(`${path}/closures/preview`, {
      command: { type: "unit.clear", unit: 0 },
    });
    assert.equal(wrong.json.code, "input.invalid");
    const refused = await server.post(`${path}/closures/preview`, {
      command: { ...command, expiresAt: 5 },
    });
    assert.ok(refused.status >= 400 && refused.status < 500, refused.text);
  }));

for (const fault of ["nearest road", "network"] as const)
  test(`a fault in the ${fault}: units are sent by straight line, which says so; what only roads know is map.failed`, () => {
    const failing = makeFailingMap(roads);
    return withGrid(async (server, incident) => {
      assert.equal((await server.get(`${path}/eta?unit=0&incident=${incident}`)).status, 200);
      failing.fault = fault;
      const sent = await server.command({ type: "unit.send", incident, units: [0] });
      assert.equal(sent.status, 200, sent.text);
      const asked = await server.get(`${path}/incidents/${incident}/recommendation`);
      const { travel } = asked.json as never as { travel: { name: string } };
      assert.equal(travel.name, "straight line");
      const eta = await server.get(`${path}/eta?unit=1&incident=${incident}`);
      const { source } = eta.json as never as { source: { name: string } };
      assert.equal(source.name, "straight line");
      const { latE7, lonE7 } = crossingAt(grid, 4, 4);
      for (const asks of [
        server.get(`${path}/reach?latE7=${latE7}&lonE7=${lonE7}&seconds=60`),
        server.get(`${path}/cover`),
        server.post(`${path}/closures/preview`, {
          command: { ...closing(2, 4), expiresAt: inAnHour(server) },
        }),
      ]) {
        const { status, json } = await asks;
        assert.deepEqual([status, json.code], [503, "map.failed"]);
      }
      assert.equal(server.region.roads?.failures, 1);
      const metrics = server.running.context.metrics.write();
      assert.match(metrics, /muster_road_failures\{region="room"\} 1/);
    }, failing.map);
  });

for (const [fault, question] of [
  [
    "nearest road",
    `reach?latE7=${crossingAt(grid, 4, 4).latE7}&lonE7=${crossingAt(grid, 4, 4).lonE7}&seconds=60`,
  ],
  ["network", "cover"],
] as const)
  test(`a fault in the ${fault} while ${question.slice(0, 5)} is asked is map.failed, once`, () => {
    const failing = makeFailingMap(roads);
    return withGrid(async (server, incident) => {
      assert.equal((await server.get(`${path}/${question}`)).status, 200);
      failing.fault = fault;
      for (let time = 0; time < 2; time += 1)
        assert.equal((await server.get(`${path}/${question}`)).json.code, "map.failed");
      assert.equal(server.region.roads?.failures, 1);
      assert.equal((await server.command({ type: "unit.send", incident, units: [0] })).status, 200);
    }, failing.map);
  });

test("without a map the straight line answers and says so; reach says that there are no roads", () =>
  withServer({ units: 1 }, async (server) => {
    const { latE7, lonE7 } = crossingAt(grid, 3, 4);
    const eta = await server.get(`${path}/eta?unit=0&toLatE7=${latE7}&toLonE7=${lonE7}`);
    const { source, line } = eta.json as never as {
      source: { name: string; map?: unknown };
      line: unknown[];
    };
    assert.deepEqual([source.name, source.map, line], ["straight line", undefined, []]);
    const reach = await server.get(`${path}/reach?latE7=${latE7}&lonE7=${lonE7}&seconds=60`);
    assert.deepEqual([reach.status, reach.json.code], [404, "map.roadless"]);
  }));
