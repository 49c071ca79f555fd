import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { StaticFiles, staticLimits } from "./static-files.ts";

interface Build {
  readonly root: string;
  readonly files: StaticFiles;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Empties the folder of pages, as a build does before it writes. */
  readonly empty: () => void;
  readonly wait: (millis: number) => void;
  /** Undefined = there is no such file. */
  readonly read: (address: string) => Promise<string | undefined>;
}

async function withBuild(work: (build: Build) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-web-"));
  const root = join(folder, "web");
  let now = 0;
  const write: Build["write"] = (given) => {
    for (const [name, content] of Object.entries(given)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
  };
  write({ "index.html": "first", "crew.html": "crew", "assets/main-aaaaaaaa.js": "one" });
  writeFileSync(join(folder, "secret.txt"), "secret");
  const files = new StaticFiles(root, () => now);
  try {
    await work({
      root,
      files,
      write,
      empty: () => rmSync(root, { recursive: true }),
      wait: (millis) => void (now += millis),
      read: async (address) => {
        const found = await files.find(address);
        return found === undefined ? undefined : Buffer.from(found.bytes).toString();
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("pages and assets by their address, and nothing else", () =>
  withBuild(async ({ root, files, read, write, wait }) => {
    assert.equal(await read("/"), "first");
    assert.equal(await read("/crew"), "crew");
    assert.equal((await files.find("/assets/main-aaaaaaaa.js"))?.isImmutable, true);
    symlinkSync(join(root, "..", "secret.txt"), join(root, "link.txt"));
    symlinkSync(join(root, ".."), join(root, "up"));
    write({ "index.html": "first!" });
    wait(staticLimits.lookMillis);
    assert.equal(await read("/"), "first!");
    for (const address of ["/link.txt", "/up/secret.txt", "/../secret.txt", "/assets", "/none"])
      assert.equal(await read(address), undefined, address);
  }));

test("a build under a running server is served without a restart", () =>
  withBuild(async ({ read, write, empty, wait }) => {
    assert.equal(await read("/"), "first");
    assert.equal(await read("/assets/main-aaaaaaaa.js"), "one");
    empty();
    wait(staticLimits.lookMillis);
    assert.equal(await read("/"), "first", "while the build goes on the old page stands");
    assert.equal(await read("/assets/main-aaaaaaaa.js"), "one");
    write({ "assets/main-bbbbbbbb.js": "two" });
    wait(staticLimits.lookMillis);
    assert.equal(await read("/assets/main-bbbbbbbb.js"), undefined);
    write({ "index.html": "second" });
    assert.equal(await read("/"), "first", "the folder is looked at once a second at most");
    wait(staticLimits.lookMillis);
    assert.equal(await read("/"), "second");
    assert.equal(await read("/assets/main-bbbbbbbb.js"), "two");
    assert.equal(await read("/assets/main-aaaaaaaa.js"), "one", "for a page that is open still");
    assert.equal(await read("/crew"), undefined);
  }));

test("of a file that went away before it was read, the next request reads what is there then", () =>
  withBuild(async ({ read, write, empty, wait }) => {
    empty();
    assert.equal(await read("/"), undefined);
    write({ "index.html": "again" });
    wait(staticLimits.lookMillis);
    assert.equal(await read("/"), "again");
  }));

test("a folder that is no build is none", () =>
  withBuild(async ({ root, files, write, wait }) => {
    const none = new StaticFiles(join(root, "none"));
    assert.equal(none.isEmpty, true);
    assert.equal(await none.find("/"), undefined);
    write(
      Object.fromEntries(
        Array.from({ length: staticLimits.files }, (_, index) => [`assets/${index}.js`, "x"]),
      ),
    );
    wait(staticLimits.lookMillis);
    assert.equal(await files.find("/assets/7.js"), undefined);
    assert.notEqual(await files.find("/"), undefined, "what was there before stands");
  }));
