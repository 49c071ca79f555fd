import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { makeFolder } from "./make-folder.ts";

const root = mkdtempSync(join(tmpdir(), "muster-make-folder-"));
after(() => rmSync(root, { recursive: true }));

test("makes what is missing and says which it made, the uppermost first", () => {
  const [a, b] = [join(root, "a"), join(root, "a", "b")];
  assert.deepEqual(makeFolder(b, 0o700), [a, b]);
  assert.equal(statSync(b).mode & 0o777, 0o700);
  assert.deepEqual(makeFolder(b), []);
});

test("a file in the way, or below one, is refused as the file system does", () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  assert.throws(() => makeFolder(file), { code: "EEXIST" });
  assert.throws(() => makeFolder(join(file, "below")), { code: "ENOTDIR" });
});

test(
  "where the file system makes no folder it ends with a fault, and does not try for ever",
  { skip: existsSync("/proc/self") ? false : "there is no /proc here" },
  () => {
    assert.throws(() => makeFolder("/proc/muster/folder"), { code: "ENOENT" });
  },
);
