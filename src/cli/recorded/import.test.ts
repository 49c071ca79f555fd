import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { countReasons, importCalls } from "./import.ts";

const folder = mkdtempSync(join(tmpdir(), "muster-import-"));
after(() => rmSync(folder, { recursive: true }));
const mappings = join(import.meta.dirname, "..", "..", "..", "mappings");
const quiet = { write: () => undefined };

const mapping = `
name: Test
attribution: Made up
region: { id: test, name: Test }
columns: { call: id, receivedAt: at, type: type, lat: lat, lon: lon }
types: { Fire: { code: fire, name: Fire } }
madeUnits: { count: 3, areas: 1, vehicle: car }
`;
const csv = `id,at,type,lat,lon
1,2017-01-01T00:00:00Z,Fire,37.1,-122.1
2,never,Fire,37.1,-122.1
3,2017-01-01T00:10:00Z,"Fire
",37.1,-122.1
4,2017-01-01T00:20:00Z,Boat,37.1,-122.1
5,2017-01-01T00:30:00Z,Fire,37.1
6,2017-01-01T00:40:00Z,Fire,37.2,-122.2
`;

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("rows that do not parse are listed with the line they begin on; plain and gzip give the same", async () => {
  const mappingFile = put("map.yaml", mapping);
  const plain = await importCalls(put("calls.csv", csv), mappingFile, quiet);
  assert.deepEqual(plain.read.remarks, [
    {
      line: 3,
      kept: false,
      reason: 'at: got "never", expected a time like 2017-01-01T00:00:00-08:00',
    },
    { line: 6, kept: false, reason: 'the type "Boat" is not in the mapping' },
    { line: 7, kept: false, reason: "got 4 cells, expected 5" },
  ]);
  assert.deepEqual(plain.day.calls.map((call) => call.call), ["1", "3", "6"]); // prettier-ignore
  const zipped = await importCalls(put("calls.csv.gz", gzipSync(csv)), mappingFile, quiet);
  assert.deepEqual(zipped.day, plain.day);
});

test("a quote that is not closed costs its row alone, and the report says which and why", async () => {
  const broken = csv.replace("1,2017", '0,"2017-01-01T00:00:00Z,Fire,37.1,-122.1\n1,2017');
  const file = put("open-quote.csv", broken);
  const { read, day } = await importCalls(file, put("map.yaml", mapping), quiet);
  assert.deepEqual(day.calls.map((call) => call.call), ["1", "3", "6"]); // prettier-ignore
  assert.deepEqual(read.remarks[0].line, 2);
  assert.match(read.remarks[0].reason, /a quote/);
  assert.equal(read.rowCount, 7);
  assert.equal(read.remarks.length, 4);
});

const faults: readonly [name: string, file: () => string, map: string, code: string, message: RegExp][] = [
  ["a file that is not there", () => join(folder, "none.csv"), mapping, "import.no-file", /no such file/],
  ["a folder", () => folder, mapping, "import.no-file", /a folder/],
  ["an empty file", () => put("empty.csv", ""), mapping, "import.empty", /empty file/],
  ["a header alone", () => put("header.csv", "id,at,type,lat,lon\n"), mapping, "import.empty", /no row of 0/],
  ["a missing column", () => put("column.csv", "id,at,type,lat\n1,2,3,4\n"), mapping, "import.no-column", /lon: lon/],
  ["gzip that is none", () => put("bad.csv.gz", "id,at"), mapping, "import.not-gzip", /not sound gzip/],
  ["an open quote in the header", () => put("quote.csv", 'id,"at\n1,2\n'), mapping, "import.not-csv", /quote.csv:1: its header: a quote is opened/],
  ["a line without end", () => put("long.csv", "x".repeat(2_000_000)), mapping, "import.not-csv", /not CSV: a line has more than/],
  ["an unknown zone", () => put("zone.csv", csv), `${mapping}timeZone: Mars/Base\n`, "import.time-zone", /Mars/],
  ["a mapping with a wrong key", () => put("key.csv", csv), `${mapping}colour: red\n`, "file.invalid", /key.yaml:8:\d+: .*colour|:2:1: .*colour/],
  ["a mapping that is no YAML", () => put("yaml.csv", csv), "a: [", "file.syntax", /:1:\d+:/],
]; // prettier-ignore

for (const [name, file, map, code, message] of faults) {
  test(`${name} is a fault with the code ${code}`, async () => {
    const mappingFile = put("key.yaml", map);
    await assert.rejects(
      importCalls(file(), mappingFile, quiet),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test("reasons are counted by what they say, not by the row they are about", () => {
  const counted = countReasons([
    { line: 1, kept: false, reason: 'x: got "a", expected 3' },
    { line: 2, kept: false, reason: 'x: got "b", expected 4' },
    { line: 3, kept: true, reason: "y" },
  ]);
  assert.deepEqual(counted, [
    ['left out: x: got "...", expected #', 2],
    ["kept, but y", 1],
  ]);
});

const sffd = "calls/sffd-unit-responses-20161231-20170104.csv.gz";
test(
  "San Francisco Fire: every row is kept, with the twelve impossible times named",
  { skip: skipWithout(sffd) },
  async () => {
    const result = await importCalls(findRealData(sffd) ?? "", join(mappings, "sffd.yaml"), quiet);
    assert.equal(result.read.rowCount, 4794);
    assert.equal(result.read.rows.length, 4794);
    assert.equal(result.read.remarks.length, 12);
    assert.equal(result.day.calls.length, 2261);
    assert.equal(result.day.units.length, 169);
  },
);

const seattle = "calls/seattle-police-2015-01-09.csv.gz";
test(
  "Seattle police: calls that nobody made are left out and listed",
  { skip: skipWithout(seattle) },
  async () => {
    const result = await importCalls(
      findRealData(seattle) ?? "",
      join(mappings, "seattle-police.yaml"),
      quiet,
    );
    const leftOut = result.read.remarks.filter((remark) => !remark.kept).length;
    assert.equal(result.read.rows.length + leftOut, 66_623);
    assert.equal(leftOut, 4352);
    assert.equal(result.day.units.length, 90);
  },
);

test("the shipped mappings name only columns that their files have, and say where the data is from", () => {
  for (const name of ["sffd.yaml", "seattle-police.yaml"]) {
    assert.match(readFileSync(join(mappings, name), "utf8"), /attribution: .+/);
  }
});
