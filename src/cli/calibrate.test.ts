import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { findRealData, skipWithout } from "../testing/real-data.ts";
import { addCalibrateCommand, runCalibrate, type CalibrateOptions } from "./calibrate.ts";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "muster-calibrate-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function optionsFor(travel: string, more: Partial<CalibrateOptions> = {}): CalibrateOptions {
  return {
    travel,
    metres: "straight_line_m",
    seconds: "travel_s",
    method: "least-squares",
    ...more,
  };
}

const rows = Array.from({ length: 60 }, (_, i) => `${500 + i * 50},${60 + 0.1 * (500 + i * 50)}`);
const plain = `straight_line_m,travel_s\n${rows.join("\n")}\n`;

test("calibrate command: prints the line and its held-out error, also from gzip", async () => {
  for (const path of [write("plain.csv", plain), write("plain.csv.gz", gzipSync(plain))]) {
    const printed = await runCalibrate(optionsFor(path));
    assert.match(printed, /^travel seconds = 60\.00 \+ 0\.10000 x metres\n/);
    assert.match(
      printed,
      /held-out error .*\n {2}median 0\.0 s, 90th percentile 0\.0 s, bias 0\.0 s/,
    );
  }
});

test("calibrate command: --json is one object with the same figures", async () => {
  const printed = await runCalibrate(optionsFor(write("a.csv", plain), { json: true }));
  const fit = JSON.parse(printed) as Record<string, unknown>;
  assert.equal(fit["journeys"], 60);
  assert.equal(fit["method"], "least-squares");
  assert.ok(Math.abs(Number(fit["baseSeconds"]) - 60) < 1e-6);
  assert.equal(fit["rowsLeftOut"], 0);
});

test("calibrate command: columns can be mapped, coordinates instead of metres too", async () => {
  const coordinates = Array.from(
    { length: 60 },
    (_, i) => `51.5,0,51.5,${0.001 * (i + 1)},${100 + i}`,
  );
  const path = write("b.csv", `la,lo,la2,lo2,took\n${coordinates.join("\n")}\n`);
  const printed = await runCalibrate(
    optionsFor(path, {
      seconds: "took",
      fromLat: "la",
      fromLon: "lo",
      toLat: "la2",
      toLon: "lo2",
      json: true,
    }),
  );
  // One second for every 0.001 degree of longitude at 51.5 degrees north, which is 69.22 m.
  const { secondsPerMetre } = JSON.parse(printed) as { secondsPerMetre: number };
  assert.ok(Math.abs(secondsPerMetre - 1 / 69.22) < 1e-5, `got ${secondsPerMetre}`);
});

test("calibrate command: rows that do not parse are listed with line and reason", async () => {
  const path = write("c.csv", `${plain}12,\n-5,100\nabc,100\n100,0\n`);
  const printed = await runCalibrate(optionsFor(path));
  assert.match(printed, /4 rows left out:\n {2}line 62: got "" seconds/);
  assert.match(printed, /line 63: got "-5" metres/);
  assert.match(printed, /line 64: got "abc" metres/);
  assert.match(printed, /line 65: got "0" seconds/);
});

test("calibrate command: a quote that is never closed costs its own row alone", async () => {
  const [head, ...all] = plain.trimEnd().split("\n");
  const left = (...more: readonly string[]): string =>
    [head, '"a\nb",5', '10,"20', ...all, ...more].join("\n");
  const path = write("quotes.csv", left());
  const printed = await runCalibrate(optionsFor(path));
  assert.match(printed, /^travel seconds = 60\.00 \+ 0\.10000 x metres\n.* to 60 journeys/);
  assert.match(printed, /2 rows left out:\n {2}line 2: got "a\\nb" metres/);
  assert.match(printed, /\n {2}line 4: a quote is opened and never closed\n/);
  const twice = await runCalibrate(optionsFor(write("twice.csv", left('"30,40'))));
  assert.match(twice, /to 60 journeys/);
  assert.match(twice, /3 rows left out:[^]*\n {2}line 65: a quote is opened and never closed\n/);
});

test("calibrate command: bad input gets a stable code and a sentence", async () => {
  const cases: [CalibrateOptions, string, RegExp][] = [
    [optionsFor(join(folder, "none.csv")), "calibrate.no-file", /there is no such file/],
    [optionsFor(folder), "calibrate.no-file", /got a folder/],
    [optionsFor(write("empty.csv", "")), "calibrate.empty", /got an empty file/],
    [
      optionsFor(write("d.csv", plain), { metres: "m" }),
      "calibrate.no-column",
      /name the right one with --metres/,
    ],
    [
      optionsFor(write("e.csv", plain), { fromLat: "x" }),
      "calibrate.no-column",
      /expected "x"|got no --from-lon/,
    ],
    [optionsFor(write("f.csv.gz", plain)), "calibrate.not-gzip", /not sound gzip/],
    [
      optionsFor(write("g.csv", `straight_line_m,"travel_s\n1,2\n`)),
      "calibrate.not-csv",
      /g\.csv:1: not CSV: its header: a quote is opened and never closed/,
    ],
    [
      optionsFor(write("h.csv", "straight_line_m,travel_s\n1,2\n")),
      "calibrate.no-fit",
      /got 1 usable/,
    ],
  ];
  for (const [options, code, message] of cases)
    await assert.rejects(runCalibrate(options), (error: Error & { code?: string }) => {
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
});

test("calibrate command: the flags are declared, and an unknown method is refused", async () => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addCalibrateCommand(program);
  program.commands.forEach((command) =>
    command.exitOverride().configureOutput({ writeErr: () => undefined }),
  );
  await assert.rejects(
    program.parseAsync(["node", "muster", "calibrate", "--travel", "x", "--method", "guess"]),
    /Allowed choices are least-squares, least-absolute/,
  );
});

test(
  "calibrate command: the London records",
  { skip: skipWithout("calls/lfb-travel-2020-2022.csv.gz") },
  async () => {
    const path = findRealData("calls/lfb-travel-2020-2022.csv.gz") ?? "";
    const printed = await runCalibrate(optionsFor(path));
    assert.match(printed, /^travel seconds = 123\.38 \+ 0\.08207 x metres\n/);
    assert.match(
      printed,
      / {4}baseSeconds: 123\.38\n {4}secondsPerMetre: 0\.08207\n {4}errorSeconds: 52\n/,
    );
    assert.match(printed, /median 52\.4 s, 90th percentile 130\.8 s, bias 0\.0 s/);
  },
);
