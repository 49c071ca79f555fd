/** `muster fit` from files to a file: what is read, what is refused and how, and what a model may never hold. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, mock, test } from "node:test";
import { microsPerHour, rfc3339FromInstant } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { simulateCounts } from "../../testing/simulated-counts.ts";
import { makeProgram } from "../main.ts";
import { readModelFile } from "./model-file.ts";

const mapping = `
name: Test
attribution: made up
region: { id: test, name: Test }
timeZone: Europe/London
columns: { call: id, receivedAt: at, type: type, grade: grade, lat: lat, lon: lon, place: address, unit: unit, unitKind: kind,
  dispatchedAt: sent, respondingAt: left, onSceneAt: there, availableAt: free }
types:
  Fall: { code: fall, name: Fall, group: medical, grade: immediate }
  Noise: { code: noise, name: Noise, group: behaviour, grade: scheduled, sceneMinutes: 17 }
grades: { A: immediate, B: scheduled }
unitKinds: { CAR: { vehicle: car } }
`;
const header = "id,at,type,grade,lat,lon,address,unit,kind,sent,left,there,free";

/** Calls of three weeks from Monday 2 January 2023 on, each with one unit. */
function makeRows(): string[] {
  const counts = simulateCounts({
    seed: 4,
    days: 21,
    callsPerDay: 60,
    hourVarianceToMean: 1.3,
    blockVariance: 0.01,
    dayVariance: 0.01,
  });
  const random = new RandomStream(8, "rows");
  const start = Date.parse("2023-01-02T00:00:00Z") * 1_000;
  const rows: string[] = [];
  for (const [hour, count] of counts.entries())
    for (let call = 0; call < count; call += 1) {
      let at = start + (hour + random.uniform()) * microsPerHour;
      const times = [60, 30, 300, 1_800].map((mean) => {
        at += mean * (0.5 + random.uniform()) * 1e6;
        return rfc3339FromInstant(Math.floor(at));
      });
      const lat = (51.5 + 0.02 * random.uniform()).toFixed(4);
      const lon = (-0.1 + 0.02 * random.uniform()).toFixed(4);
      const kind = random.uniform() < 0.7 ? "Fall,A" : "Noise,B";
      const received = rfc3339FromInstant(Math.floor(start + hour * microsPerHour + call * 60e6));
      rows.push(
        [rows.length, received, kind, lat, lon, "12 Secret Street", "U1", "CAR", ...times].join(),
      );
    }
  return rows;
}
const rows = makeRows();

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-fit-"));
  try {
    writeFileSync(join(folder, "mapping.yaml"), mapping);
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fit(folder: string, ...args: string[]): Promise<string> {
  const program = await makeProgram(["fit"]);
  const written: string[] = [];
  const spy = mock.method(process.stdout, "write", (text: string) => written.push(text) > 0);
  try {
    await program.parseAsync(["fit", ...args.map((each) => each.replace(/^@/, `${folder}/`))], {
      from: "user",
    });
  } finally {
    spy.mock.restore();
  }
  return written.join("");
}

const usual = ["--calls", "@calls.csv", "--mapping", "@mapping.yaml", "-o", "@model.yaml"];

describe("muster fit", () => {
  test("two files, one of them gzip: a model that reads back, and what it rests on", () =>
    inFolder(async (folder) => {
      const half = Math.floor(rows.length / 2);
      writeFileSync(join(folder, "a.csv"), [header, ...rows.slice(0, half)].join("\n"));
      const bad = rows[half].replace(",Fall,", ",Ghost,").replace(",Noise,", ",Ghost,");
      const second = [header, bad, ...rows.slice(half + 1), rows[half + 1]].join("\n");
      writeFileSync(join(folder, "b.csv.gz"), gzipSync(second));
      const said = await fit(
        folder,
        "--calls",
        "@a.csv",
        "@b.csv.gz",
        "--mapping",
        "@mapping.yaml",
        "-o",
        "@m.yaml",
      );
      assert.match(said, /1 rows left out, 1 written twice/);
      assert.match(said, /1 x left out: the type "\.\.\." is not in the mapping/);
      const { model, sha256 } = readModelFile(join(folder, "m.yaml"));
      assert.match(sha256, /^[0-9a-f]{64}$/);
      assert.deepEqual(
        model.sources.map(({ file, rows: read, calls, rowsLeftOut, repeated }) => [
          file,
          read,
          calls,
          rowsLeftOut,
          repeated,
        ]),
        [
          ["a.csv", half, half, 0, 0],
          ["b.csv.gz", rows.length - half + 1, rows.length - half - 1, 1, 1],
        ],
      );
      assert.deepEqual(
        model.kinds.map(({ type, grade, scene }) => [type, grade, scene.from]),
        [
          ["fall", "immediate", "records"],
          ["noise", "scheduled", "records"],
        ],
      );
      const [first] = model.kinds;
      assert.ok(Math.abs(first.share - 0.7) < 0.05);
      assert.ok(Math.abs(model.rate.callsPerDay / 60 - 1) < 0.15);
      assert.equal(model.period.days, 21);
      assert.equal(model.fit.judgedBy, "day left out");
      assert.ok(model.times.turnout.immediate !== undefined);
      // JSON is the same model.
      await fit(
        folder,
        "--calls",
        "@a.csv",
        "@b.csv.gz",
        "--mapping",
        "@mapping.yaml",
        "-o",
        "@m.json",
      );
      assert.deepEqual(readModelFile(join(folder, "m.json")).model, model);
    }));

  test("calls.jsonl of muster import gives the same model as the CSV it was made from", () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "calls.csv"), [header, ...rows].join("\n"));
      await fit(folder, ...usual);
      const importer = await makeProgram(["import"]);
      const args = [join(folder, "calls.csv"), "--mapping", join(folder, "mapping.yaml")];
      await importer.parseAsync(["import", ...args, "--out", join(folder, "in")], { from: "user" });
      const zone = ["--time-zone", "Europe/London"];
      await fit(folder, "--calls", "@in/calls.jsonl", ...zone, "-o", "@second.yaml");
      const [first, second] = ["model.yaml", "second.yaml"].map(
        (name) => readModelFile(join(folder, name)).model,
      );
      const { sources, attribution } = first;
      assert.deepEqual({ ...second, sources, attribution }, first);
    }));

  test("no address, call number or unit of the records is in the file", () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "calls.csv"), [header, ...rows].join("\n"));
      await fit(folder, ...usual);
      const text = readFileSync(join(folder, "model.yaml"), "utf8");
      assert.doesNotMatch(text, /Secret|\bU1\b|T\d\d:\d\d/);
    }));

  test("what is wrong is said with a code, the file and the line", () =>
    inFolder(async (folder) => {
      const table: [write: string, args: string[], code: string, message: RegExp][] = [
        ["", ["--calls", "@calls.csv", "-o", "@m.yaml"], "cli.asked-wrongly", /need --mapping/],
        [
          [header, ...rows.slice(0, 20)].join("\n"),
          usual,
          "fit.too-little",
          /got 20 calls, expected at least 50/,
        ],
        [
          [header, ...rows.slice(0, 70)].join("\n"),
          usual,
          "fit.too-little",
          /usable days, expected at least 3/,
        ],
        [[header.replace("lat", "y"), ...rows].join("\n"), usual, "import.no-column", /lat: lat/],
        [
          [header, "1,yesterday,Fall,A,1,1,,U1,CAR,,,,"].join("\n"),
          usual,
          "import.empty",
          /line 2: at: got "yesterday"/,
        ],
        [
          [header, ...rows].join("\n"),
          [...usual.slice(0, -1), "@none/m.yaml"],
          "fit.unwritten",
          /ENOENT/,
        ],
        ["", [...usual, "--compare-days", "@none/d.md"], "fit.unwritten", /none\/d\.md: .*ENOENT/],
        ["", [...usual, "--replications", "5"], "cli.asked-wrongly", /goes with --compare-days/],
        [
          "",
          [...usual, "--compare-days", "@d.md", "--replications", "1"],
          "cli.asked-wrongly",
          /from 2 to 1000/,
        ],
        ["", [...usual, "--time-zone", "Mars/Base"], "cli.asked-wrongly", /--time-zone: got "Mars/],
        [
          "{}",
          ["--calls", "@calls.csv", "@x.jsonl", "-o", "@m.yaml"],
          "cli.asked-wrongly",
          /stands alone/,
        ],
      ];
      for (const [text, args, code, message] of table) {
        writeFileSync(join(folder, "calls.csv"), text);
        await assert.rejects(fit(folder, ...args), { code, message });
      }
    }));

  test("a model that somebody edited wrongly is refused with its line", () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "calls.csv"), [header, ...rows].join("\n"));
      await fit(folder, ...usual);
      const path = join(folder, "model.yaml");
      const text = readFileSync(path, "utf8");
      const line = text.split("\n").findIndex((each) => each.startsWith("timeZone")) + 1;
      const table: [from: RegExp, to: string, message: RegExp][] = [
        [
          /timeZone: .*/,
          "timeZone: Europe/Nowhere",
          new RegExp(`model.yaml:${line}:\\d+: timeZone: expected an IANA`),
        ],
        [/schema: .*/, "schema: muster.demand-model/9", /model.yaml:4:\d+: schema: /],
        [/grade: immediate/, "grade: urgent", /kinds.0.grade/],
        [/hourVarianceToMean: [\d.]+/, "hourVarianceToMean: 0.2", /spread.hourVarianceToMean/],
        [/perHour: \[ \[ [^\]]*\],/, "perHour: [ [ 1, 2 ],", /rate.perHour.0: expected 24 numbers/],
        [/callsPerDay/, "religion", /rate/],
      ];
      for (const [from, to, message] of table) {
        writeFileSync(path, text.replace(from, to));
        assert.throws(() => readModelFile(path), { code: "file.invalid", message });
      }
    }));
});
