import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { Forecast } from "../core/forecast.ts";
import { isForecast } from "../sim/forecast/forecast.ts";
import { ForecastThread } from "../live/forecast/forecast-thread.ts";
import { takePicture } from "../live/forecast/picture.ts";
import type { ForecastRoads } from "../live/forecast/worker-roads.ts";
import { noOverlay } from "../plan/positions.ts";
import { londonFireFit, makeStraightLine } from "../plan/straight-line.ts";
import { Replication } from "../sim/rehearsal/replication.ts";
import { makeTown } from "../sim/town/make-town.ts";
import { makeBridgePlan } from "../testing/bridge-plan.ts";
import { makeDemandModel } from "../testing/demand-model.ts";
import { openPackage } from "./map/open-package.ts";
import { makeTownPackage } from "./map/town-map.ts";

const town = makeTown({ seed: 5, unitCount: 40, scale: 0.5 });
const { roads: map } = openPackage(await makeTownPackage(town));

/** A region that has been at work in the town for half a day. */
function playRegion() {
  const plan = makeBridgePlan([]);
  const areas = plan.areas.map((area) => ({ ...area, ...town.centre, radiusM: 700 }));
  const line = makeStraightLine();
  const night = new Replication(
    { ...plan, areas },
    { seed: 2, replication: 0, travel: () => line },
  );
  night.run();
  return { state: night.state, now: plan.startAt + plan.warmUpMicros + plan.lengthMicros };
}

const region = playRegion();
const calibration = { version: "ours", baseSeconds: 60, factor: 1, errorSeconds: 40 };
const bytes = map.bytes ?? assert.fail("a package has bytes");

describe("the forecast thread", () => {
  const threads: ForecastThread[] = [];
  after(() => Promise.all(threads.map((thread) => thread.close())));
  const faults: string[] = [];
  const models = new Map([["modelled", { model: makeDemandModel(), sha256: "ab" }]]);

  async function make(roads: ForecastRoads | undefined, id = "town"): Promise<Forecast> {
    const thread = new ForecastThread({ fit: londonFireFit, roads, models }, 50, (fault) => {
      faults.push(fault);
    });
    threads.push(thread);
    const picture = takePicture(id, region.state, noOverlay, region.now);
    assert.ok(picture);
    const made = await thread.make({ picture, kind: "near", seed: 1, isQuestion: false });
    assert.ok(isForecast(made));
    return made;
  }

  test("makes it by the map's roads, with what they are named by", async () => {
    const { travel, lineCause } = await make({ bytes, calibration, againstOneWays: false });
    assert.deepEqual(
      [travel.name, travel.version, travel.map?.hash, lineCause],
      ["roads", "ours", map.hash, undefined],
    );
    assert.deepEqual(faults, []);
  });

  test("without a map by straight line, and says why", async () => {
    const { travel, lineCause } = await make(undefined);
    assert.deepEqual([travel.name, lineCause], ["straight line", "no map"]);
  });

  test("of a region with a demand model it is made by that, and the others' by their last day", async () => {
    const roads = { bytes, calibration, againstOneWays: false };
    const { learnt, travel } = await make(roads, "modelled");
    assert.deepEqual([learnt.demandModel, travel.name], [{ name: "test", sha256: "ab" }, "roads"]);
    assert.equal((await make(undefined)).learnt.demandModel, undefined);
  });

  test("where the roads are broken by straight line, the same as without them, and the fault is told", async () => {
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 1] ^= 1;
    const roads = { bytes: damaged, calibration, againstOneWays: false };
    const { lineCause, cpuMillis: _, ...broken } = await make(roads);
    assert.equal(lineCause, "roads failed");
    assert.match(faults.join(), /map package's hash/);
    const { lineCause: without, cpuMillis: __, ...byLine } = await make(undefined);
    assert.equal(without, "no map");
    assert.deepEqual(broken, byLine);
  });
});
