import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { TraceFault } from "../../wire/rehearsal/trace-fault.ts";
import { makeProgram } from "../main.ts";
import { readTraceFolder } from "./read-trace-folder.ts";

const header = "arrivalUs,zone,grade,sceneMs";
const city = { zonesPerSide: 2, stations: [0, 3], unitsPerStation: 2, units: 4 };
const travel = Buffer.from(Uint32Array.from({ length: 16 }, () => 60_000).buffer);

interface Files {
  readonly "city.json": string | undefined;
  readonly "travel-ms.u32le.gz": Buffer | undefined;
  readonly "calls.csv.gz": Buffer | undefined;
}

const good: Files = {
  "city.json": JSON.stringify(city),
  "travel-ms.u32le.gz": gzipSync(travel),
  "calls.csv.gz": gzipSync(`${header}\n1000,0,1,5000\n2000,3,0,5000\n`),
};

async function inFolder(files: Partial<Files>, work: (folder: string) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), "muster-trace-"));
  try {
    for (const [name, content] of Object.entries({ ...good, ...files }))
      if (content !== undefined) writeFileSync(join(folder, name), content);
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function faultOf(files: Partial<Files>): Promise<TraceFault> {
  let fault: unknown;
  await inFolder(files, async (folder) => {
    try {
      await readTraceFolder(folder);
    } catch (error) {
      fault = error;
    }
  });
  assert.ok(fault instanceof TraceFault, `got ${String(fault)}`);
  return fault;
}

async function rehearse(folder: string, out: string): Promise<string> {
  const program = await makeProgram(["rehearse"]);
  const args = ["rehearse", "--trace", folder, "--out", out];
  await program.parseAsync(args, { from: "user" });
  return readFileSync(out, "utf8");
}

describe("a folder of recorded demand", () => {
  test("is read into columns, whatever its ends of line", () =>
    inFolder(
      { "calls.csv.gz": gzipSync(`${header}\r\n1000,0,1,5000\r\n1000,3,0,4294967295`) },
      async (folder) => {
        const { calls, stations, travelMillis, walkout } = await readTraceFolder(folder);
        assert.equal(calls.count, 2);
        assert.deepEqual([...calls.arrivalMicros], [1_000, 1_000]);
        assert.deepEqual([...calls.zone], [0, 3]);
        assert.deepEqual([...calls.grade], [1, 0]);
        assert.deepEqual([...calls.sceneMillis], [5_000, 4_294_967_295]);
        assert.deepEqual([...stations], [0, 3]);
        assert.equal(travelMillis.length, 16);
        assert.equal(walkout, undefined);
      },
    ));

  for (const [rule, expected] of [
    ["unit % 2 < 1", [0, 2]],
    ["unit%3==1", [1]],
    ["unit >= 2", [2, 3]],
    ["unit != 2", [0, 1, 3]],
  ] as const)
    test(`walk-out rule ${rule}`, () => {
      const walkout = { awayFromHours: 0.5, backAtHours: 2, units: rule };
      return inFolder({ "city.json": JSON.stringify({ ...city, walkout }) }, async (folder) => {
        const read = await readTraceFolder(folder);
        assert.deepEqual([...(read.walkout?.units ?? [])], expected);
        assert.equal(read.walkout?.awayMicros, 1_800_000_000);
        assert.equal(read.walkout?.backMicros, 7_200_000_000);
      });
    });

  const calls = (text: string) => ({ "calls.csv.gz": gzipSync(text) });
  const cityWith = (changes: object) => ({ "city.json": JSON.stringify({ ...city, ...changes }) });
  const walkout = { awayFromHours: 1, backAtHours: 2, units: "unit < 1" };
  const faults: readonly (readonly [string, Partial<Files>, string, RegExp])[] = [
    ["no city", { "city.json": undefined }, "trace.missing", /city\.json is not there/],
    ["no matrix", { "travel-ms.u32le.gz": undefined }, "trace.missing", /travel-ms.* is not there/],
    ["no calls", { "calls.csv.gz": undefined }, "trace.missing", /calls\.csv\.gz is not there/],
    ["a city that is no JSON", { "city.json": "{" }, "trace.invalid", /city\.json: is no JSON/],
    ["no zones", cityWith({ zonesPerSide: 0 }), "trace.invalid", /zonesPerSide/],
    ["too many zones", cityWith({ zonesPerSide: 101 }), "trace.invalid", /zonesPerSide/],
    [
      "a station outside",
      cityWith({ stations: [0, 4] }),
      "trace.invalid",
      /zone 4, expected 0 to 3/,
    ],
    ["another number of units", cityWith({ units: 5 }), "trace.invalid", /got 5, expected .* = 4/],
    [
      "back before away",
      cityWith({ walkout: { ...walkout, backAtHours: 0 } }),
      "trace.invalid",
      /back at hour 0, before/,
    ],
    [
      "a rule that is none",
      cityWith({ walkout: { ...walkout, units: "unit % 0 < 3" } }),
      "trace.invalid",
      /walkout\.units: got "unit % 0 < 3"/,
    ],
    [
      "a small matrix",
      { "travel-ms.u32le.gz": gzipSync(travel.subarray(4)) },
      "trace.invalid",
      /has 60 bytes, expected 64/,
    ],
    [
      "a large matrix",
      { "travel-ms.u32le.gz": gzipSync(Buffer.alloc(10_000_000)) },
      "trace.invalid",
      /more than 64 bytes/,
    ],
    [
      "no gzip",
      { "calls.csv.gz": Buffer.from(header) },
      "trace.invalid",
      /calls\.csv\.gz: can not be unpacked/,
    ],
    [
      "half a gzip",
      { "calls.csv.gz": gzipSync(`${header}\n1,0,0,1\n`).subarray(0, 30) },
      "trace.invalid",
      /calls\.csv\.gz: can not be unpacked/,
    ],
    ["no line", calls(""), "trace.invalid", /calls\.csv\.gz: is empty/],
    ["another header", calls("a,b\n1,0,0,1\n"), "trace.invalid", /line 1: got "a,b"/],
    [
      "a zone outside",
      calls(`${header}\n1,4,0,1\n`),
      "trace.invalid",
      /line 2: zone is 4 or more, expected 0 to 3/,
    ],
    [
      "grade 3",
      calls(`${header}\n1,0,0,1\n2,0,3,1\n`),
      "trace.invalid",
      /line 3: grade is 3 or more, expected 0 to 2/,
    ],
    [
      "time going back",
      calls(`${header}\n5,0,0,1\n4,0,0,1\n`),
      "trace.invalid",
      /line 3: arrivalUs is 4, before .*\(5\)/,
    ],
    [
      "a negative number",
      calls(`${header}\n-5,0,0,1\n`),
      "trace.invalid",
      /line 2: arrivalUs has the character "-"/,
    ],
    [
      "a fraction",
      calls(`${header}\n5.5,0,0,1\n`),
      "trace.invalid",
      /line 2: arrivalUs has the character "\."/,
    ],
    ["an empty field", calls(`${header}\n5,,0,1\n`), "trace.invalid", /line 2: zone is empty/],
    [
      "a field too few",
      calls(`${header}\n5,0,0\n`),
      "trace.invalid",
      /line 2: ends after 3 fields/,
    ],
    [
      "a field too many",
      calls(`${header}\n5,0,0,1,2\n`),
      "trace.invalid",
      /line 2: has more than 4 fields/,
    ],
    [
      "an empty line",
      calls(`${header}\n\n5,0,0,1\n`),
      "trace.invalid",
      /line 2: ends after 0 fields/,
    ],
    [
      "a line without end",
      calls(`${header}\n${"0".repeat(200)}`),
      "trace.invalid",
      /line 2: has more than 100/,
    ],
    [
      "half a last line",
      calls(`${header}\n5,0,0,1\n6,0`),
      "trace.invalid",
      /line 3: ends after 2 fields/,
    ],
  ];
  for (const [what, files, code, message] of faults)
    test(`is refused with ${what}`, async () => {
      const fault = await faultOf(files);
      assert.equal(fault.code, code);
      assert.match(fault.message, message);
    });
});

test("what is written says who came to each call, and after how long", () =>
  inFolder({}, async (folder) => {
    const out = join(folder, "out.csv");
    assert.equal(await rehearse(folder, out), "unit,responseUs\n0,60000000\n1,60000000\n");
    // A place that can not be written is said, not lost.
    await assert.rejects(rehearse(folder, join(folder, "no", "out.csv")), {
      code: "rehearse.unwritten",
    });
    mkdirSync(join(folder, "no"));
    await rehearse(folder, join(folder, "no", "out.csv"));
  }));

for (const name of ["normal-100", "overload-100", "walkout-100"]) {
  const file = `rehearsal/${name}/expected.csv.gz`;
  const expected = findRealData(file);
  test(`the recorded trace ${name}, byte for byte`, { skip: skipWithout(file) }, async () => {
    if (expected === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), "muster-trace-"));
    try {
      const got = await rehearse(dirname(expected), join(folder, "out.csv"));
      assert.equal(got, gunzipSync(readFileSync(expected)).toString("utf8"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
