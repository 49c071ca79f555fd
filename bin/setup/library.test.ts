import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { SetupFault } from "./fault.js";
import { findMissingLibrary, installLibrary } from "./library.js";

test("the library that the loader misses is read from its words", () => {
  const loader =
    "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file";
  assert.equal(findMissingLibrary(loader), "libatomic.so.1");
  assert.equal(
    findMissingLibrary("error while loading shared libraries: libx.so.1: no"),
    undefined,
  );
  assert.equal(findMissingLibrary("v26.10.0"), undefined);
});

describe("a missing library", { skip: process.platform === "win32" && "shell scripts" }, () => {
  let folder = "";
  let lines: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "muster-library-"));
    lines = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const aptGet = (body: string) => {
    const text = `#!/bin/sh\necho "$1" >> ${folder}/calls\n${body}\n`;
    writeFileSync(join(folder, "apt-get"), text, { mode: 0o755 });
  };
  const install = (isRoot = true) =>
    installLibrary("libatomic.so.1", (line) => lines.push(line), { env: { PATH: folder }, isRoot });
  const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  const faultSaying = (pattern: RegExp) => (fault: SetupFault) => {
    assert.equal(fault.code, "setup.library-missing");
    assert.match(fault.text.got, pattern);
    assert.match(fault.text.remedy, /apt-get install libatomic1/);
    return true;
  };

  test("is installed with apt-get, and that is said", async () => {
    aptGet("exit 0");
    await install();
    assert.deepEqual(calls(), ["--version", "install"]);
    assert.match(lines.join(), /installing libatomic1 with apt-get/);
  });

  test("is looked for again after the package lists were fetched", async () => {
    aptGet(`case "$1" in install) test -e ${folder}/lists;; update) : > ${folder}/lists;; esac`);
    await install();
    assert.deepEqual(calls(), ["--version", "install", "update", "install"]);
  });

  test("that cannot be had is a fault with the reason and the way", async () => {
    await assert.rejects(install(), faultSaying(/no apt-get/));
    aptGet('case "$1" in install) echo "E: no package"; exit 100;; esac');
    await assert.rejects(install(), faultSaying(/E: no package/));
    await assert.rejects(install(false), faultSaying(/only root/));
  });
});
