/**
 * The launcher as a person meets it: arguments, exit codes and signals go through; the web pages are
 * built when their sources change and not otherwise; two at once do not disturb each other; what goes
 * wrong is said in words. Each test runs the real launcher in a small checkout (launcher-checkout.ts).
 * Hand-over to a child needs a Node other than the pinned one; where there is none, that test skips.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  existsSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import {
  findProgram,
  isAlive,
  makeCheckout,
  removeCheckout,
  run,
  type Run,
  shellEnvironment,
} from "./launcher-checkout.ts";

const launcher = "bin/muster.js";
const repositoryModules = resolve(import.meta.dirname, "..", "node_modules");
const pinned = process.execPath;

/** A Node on PATH that is not the pinned one; skips the test without one. */
function getOtherNode(t: TestContext): string | undefined {
  const node = findProgram("node");
  const version =
    node === undefined ? "" : spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
  if (node !== undefined && version !== process.version) return node;
  t.skip("no Node on PATH other than the pinned one");
  return undefined;
}

function programLine(running: Run): { args: string[]; node: string; pid: number } {
  const line = running
    .printed()
    .out.split("\n")
    .find((each) => each.startsWith("{"));
  assert.ok(line !== undefined, running.printed().err);
  return JSON.parse(line) as { args: string[]; node: string; pid: number };
}

/** Waits until a process is gone; fails after five seconds. */
async function waitUntilGone(pid: number): Promise<void> {
  for (let tries = 0; isAlive(pid); tries += 1) {
    assert.ok(tries < 100, `process ${pid} is still there`);
    await delay(50);
  }
}

describe("launcher", () => {
  let folder = "";
  before(async () => {
    folder = makeCheckout();
    const setup = run(folder, pinned, [launcher, "setup"]);
    assert.equal((await setup.ended).code, 0, setup.printed().err);
  });
  after(() => removeCheckout(folder));

  test("start is demo, with its arguments; stdout is the program's alone", async () => {
    const running = run(folder, pinned, [launcher, "start", "--exit", "3"]);
    assert.equal((await running.ended).code, 3);
    assert.deepEqual(programLine(running).args, ["demo", "--exit", "3"]);
    assert.equal(running.printed().err, "", "an ordinary start says nothing");
    assert.equal(
      programLine(running).pid,
      running.child.pid,
      "the pinned Node runs it in its own process",
    );
  });

  test("any other command goes to the program as it is", async () => {
    const running = run(folder, pinned, [launcher, "backup", "--exit", "0", "--to", "a b"]);
    assert.equal((await running.ended).code, 0);
    assert.deepEqual(programLine(running).args, ["backup", "--exit", "0", "--to", "a b"]);
  });

  test("another Node hands over to the pinned one and passes its exit code on", async (t) => {
    const node = getOtherNode(t);
    if (node === undefined) return;
    const running = run(folder, node, [launcher, "demo", "--exit", "7"]);
    assert.equal((await running.ended).code, 7);
    assert.equal(programLine(running).node, process.versions.node);
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    test(`${signal} to the launcher is a clean stop, in its own process`, async () => {
      const running = run(folder, pinned, [launcher, "serve"]);
      await running.until("ready");
      running.child.kill(signal);
      assert.deepEqual(await running.ended, { code: 0, signal: null });
      assert.match(running.printed().out, new RegExp(`stopped cleanly by ${signal}`));
    });

    test(`${signal} to another Node's launcher is a clean stop of the child`, async (t) => {
      const node = getOtherNode(t);
      if (node === undefined) return;
      const running = run(folder, node, [launcher, "serve"]);
      await running.until("ready");
      running.child.kill(signal);
      assert.deepEqual(await running.ended, { code: 0, signal: null });
      assert.match(running.printed().out, new RegExp(`stopped cleanly by ${signal}`));
      await waitUntilGone(programLine(running).pid);
    });
  }

  test("SIGTERM to npm start is a clean stop, and npm says so", async (t) => {
    if (findProgram("npm") === undefined) return t.skip("no npm on PATH");
    const running = run(folder, "npm", ["start", "--", "--port", "0"]);
    await running.until("ready");
    assert.deepEqual(programLine(running).args, ["demo", "--port", "0"]);
    running.child.kill("SIGTERM");
    assert.equal((await running.ended).code, 0);
    assert.match(running.printed().out, /stopped cleanly by SIGTERM/);
    await waitUntilGone(programLine(running).pid);
  });

  test("an npm that is killed leaves nothing running", async (t) => {
    if (findProgram("npm") === undefined) return t.skip("no npm on PATH");
    const running = run(folder, "npm", ["start"]);
    await running.until("ready");
    running.child.kill("SIGKILL");
    await running.ended;
    assert.match(running.printed().out, /stopped cleanly by SIGTERM/);
    await waitUntilGone(programLine(running).pid);
  });
});

describe("launcher's web build", () => {
  let folder = "";
  before(() => void (folder = makeCheckout()));
  after(() => removeCheckout(folder));

  const page = () => join(folder, "src", "web", "page.ts");
  const bundle = () => {
    const assets = join(folder, "dist", "web", "assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
    return scripts.map((name) => readFileSync(join(assets, name), "utf8")).join("");
  };
  const build = async () => {
    const running = run(folder, pinned, [launcher, "build"]);
    assert.equal((await running.ended).code, 0, running.printed().err);
    return running.printed().err.includes("web pages built");
  };

  test("is made, is left alone, and follows its sources' content", async () => {
    assert.equal(await build(), true, "the first time");
    assert.match(bundle(), /one/);
    assert.equal(await build(), false, "nothing changed");
    const later = new Date(Date.now() + 5_000);
    utimesSync(page(), later, later);
    assert.equal(await build(), false, "only a time changed");
    writeFileSync(page(), 'document.title = "two";\n');
    assert.equal(await build(), true, "content changed");
    assert.match(bundle(), /two/);
    rmSync(join(folder, "dist", "web"), { recursive: true });
    assert.equal(await build(), true, "the bundle was removed");
    assert.deepEqual(readdirSync(join(folder, "dist")), ["web"], "no drafts are left");
  });

  test("is made once when two start at the same time", async () => {
    writeFileSync(page(), 'document.title = "three";\n');
    const both = [1, 2].map(() => run(folder, pinned, [launcher, "build"]));
    for (const running of both) assert.equal((await running.ended).code, 0, running.printed().err);
    const builders = both.filter((running) => running.printed().err.includes("web pages built"));
    assert.equal(builders.length, 1);
    assert.match(bundle(), /three/);
  });

  test("that fails says where, keeps the old pages, and works again once mended", async () => {
    const old = bundle();
    writeFileSync(page(), "const = broken;\n");
    const running = run(folder, pinned, [launcher, "build"]);
    assert.equal((await running.ended).code, 1);
    assert.match(running.printed().err, /setup\.build-failed/);
    assert.match(running.printed().err, /page\.ts/);
    assert.equal(bundle(), old);
    writeFileSync(page(), 'document.title = "four";\n');
    assert.equal(await build(), true);
  });
});

describe("launcher's install", () => {
  /** A checkout whose packages are not the lock file's, and a registry that is not there. */
  test("without a network says so, and ends with 1", async (t) => {
    if (findProgram("npm") === undefined) return t.skip("no npm on PATH");
    const folder = makeCheckout();
    const cache = mkdtempSync(join(tmpdir(), "muster-npm-"));
    rmSync(join(folder, "node_modules"), { recursive: true });
    const env = shellEnvironment({
      npm_config_registry: "http://127.0.0.1:9/",
      npm_config_fetch_retries: "0",
      npm_config_cache: cache,
    });
    const running = run(folder, pinned, [launcher, "start"], env);
    assert.equal((await running.ended).code, 1);
    assert.match(running.printed().err, /setup\.network/);
    assert.match(running.printed().err, /got: .*\n[^]*expected: .*\n +do: /);
    assert.equal(running.printed().out, "");
    removeCheckout(folder);
    rmSync(cache, { recursive: true });
  });

  test("is not repeated when npm has already done it", async () => {
    const folder = makeCheckout();
    const running = run(folder, pinned, [launcher, "backup", "--exit", "0"]);
    assert.equal((await running.ended).code, 0, running.printed().err);
    assert.equal(running.printed().err, "");
    const stamp = join(folder, "node_modules", ".muster-install.json");
    const writtenAt = statSync(stamp).mtimeMs;
    await run(folder, pinned, [launcher, "backup", "--exit", "0"]).ended;
    assert.equal(statSync(stamp).mtimeMs, writtenAt, "an ordinary start writes nothing");
    removeCheckout(folder);
  });

  test("refuses a runtime that is not the pinned one", async () => {
    const folder = makeCheckout();
    const modules = join(folder, "node_modules");
    const name = readdirSync(modules).find((each) => /^node-(linux|darwin|win|bin)/.test(each));
    assert.ok(name !== undefined);
    rmSync(join(modules, name));
    mkdirSync(join(modules, name, "bin"), { recursive: true });
    writeFileSync(join(modules, name, "bin", "node"), "#!/bin/sh\necho v1.2.3\n", { mode: 0o755 });
    const running = run(folder, pinned, [launcher, "start"]);
    assert.equal((await running.ended).code, 1);
    assert.match(running.printed().err, /setup\.runtime-broken/);
    assert.match(running.printed().err, /got: +v1\.2\.3/);
    const link = join(modules, ".bin", "node");
    assert.equal(existsSync(link), false, "or the next npm start would run it");
    // Once it is mended, the next start finds it and puts it back on npm's path.
    rmSync(join(modules, name), { recursive: true });
    symlinkSync(join(repositoryModules, name), join(modules, name));
    const second = run(folder, pinned, [launcher, "start", "--exit", "0"]);
    assert.equal((await second.ended).code, 0, second.printed().err);
    assert.equal(existsSync(link), true);
    removeCheckout(folder);
  });

  test("an incomplete checkout is named as such", async () => {
    const folder = makeCheckout();
    rmSync(join(folder, "src", "cli"), { recursive: true });
    const running = run(folder, pinned, [launcher, "start"]);
    assert.equal((await running.ended).code, 1);
    assert.match(running.printed().err, /setup\.checkout-incomplete/);
    rmSync(join(folder, "package-lock.json"));
    const second = run(folder, pinned, [launcher, "start"]);
    assert.equal((await second.ended).code, 1);
    assert.match(second.printed().err, /setup\.lockfile-missing/);
    removeCheckout(folder);
  });
});
