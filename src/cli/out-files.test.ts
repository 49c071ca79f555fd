import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import {
  checkOutFile,
  checkOutFolder,
  streamOutFile,
  writeOutFile,
  writeOutFiles,
} from "./out-files.ts";

const code = "rehearse.unwritten";
const never = new AbortController().signal;
let root = "";

describe("files that a command writes", () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "muster-out-files-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  describe("whether files can be written", () => {
    test("is looked at and leaves nothing behind", () => {
      checkOutFolder(join(root, "a", "b"), code);
      checkOutFile(join(root, "file.csv"), code);
      assert.deepEqual(readdirSync(root), []);
      writeFileSync(join(root, "there.csv"), "as it was");
      checkOutFile(join(root, "there.csv"), code);
      checkOutFolder(root, code);
      assert.deepEqual(readdirSync(root), ["there.csv"]);
      assert.equal(readFileSync(join(root, "there.csv"), "utf8"), "as it was");
      checkOutFile("/dev/null", code);
    });

    test("is refused where a file is in the way of a folder, a folder in the way of a file, or nothing is above", () => {
      writeFileSync(join(root, "file"), "");
      mkdirSync(join(root, "folder"));
      const unwritten = (reason: string) => ({ code, message: new RegExp(`can not be written \\(${reason}\\)`) }); // prettier-ignore
      assert.throws(() => checkOutFolder(join(root, "file"), code), unwritten("EEXIST"));
      assert.throws(() => checkOutFolder(join(root, "file", "x"), code), unwritten("ENOTDIR"));
      assert.throws(() => checkOutFile(join(root, "folder"), code), unwritten("EISDIR"));
      assert.throws(() => checkOutFile(join(root, "none", "x.csv"), code), unwritten("ENOENT"));
    });
  });

  test("files are put in their place whole, over what was there", async () => {
    const folder = join(root, "result");
    writeOutFiles(folder, { "a.json": "1", "b.csv": "2" }, code);
    writeOutFiles(folder, { "a.json": "3", "b.csv": "4" }, code);
    writeOutFile(join(folder, "c.md"), "5", code);
    await streamOutFile(join(folder, "d.csv"), ["6", "7"], code, never);
    assert.deepEqual(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
      [
        ["a.json", "3"],
        ["b.csv", "4"],
        ["c.md", "5"],
        ["d.csv", "67"],
      ],
    );
  });

  test("where one can not be written none is, and what was there stays", () => {
    writeOutFiles(root, { "a.json": "before" }, code);
    mkdirSync(join(root, "b.csv"));
    assert.throws(() => writeOutFiles(root, { "b.csv": "x", "a.json": "after" }, code), { code });
    assert.deepEqual(readdirSync(root), ["a.json", "b.csv"]);
    assert.equal(readFileSync(join(root, "a.json"), "utf8"), "before");
  });

  test("who stops a long file in the middle leaves nothing of it", async () => {
    const stopping = new AbortController();
    const reason = new Error("stopped");
    function* pieces(): Generator<string> {
      yield "first";
      stopping.abort(reason);
      yield "second";
    }
    const path = join(root, "long.csv");
    await assert.rejects(streamOutFile(path, pieces(), code, stopping.signal), reason);
    assert.equal(existsSync(path), false);
    assert.deepEqual(readdirSync(root), []);
  });
});
