import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  entriesLevel,
  maxEntryBytes,
  readBundle,
  readTilePath,
  writeBundle,
  writeTilePath,
} from "./tiles.ts";

test("indices are written in threes, all but the last behind an x", () => {
  const check = (level: number, index: number, width: number, path: string): void => {
    assert.equal(writeTilePath({ level, index, width }), path);
    assert.deepEqual(readTilePath(path).value, { level, index, width });
  };
  check(0, 0, 256, "tile/0/000");
  check(0, 999, 256, "tile/0/999");
  check(0, 1000, 256, "tile/0/x001/000");
  check(1, 1234067, 256, "tile/1/x001/x234/067");
  check(63, 1_000_000_000, 1, "tile/63/x001/x000/x000/000.p/1");
  check(entriesLevel, 1234, 255, "tile/entries/x001/234.p/255");
});

test("no tile has a second name", () => {
  for (const path of [
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/00/000",
    "tile/01/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/000",
    "tile/0/001/000",
    "tile/0/x001/x000",
    "tile/0/x1/000",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/",
    "tile/0/000.p/1/",
    "/tile/0/000",
    "tile/0/000/",
    "tile/0/000\n",
    "tile/Entries/000",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
    "checkpoint",
    "",
  ]) {
    assert.equal(readTilePath(path).fault?.code, "record.wrong-tile", JSON.stringify(path));
  }
});

test("bundles are read back, and refused with a byte too many or too few", () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(entries, (list) => {
      const bytes = writeBundle(list);
      assert.deepEqual(
        readBundle(bytes, list.length).value?.map((each) => [...each]),
        list.map((each) => [...each]),
      );
      for (const wrong of [bytes.slice(0, -1), Uint8Array.of(...bytes, 0)]) {
        const read = readBundle(wrong, list.length);
        assert.equal(read.fault?.code, "record.wrong-bundle");
      }
      assert.ok(readBundle(bytes, list.length + 1).fault);
      assert.ok(readBundle(bytes, list.length - 1).fault);
    }),
  );
  assert.deepEqual(writeBundle([new Uint8Array(0x0102)]).slice(0, 3), Uint8Array.of(1, 2, 0));
  const longest = writeBundle([new Uint8Array(maxEntryBytes)]);
  assert.equal(readBundle(longest, 1).value?.[0]?.length, maxEntryBytes);
});
