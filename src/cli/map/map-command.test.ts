import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { realMaps } from "../../testing/roads/real-map.ts";
import { londonRoadCalibration } from "../../roads/vehicle-class.ts";
import { makeProgram } from "../main.ts";
import { readJourneys } from "../read-journeys.ts";
import { calibrateOnMap } from "./calibrate-map.ts";
import { openPackageFile } from "./open-package.ts";

async function run(...args: string[]): Promise<void> {
  const program = await makeProgram(["map"]);
  await program.parseAsync(args, { from: "user" });
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-map-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("what is no source, or cannot be read, is a fault and leaves no file", () =>
  withFolder(async (folder) => {
    const output = join(folder, "out.map");
    await assert.rejects(run("map", "build", join(folder, "none.osm.pbf"), "-o", output), {
      code: "cli.asked-wrongly",
    });
    const text = join(folder, "map.txt");
    writeFileSync(text, "roads");
    await assert.rejects(run("map", "build", text, "-o", output), { code: "map.unsupported" });
    const broken = join(folder, "broken.osm.pbf");
    writeFileSync(broken, "roads");
    await assert.rejects(run("map", "build", broken, "-o", output), { code: "map.bad-block" });
    await assert.rejects(run("map", "build", broken, "-o", output, "--tile-zoom", "99"), {
      code: "cli.asked-wrongly",
    });
    const packed = join(folder, "broken.geojson.gz");
    writeFileSync(packed, "roads");
    await assert.rejects(run("map", "build", packed, "-o", output), { code: "map.bad-block" });
    const empty = join(folder, "empty.geojson");
    writeFileSync(empty, '{"type":"FeatureCollection","features":[]}');
    await assert.rejects(run("map", "build", empty, "-o", output), { code: "map.no-roads" });
    assert.ok(!existsSync(output) && !existsSync(`${output}.partial`));
    await assert.rejects(run("map", "info", text), { code: "map.not-package" });
  }));

test(
  "an island becomes a package that draws, finds and drives",
  { skip: skipWithout(realMaps.isleOfMan) },
  () =>
    withFolder(async (folder) => {
      const output = join(folder, "island.map");
      const report = join(folder, "report.json");
      const source = findRealData(realMaps.isleOfMan) ?? "";
      await run(
        "map",
        "build",
        source,
        "-o",
        output,
        "--name",
        "Island",
        "--report",
        report,
        "--json",
      );
      const reasons = JSON.parse(readFileSync(report, "utf8")) as {
        reason: string;
        count: number;
      }[];
      assert.ok(reasons.some(({ reason }) => reason.startsWith("network road: not connected")));
      // Nothing is written over without being asked to.
      await assert.rejects(run("map", "build", source, "-o", output), {
        code: "cli.asked-wrongly",
      });

      const { map, roads, meta } = openPackageFile(output);
      assert.equal(meta.name, "Island");
      assert.equal(meta.dataDate, "2020-03-13");
      assert.equal(map.about.attribution, "© OpenStreetMap contributors");
      assert.match(roads.hash, /^[0-9a-f]{64}$/);
      const [found] = map.findPlaces("Athol Street, Douglas", 5);
      assert.match(found.label, /Athol Street/);
      assert.match(map.describe(found.latE7, found.lonE7).text, /Athol Street/);
      assert.ok(
        (map.findTile(10, 499, 327)?.length ?? 0) > 500 || map.findTile(8, 124, 81) !== undefined,
      );
      assert.equal(map.findTile(14, 0, 0), undefined);
      assert.ok(roads.road.network.arcCount > 20_000 && roads.path.network.arcCount > 20_000);
    }),
);

const edinburgh = "maps/edinburgh-os-open-roads-6km.geojson.gz";

test(
  "OS Open Roads becomes a package that draws and drives",
  { skip: skipWithout(edinburgh) },
  () =>
    withFolder(async (folder) => {
      const output = join(folder, "edinburgh.map");
      await run("map", "build", findRealData(edinburgh) ?? "", "-o", output, "--json");
      const { map, roads, meta } = openPackageFile(output);
      assert.equal(meta.name, "edinburgh-os-open-roads-6km");
      assert.match(map.about.attribution, /^Contains OS data © Crown copyright and database right/);
      assert.ok(roads.road.network.arcCount > 20_000);
      assert.ok((map.findTile(10, 502, 319)?.length ?? 0) > 500);
    }),
);

test(
  "calibrate says of the London records what the server has as its figures",
  { skip: skipWithout(realMaps.london) },
  () =>
    withFolder(async (folder) => {
      const [source, travel] = [
        findRealData(realMaps.london) ?? "",
        findRealData("calls/lfb-travel-2020-2022.csv.gz") ?? "",
      ];
      const output = join(folder, "london.map");
      await run("map", "build", source, "-o", output, "--tile-zoom", "10");
      const { roads } = openPackageFile(output);
      const { journeys } = await readJourneys({
        travel,
        metres: "straight_line_m",
        seconds: "travel_s",
      });
      const fit = calibrateOnMap(roads, journeys, { class: "fire appliance" });
      assert.ok(typeof fit !== "string");
      const { baseSeconds, factor, errorSeconds } = londonRoadCalibration;
      assert.equal(Math.round(fit.baseSeconds * 10) / 10, baseSeconds);
      assert.equal(Math.round(fit.factor * 1_000) / 1_000, factor);
      assert.equal(Math.round(fit.heldOut.medianAbsoluteSeconds), errorSeconds);
    }),
);
