import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { MapDataFault } from "../source/map-fault.ts";
import { encodePackage, PackageFile, type SectionValue } from "./package-file.ts";

const hash = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

const sections = new Map<string, SectionValue>([
  ["a", Int32Array.of(1, -2, 3)],
  ["b", Uint8Array.of(7)],
  ["c", Uint16Array.of(65_535, 0)],
  ["d", Float64Array.of(0.5, 2 ** 53)],
  ["empty", new Int32Array(0)],
  ["meta", { json: { name: "Höhe", list: [1, null] } }],
]);
const file = encodePackage(sections, hash);

function faultOf(bytes: Uint8Array): MapDataFault {
  try {
    PackageFile.open(bytes, hash);
  } catch (error) {
    assert.ok(error instanceof MapDataFault, String(error));
    return error;
  }
  return assert.fail("expected a fault");
}

describe("a map package", () => {
  test("gives back what was put in, also from shared memory", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(file.length));
    shared.set(file);
    for (const bytes of [file, shared]) {
      const opened = PackageFile.open(bytes, hash);
      assert.deepEqual([...opened.i32("a")], [1, -2, 3]);
      assert.deepEqual([...opened.u8("b")], [7]);
      assert.deepEqual([...opened.u16("c")], [65_535, 0]);
      assert.deepEqual([...opened.f64("d")], [0.5, 2 ** 53]);
      assert.equal(opened.i32("empty").length, 0);
      assert.deepEqual(opened.json("meta"), { name: "Höhe", list: [1, null] });
      assert.ok(opened.has("a") && !opened.has("z"));
    }
  });

  test("the same content is the same bytes and the same hash; another content is another", () => {
    assert.deepEqual(encodePackage(sections, hash), file);
    const other = encodePackage(new Map([...sections, ["e", Uint8Array.of(1)]]), hash);
    assert.notEqual(PackageFile.open(other, hash).hash, PackageFile.open(file, hash).hash);
  });

  test("a missing section, or one of another kind, is named", () => {
    const opened = PackageFile.open(file, hash);
    assert.throws(() => opened.i32("nothing"), /no section nothing of the kind i32/);
    assert.throws(() => opened.u8("a"), /no section a of the kind u8/);
  });

  test("another file, another version, a cut file and a changed byte each have their code", () => {
    assert.equal(faultOf(Buffer.from("{}")).code, "map.not-package");
    assert.equal(faultOf(Buffer.alloc(100)).code, "map.not-package");
    const newer = file.slice();
    newer[8] = 9;
    assert.match(faultOf(newer).message, /version 9, expected 1/);
    assert.equal(faultOf(file.slice(0, file.length - 20)).code, "map.truncated");
    const changed = file.slice();
    changed[file.length - 30] ^= 1;
    assert.equal(faultOf(changed).code, "map.damaged");
  });

  test("one flipped bit anywhere is found", () => {
    fc.assert(
      fc.property(fc.nat(file.length * 8 - 1), (bit) => {
        const bytes = file.slice();
        bytes[bit >> 3] ^= 1 << (bit & 7);
        faultOf(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
