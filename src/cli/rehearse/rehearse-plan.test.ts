import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";
import { makeTown } from "../../sim/town/make-town.ts";
import { makeDemandModel, recordedScene } from "../../testing/demand-model.ts";
import { inFolder, rehearse } from "../../testing/run-rehearse.ts";
import { writeModelFile } from "../fit/model-file.ts";
import { makeTownPackage } from "../map/town-map.ts";
import { makePlan, plainVariant, readPlanFile } from "./plan-file.ts";
import { playNights } from "./play-nights.ts";
import type { RehearsalResult } from "./rehearse-plan.ts";
import { readTravelFit } from "./travel-file.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const shipped = join(root, "rehearsals", "thin-night.yaml");
const shippedText = readFileSync(shipped, "utf8");

let townPackage: Promise<Uint8Array> | undefined;

/** A town's map in the folder, and its centre in degrees. It is made once for all tests. */
async function writeTownMap(folder: string) {
  const town = makeTown({ seed: 5, unitCount: 40, scale: 0.5 });
  const map = join(folder, "town.map");
  writeFileSync(map, await (townPackage ??= makeTownPackage(town)));
  return { map, lat: town.centre.latE7 / 1e7, lon: town.centre.lonE7 / 1e7 };
}

test("more callers than may wait end the command with what to do, from whichever thread", () =>
  inFolder(async (folder) => {
    const plan = join(folder, "flood.yaml");
    const flood = shippedText
      .replace(/callsPerHour: .*/, `callsPerHour: [${Array(24).fill(20_000).join(", ")}]`)
      .replace("sceneMinutes: 40 }", "sceneMinutes: 40, patienceMinutes: 10000 }")
      .replace("patienceMinutes: 120", "patienceMinutes: 10000")
      .replaceAll("arrives: 0.95", "arrives: 0");
    writeFileSync(plan, flood);
    const limit = { code: "rehearse.limit", message: /more than 16384 callers wait at once/ };
    await assert.rejects(rehearse(plan, folder, "--replications", "2", "--threads", "2"), limit);
  }));

test("the shipped plan: one result for any number of threads, as JSON, CSV and a page of its own", () =>
  inFolder(async (folder) => {
    const pair = ["--compare", "plan", "a-third-arrives", "--replications", "25", "--seed", "3"];
    const one = await rehearse(shipped, join(folder, "one"), ...pair, "--threads", "1");
    for (const threads of ["2", "3", "7"]) {
      const others = await rehearse(shipped, join(folder, threads), ...pair, "--threads", threads);
      assert.deepEqual(others, one);
    }
    const result = JSON.parse(one.json);
    assert.deepEqual(
      result.variants.map(({ variant }: { variant: string }) => variant),
      ["plan", "a-third-arrives"],
    );
    // The same nights: not one call more or less.
    assert.deepEqual(result.comparison.grades.immediate.calls, {
      mean: 0,
      halfWidth: 0,
      replications: 25,
    });
    const { mean, halfWidth } = result.comparison.grades.immediate.shareInTime;
    assert.ok(mean + halfWidth < 0, "with a third of the units fewer are reached in time");
    assert.equal(result.reproducibility.seed, 3);
    assert.match(result.reproducibility.planSha256, /^[0-9a-f]{64}$/);
    assert.match(
      one.csv,
      /^variant,grade,figure,mean,half_width_95,replications\nplan,immediate,calls,/,
    );
    assert.match(one.html, /class="frame">REHEARSAL</);
    assert.doesNotMatch(one.html, /<script|<link|<img|https?:/);
    assert.ok(one.html.includes(result.reproducibility.planSha256));
    for (const plot of [
      "Minutes without a unit by grade and variant",
      "Who waits, immediate",
      "reached in time: a-third-arrives minus plan",
    ])
      assert.ok(one.html.includes(`aria-label="${plot}"`), plot);
    // Twelve hours count, by quarters of an hour; with a third of the units more wait.
    const [queue, worse] = result.variants.map(
      (variant: { queue: { priority: number[] } }) => variant.queue.priority,
    );
    const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
    assert.equal(queue.length, 48);
    assert.ok(sum(worse) > sum(queue));
    const { seen, of, low, high } = result.variants[1].rare.priority.givenUp;
    assert.ok(of === 25 && low < seen / of && seen / of <= high);
    assert.match(one.csv, /^a-third-arrives,priority,nights\.givenUp,[\d.]+,[\d.]+,25$/m);
  }));

test("by the roads of a map: other times, said with the map's hash; what is no map is refused", () =>
  inFolder(async (folder) => {
    const { map, lat, lon } = await writeTownMap(folder);
    const path = join(folder, "plan.yaml");
    const moved = shippedText
      .replaceAll(
        /lat: [\d.]+, lon: [\d.]+, radiusKm: \d+/g,
        `lat: ${lat}, lon: ${lon}, radiusKm: 1`,
      )
      .replace("hours: 12", "hours: 3");
    writeFileSync(path, moved);
    const args = ["--compare", "plan", "three-more-cars", "--replications", "3"];
    const byLine = JSON.parse((await rehearse(path, join(folder, "line"), ...args)).json);
    const byRoad = JSON.parse(
      (await rehearse(path, join(folder, "road"), ...args, "--map", map)).json,
    );
    assert.match(byLine.reproducibility.travel, /^straight line /);
    assert.match(
      byRoad.reproducibility.travel,
      /^roads .*, map [0-9a-f]{64}, median error of the straight line 52 s$/,
    );
    const response = (result: typeof byRoad) =>
      result.variants[0].grades.priority.meanResponseSeconds.mean;
    assert.notEqual(response(byRoad), response(byLine));
    assert.deepEqual(
      byRoad.variants[0].grades.priority.calls,
      byLine.variants[0].grades.priority.calls,
    );
    await assert.rejects(rehearse(path, folder, ...args, "--map", path), {
      code: "map.not-package",
    });
  }));

const modelText = shippedText.replace(/demand:\n(?: {2}.*\n)+/, "demand: { model: ../m.yaml }\n");

test("calls from a demand model: its types and grades, its hash in the result, the same for any threads", () =>
  inFolder(async (folder) => {
    const rests = { times: 100, from: "records", fitP: 0.5 } as const;
    const model = makeDemandModel({
      kinds: [
        {
          ...kindOf("flood", "immediate"),
          scene: { ...rests, law: "gamma", shape: 2, scale: 600 },
        },
        {
          ...kindOf("noise", "scheduled"),
          scene: { ...rests, law: "weibull", shape: 1.5, scale: 900 },
        },
      ],
      places: { ...makeDemandModel().places, cells: [[54.06, 0.3, 2_000, 40, "harbour"]] },
    });
    writeModelFile(join(folder, "m.yaml"), model);
    mkdirSync(join(folder, "plans"));
    const path = join(folder, "plans", "plan.yaml");
    writeFileSync(path, modelText);
    const args = ["--compare", "plan", "a-third-arrives", "--replications", "4"];
    const one = await rehearse(path, join(folder, "one"), ...args, "--threads", "1");
    assert.deepEqual(await rehearse(path, join(folder, "two"), ...args, "--threads", "2"), one);
    const { variants, reproducibility } = JSON.parse(one.json);
    const text = readFileSync(join(folder, "m.yaml"));
    assert.equal(
      reproducibility.demandModelSha256,
      createHash("sha256").update(text).digest("hex"),
    );
    assert.ok(one.html.includes(reproducibility.demandModelSha256));
    assert.deepEqual(Object.keys(variants[0].grades), ["immediate", "scheduled"]);
    // Six calls an hour for twelve hours, two of three immediate.
    assert.ok(Math.abs(variants[0].grades.immediate.calls.mean - 48) < 16);
    assert.ok(variants[0].grades.immediate.meanResponseSeconds.mean > 120);
  }));

function kindOf(type: string, grade: "immediate" | "scheduled") {
  const share = grade === "immediate" ? 2 / 3 : 1 / 3;
  return { type, name: type, group: "all", grade, share, calls: 100, scene: recordedScene };
}

describe("a plan with a demand model is refused", () => {
  for (const [to, code, message] of [
    ["demand: { model: none.yaml }", "file.unreadable", /none.yaml/],
    ["demand: { model: plan.yaml }", "file.invalid", /plan.yaml:\d+:\d+: schema/],
    [
      "demand: { model: m.yaml, varianceToMean: 2 }",
      "file.invalid",
      /demand.varianceToMean: does not stand beside model/,
    ],
    [
      "demand: { varianceToMean: 2 }",
      "file.invalid",
      /demand.callsPerHour: expected calls an hour, or model/,
    ],
    [
      "demand: { callsPerHour: 2, patienceMinutes: { priority: 3 } }",
      "file.invalid",
      /goes with model/,
    ],
    ["demand: { callsPerHour: 2 }", "file.invalid", /demand.grades: expected/],
  ] as const)
    test(`with ${to}`, () =>
      inFolder(async (folder) => {
        const path = join(folder, "plan.yaml");
        writeFileSync(path, modelText.replace(/demand: .*/, to));
        await assert.rejects(rehearse(path, folder, "--replications", "2"), { code, message });
      }));
});

describe("closures of a plan", () => {
  /** The shipped plan with all calls in the town of a map, for three hours, and a closure. */
  async function withTown(
    closure: string,
    work: (plan: string, map: string, folder: string) => Promise<void>,
  ): Promise<void> {
    await inFolder(async (folder) => {
      const { map, lat, lon } = await writeTownMap(folder);
      const path = join(folder, "plan.yaml");
      const places = /lat: [\d.]+, lon: [\d.]+, radiusKm: \d+/g;
      const here = `lat: ${lat}, lon: ${lon}`;
      const drawn = closure.replaceAll("HERE", here);
      const text = `${shippedText}  shut:\n    closures:\n      - ${drawn}\n`
        .replaceAll(places, `${here}, radiusKm: 1`)
        .replace("hours: 12", "hours: 3");
      writeFileSync(path, text);
      await work(path, map, folder);
    });
  }
  const times = "from: 2027-03-05T23:00:00Z, until: 2027-03-06T02:00:00Z";
  const pair = ["--compare", "plan", "shut", "--replications", "4"];

  test("the middle of the town is shut: it takes longer, the same for any number of threads", () =>
    withTown(
      `{ name: middle, circle: { HERE, radiusM: 500 }, ${times}, confirmAfterMinutes: 10 }`,
      async (plan, map, folder) => {
        const play = (threads: string) =>
          rehearse(plan, join(folder, threads), ...pair, "--map", map, "--threads", threads);
        const one = await play("1");
        assert.deepEqual(await play("3"), one);
        const { variants, comparison, reproducibility } = JSON.parse(one.json);
        assert.equal(comparison.grades.immediate.calls.mean, 0);
        const [open, shut] = variants.map(
          (each: { grades: { priority: { meanResponseSeconds: { mean: number } } } }) =>
            each.grades.priority.meanResponseSeconds.mean,
        );
        assert.ok(shut > open + 20, `${open} ${shut}`);
        assert.match(reproducibility.travel, /^roads /);
        assert.match(one.csv, /^shut,immediate,shareNoRoadPath,/m);
        assert.match(one.html, /no road led there/);
      },
    ));

  const line = "circle: { HERE, radiusM: 50 }";
  for (const [what, closure, message, ...args] of [
    ["without a map", `{ name: a, ${line}, ${times} }`, /give a map package with --map/],
    ["that shuts no road", `{ name: a, barricade: [{ lat: 10, lon: 3 }, { lat: 10, lon: 3.1 }], ${times} }`, /the barricade at 10.00000, 3.00000 shuts no road/, "--map"], // prettier-ignore
    ["of two shapes", `{ name: a, ${line}, area: [], ${times} }`, /one of barricade, stretch/],
    [
      "of one point",
      `{ name: a, barricade: [{ HERE }], ${times} }`,
      /closure a: shape.points: got 1/,
    ],
    ["for trams", `{ name: a, ${line}, ${times}, classes: [tram] }`, /got vehicle class "tram", expected one of patrol-car/], // prettier-ignore
    ["that ends before it begins", `{ name: a, ${line}, from: 2027-03-06T00:00:00Z, until: 2027-03-05T23:00:00Z }`, /until is not after from/], // prettier-ignore
    ["of another night", `{ name: a, ${line}, from: 2027-04-06T00:00:00Z, until: 2027-04-07T00:00:00Z }`, /at no time of the night/], // prettier-ignore
    ["confirmed after its end", `{ name: a, ${line}, ${times}, confirmAfterMinutes: 999 }`, /reaches beyond until/], // prettier-ignore
    ["of an area in one direction", `{ name: a, circle: { HERE, radiusM: 50 }, ${times}, direction: along }`, /an area stops both directions/], // prettier-ignore
  ] as const)
    test(`one ${what} is refused`, () =>
      withTown(closure, (plan, map, folder) =>
        assert.rejects(
          rehearse(plan, folder, ...pair, ...args, ...(args.length > 0 ? [map] : [])),
          message,
        ),
      ));
});

test("the server's configuration says how long ways take, by line and by road, and the result says by which", () =>
  inFolder(async (folder) => {
    const { map, lat, lon } = await writeTownMap(folder);
    const path = join(folder, "plan.yaml");
    const text = shippedText
      .replaceAll(
        /lat: [\d.]+, lon: [\d.]+, radiusKm: \d+/g,
        `lat: ${lat}, lon: ${lon}, radiusKm: 1`,
      )
      // No luck on the way: every response is at least the base of its source.
      .replace("hours: 12", "hours: 2\ntravelSpread: 0");
    writeFileSync(path, text);
    const config = join(folder, "server.yaml");
    const roads =
      "{ version: ours-2027, baseSeconds: 500, factor: 1, errorSeconds: 33, errorOf: roads }";
    writeFileSync(
      config,
      `port: 9000\ntravel: { version: line-2027, baseSeconds: 900, secondsPerMetre: 1, errorSeconds: 44, roads: ${roads} }\n`,
    );
    const play = async (...args: string[]) => {
      const { json } = await rehearse(path, folder, "--replications", "2", ...args);
      const { variants, reproducibility } = JSON.parse(json);
      return {
        travel: reproducibility.travel as string,
        seconds: variants[0].grades.immediate.meanResponseSeconds.mean as number,
      };
    };
    const plain = await play("--map", map);
    const byRoad = await play("--map", map, "--config", config);
    const byLine = await play("--config", config);
    assert.match(byRoad.travel, /^roads ours-2027, map [0-9a-f]{64}, median error 33 s$/);
    assert.equal(byLine.travel, "straight line line-2027, median error 44 s");
    assert.ok(plain.seconds < 480 && byRoad.seconds > 500 && byLine.seconds > 900);
    writeFileSync(config, "travel: { roads: { factor: -1 } }\n");
    await assert.rejects(
      play("--config", config),
      /server.yaml:1:\d+: travel.roads.factor: Too small/,
    );
  }));

test("it stops when every grade's share in time is known well enough, after whole blocks", () =>
  inFolder(async (folder) => {
    const stop = ["--compare", "plan", "three-more-cars", "--replications", "400"];
    const { json } = await rehearse(shipped, folder, ...stop, "--until-half-width", "0.06");
    const { replications } = JSON.parse(json).reproducibility;
    assert.ok(replications < 400 && replications % 20 === 0, String(replications));
  }));

test("who stops it gets the threads back and no result", async () => {
  const plans = [makePlan(readPlanFile(shipped), plainVariant)];
  const controller = new AbortController();
  const reason = new Error("stopped by a person");
  const onProgress = (): void => controller.abort(reason);
  const { signal } = controller;
  const fit = readTravelFit(undefined);
  await assert.rejects(
    playNights({ seed: 1, plans, fit, most: 10_000, onProgress, signal }),
    reason,
  );
});

describe("a plan is refused", () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ["start: 2027-03-05T20:00:00Z", "start: tomorrow", "file.invalid", /start: expected a time/],
    ["hours: 12", "hours: 0", "file.invalid", /hours: expected more than 0/],
    ["share: 0.6", "share: -1", "file.invalid", /areas\.0\.share/],
    ["type: violence", "type: unknown", "rehearse.wrong-plan", /demand type: got "unknown"/],
    [
      "area: harbour, units: 9",
      "area: nowhere, units: 9",
      "rehearse.wrong-plan",
      /shift area: got "nowhere"/,
    ],
    ["code: moor", "code: harbour", "rehearse.wrong-plan", /one code stands there twice/],
    ["varianceToMean: 1.6", "varianceToMean: 0.5", "file.invalid", /varianceToMean/],
    [
      "\nvariants:",
      '\nlevels: [{ at: "2020-01-01T00:00:00Z", level: normal }]\nvariants:',
      "rehearse.wrong-plan",
      /normal is decided on at 2020-01-01T00:00:00.*outside the night/,
    ],
    [
      "\nvariants:",
      '\nlevels: [{ at: "2027-03-05T22:00:00Z", level: lazy }]\nvariants:',
      "file.invalid",
      /levels/,
    ],
    ["arrives: 0.33 }", "nationality: x }", "file.invalid", /nationality/],
    ["[8, 7, 6,", "[8, 7,", "file.invalid", /24 \(a day from midnight UTC\)/],
  ];
  for (const [from, to, code, message] of cases)
    test(`with ${to}`, () =>
      inFolder(async (folder) => {
        assert.ok(shippedText.includes(from), from);
        const path = join(folder, "plan.yaml");
        writeFileSync(path, shippedText.replace(from, to));
        await assert.rejects(
          rehearse(path, folder, "--replications", "2"),
          (error: Error & { code: string }) => {
            assert.equal(error.code, code);
            assert.match(error.message, message);
            return true;
          },
        );
      }));

  for (const [args, message] of [
    [["--compare", "plan"], /two of plan, no-diverts/],
    [["--compare", "plan", "nothing"], /two of plan/],
    [["--replications", "1"], /--replications: got "1"/],
    [["--seed", "-1"], /--seed: got "-1"/],
    [["--until-half-width", "2"], /--until-half-width: got "2"/],
    [["--trace", "somewhere"], /one of the three/],
    [["--compare", "plan", "plan"], /"plan" twice/],
    [["--replications", "100001"], /from 2 to 100000/],
    [["--until-half-width", "-0.1"], /expected a share/],
    [["--hours", "3"], /--hours does not go with a plan.*it goes with --store/],
    [["--change", "units=3"], /--change does not go with a plan/],
  ] as const)
    test(`asked with ${args.join(" ")}`, () =>
      inFolder(async (folder) => {
        await assert.rejects(rehearse(shipped, folder, ...args), message);
      }));
});

test("a rule of diverts and a walk-out of a variant are played, and what neither may say is refused", () =>
  inFolder(async (folder) => {
    const path = join(folder, "plan.yaml");
    const walkOut = (more: string) => `{ at: "2027-03-06T01:00:00Z", share: 0.5${more} }`;
    const write = (variant: string): void =>
      writeFileSync(
        path,
        shippedText.replace(/\nvariants:[^]*/, `\nvariants:\n  other: ${variant}\n`),
      );
    const play = async () =>
      JSON.parse(
        (
          await rehearse(
            path,
            join(folder, "out"),
            "--compare",
            "plan",
            "other",
            "--replications",
            "12",
          )
        ).json,
      ).variants.map(
        ({ grades }: { grades: Record<string, Record<string, { mean: number }>> }) => ({
          takenOff: grades["scheduled"]["takenOff"].mean,
          fromScene: grades["scheduled"]["takenFromScene"].mean,
          response: grades["immediate"]["meanResponseSeconds"].mean,
        }),
      );
    write("{ diverts: none }");
    const [ruled, none] = await play();
    assert.ok(ruled.takenOff >= ruled.fromScene && ruled.fromScene > 0);
    assert.deepEqual([none.takenOff, none.fromScene], [0, 0]);
    assert.ok(ruled.response < none.response, "who may divert is there sooner");
    write(`{ walkOuts: [${walkOut(', busy: hand over, backAt: "2027-03-06T05:00:00Z"')}] }`);
    const [all, half] = await play();
    assert.ok(half.takenOff > all.takenOff, "with half the units more are diverted");
    for (const [variant, message] of [
      [`{ diverts: { takes: { priority: { atScene: [immediate] } } } }`, /lower than priority/],
      [`{ diverts: some }`, /diverts/],
      [`{ walkOuts: [${walkOut(', backAt: "2027-03-06T01:00:00Z"')}] }`, /over before it begins/],
      [`{ walkOuts: [${walkOut(", area: nowhere")}] }`, /walkOuts area: got "nowhere"/],
      [`{ walkOuts: [{ at: "2026-03-06T01:00:00Z" }] }`, /outside the night/],
    ] as const) {
      write(variant);
      await assert.rejects(
        rehearse(path, folder, "--compare", "plan", "other", "--replications", "2"),
        message,
      );
    }
  }));

test("no rehearsal can reach anybody: nothing that it loads has a way out", () => {
  const seen = new Set<string>();
  const builtIn = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, name] of readFileSync(path, "utf8").matchAll(
      /(?:from|URL\(|import\() ?"([^"]+)"/g,
    )) {
      if (name.startsWith("node:")) builtIn.add(name);
      else if (name.endsWith(".ts")) visit(resolve(dirname(path), name));
    }
    assert.doesNotMatch(readFileSync(path, "utf8"), /\b(?:fetch|WebSocket|EventSource)\(/, path);
  };
  visit(join(import.meta.dirname, "rehearse-command.ts"));
  const folders = new Set([...seen].map((path) => path.slice(root.length + 1).split("/")[1]));
  assert.ok(seen.size > 60 && folders.has("core"), "the walk found next to nothing");
  for (const folder of ["http", "live", "web"]) assert.ok(!folders.has(folder), folder);
  // Of the store only what makes a folder (for the result) and what reads runs of events, on a database that is opened to be read.
  const ofStore = [...seen].map((path) => path.slice(root.length + 1)).filter((path) => path.startsWith("src/store/")); // prettier-ignore
  assert.deepEqual(ofStore.sort(), [
    "src/store/make-folder.ts",
    "src/store/port.ts",
    "src/store/sqlite/event-runs.ts",
    "src/store/sqlite/schema.ts",
  ]);
  // schema.ts has an opener that writes, too: only this folder's own file opens a database here.
  const reader = readFileSync(join(import.meta.dirname, "read-log.ts"), "utf8");
  const opened = reader.match(/new DatabaseSync\([^)]*\)|\bopen\w*\(path/g);
  assert.deepEqual(opened, ["new DatabaseSync(path, { readOnly: true, timeout: 5_000 })"]);
  assert.deepEqual([...builtIn].sort(), [
    "node:crypto",
    "node:events",
    "node:fs",
    "node:os",
    "node:path",
    "node:sqlite",
    // Only its flags: how far functions are put into each other.
    "node:v8",
    "node:worker_threads",
    "node:zlib",
  ]);
});

test("a plan with two regions: figures of both and what they did for each other, one result for any number of threads", () =>
  inFolder(async (folder) => {
    const plan = join(root, "rehearsals", "two-regions.yaml");
    const asked = ["--replications", "6", "--compare", "with-aid", "without-aid"];
    const one = await rehearse(plan, join(folder, "one"), ...asked, "--threads", "1");
    const two = await rehearse(plan, join(folder, "two"), ...asked, "--threads", "2");
    assert.deepEqual(two, one);
    const result = JSON.parse(one.json) as RehearsalResult;
    assert.deepEqual(
      result.regions?.map(({ region, variants }) => [region, variants.length]),
      [["uplands", 2]],
    );
    const came = result.aid?.map(({ region, variant, figures }) => [region, variant, figures.came.mean > 0]); // prettier-ignore
    assert.deepEqual(came, [
      ["coast", "with-aid", true],
      ["uplands", "with-aid", came?.[1]?.[2]],
      ["coast", "without-aid", false],
      ["uplands", "without-aid", false],
    ]);
    // The same calls come in both, whoever helps whom.
    const { comparison } = result.regions?.[0] ?? {};
    assert.equal(comparison?.grades.immediate?.calls.mean, 0);
    const rows = one.csv.trimEnd().split("\n");
    assert.equal(rows[0], "region,variant,grade,figure,mean,half_width_95,replications");
    assert.ok(rows.some((row) => row.startsWith("uplands,without-aid minus with-aid,priority,")));
    assert.ok(rows.some((row) => row.startsWith("coast,with-aid,,aid.came,")));
    for (const words of ["Region coast", "Region uplands", "Mutual aid", "units that came to help"])
      assert.ok(one.html.includes(words), words);
  }));

test("a plan whose regions do not fit together says what is wrong", () =>
  inFolder(async (folder) => {
    const text = readFileSync(join(root, "rehearsals", "two-regions.yaml"), "utf8");
    const check = async (from: string | RegExp, to: string, message: RegExp): Promise<void> => {
      const plan = join(folder, "wrong.yaml");
      writeFileSync(plan, text.replace(from, to));
      await assert.rejects(rehearse(plan, folder, "--replications", "2"), { code: "rehearse.wrong-plan", message }); // prettier-ignore
    };
    await check(
      "region: uplands,",
      "region: lowlands,",
      /lowlands.*expected one of coast, uplands/,
    );
    await check("code: uplands", "code: coast", /"coast" stands there twice/);
    await check(/regions:\n[^]*?\naid:/, "aid:", /nobody to help/);
  }));
