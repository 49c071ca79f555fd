import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { contentHash, findJson, listFiles, listingOf, writeJson } from "./files.js";

describe("what set-up reads", () => {
  let root = "";
  const sources = ["src", "lock.json", "missing"];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "muster-files-"));
    mkdirSync(join(root, "src", "deep"), { recursive: true });
    writeFileSync(join(root, "src", "b.ts"), "b");
    writeFileSync(join(root, "src", "deep", "a.css"), "a");
    writeFileSync(join(root, "src", "b.test.ts"), "t");
    writeFileSync(join(root, "lock.json"), "{}");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function state(): { listing: string; hash: string } {
    const files = listFiles(root, sources);
    return { listing: listingOf(root, files), hash: contentHash(root, files) };
  }

  test("files in one order, without tests and missing ones", () => {
    assert.deepEqual(listFiles(root, sources), ["lock.json", "src/b.ts", "src/deep/a.css"]);
  });

  test("another time changes the listing, not the content", () => {
    const before = state();
    utimesSync(join(root, "src", "b.ts"), new Date(5_000), new Date(5_000));
    const after = state();
    assert.notEqual(after.listing, before.listing);
    assert.equal(after.hash, before.hash);
  });

  test("another content, a new file and a renamed file change both", () => {
    const changes = [
      () => writeFileSync(join(root, "src", "b.ts"), "bb"),
      () => writeFileSync(join(root, "src", "c.ts"), "c"),
      () => rmSync(join(root, "src", "c.ts")),
      () => writeFileSync(join(root, "src", "bb.ts"), ""),
    ];
    for (const change of changes) {
      const before = state();
      change();
      const after = state();
      assert.notEqual(after.listing, before.listing);
      assert.notEqual(after.hash, before.hash);
    }
  });

  test("content moved between neighbours is another content", () => {
    const before = state().hash;
    writeFileSync(join(root, "src", "b.ts"), "");
    writeFileSync(join(root, "src", "deep", "a.css"), "ab");
    assert.notEqual(state().hash, before);
  });

  test("JSON is written whole and read back; broken JSON is as good as none", () => {
    const path = join(root, "new", "stamp.json");
    assert.equal(findJson(path), undefined);
    writeJson(path, { a: 1 });
    assert.deepEqual(findJson(path), { a: 1 });
    assert.deepEqual(readdirSync(join(root, "new")), ["stamp.json"]);
    writeFileSync(path, '{"a"');
    assert.equal(findJson(path), undefined);
  });
});
