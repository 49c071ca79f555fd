#!/usr/bin/env node
/**
 * The launcher: what `npm start`, `npm test` and `muster ...` run. It works on any Node >= 20 with
 * nothing installed, does the set-up that is needed (exact install, pinned runtime, web pages) and
 * hands over to the pinned runtime. When everything is set up it costs a few file system calls, and
 * when the pinned runtime is already running it (npm puts node_modules/.bin first on PATH) the
 * program is loaded into this very process. Every line it prints goes to stderr: stdout belongs to
 * the command. Deliberately not here: anything about dispatch, and any option of a command.
 */
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { commands } from "./commands.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
function say(line) {
  process.stderr.write(`muster: ${line}\n`);
}

/** @param {boolean} needsWeb */
async function setUp(needsWeb) {
  const { isInstallFresh } = await import("./setup/install.js");
  const { isBundleFresh } = await import("./setup/web-bundle.js");
  if (isInstallFresh(root) && (!needsWeb || isBundleFresh(root))) return;
  const { withLock } = await import("./setup/lock.js");
  const { install } = await import("./setup/install.js");
  const { buildBundle } = await import("./setup/web-bundle.js");
  const work = async (/** @type {(pid: number) => void} */ nameHelper) => {
    await install(root, say, nameHelper);
    if (needsWeb) await buildBundle(root, say, nameHelper);
  };
  await withLock(join(root, ".muster", "setup.lock"), work, say);
}

/**
 * Hands over to the pinned runtime: in this process when it is the pinned one, else as a child.
 * @param {string} script
 * @param {string[]} args
 */
async function handOver(script, args) {
  const { pinnedVersion, runtimePath } = await import("./setup/runtime.js");
  const { stopWithNpm } = await import("./setup/parent.js");
  stopWithNpm();
  const runtime = runtimePath(root);
  const compileCache = join(root, "node_modules", ".cache", "muster", "compile");
  if (process.versions.node === pinnedVersion(root)) {
    module.enableCompileCache?.(compileCache);
    process.env["NODE_COMPILE_CACHE"] ??= compileCache; // for processes that the program starts
    process.argv = [process.argv[0] ?? runtime, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const { runThrough } = await import("./setup/child.js");
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env };
  process.exitCode = await runThrough(runtime, [script, ...args], env);
}

/** @param {string} script */
async function missingScript(script) {
  const { SetupFault } = await import("./setup/fault.js");
  return new SetupFault("setup.checkout-incomplete", {
    what: "a part of Muster is missing",
    got: `no file ${script}`,
    expected: "a whole checkout",
    remedy: "restore it: git status shows what is missing, git checkout brings it back",
  });
}

/** @param {string[]} argv */
async function main(argv) {
  const [name = "", ...rest] = argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  await setUp(command?.web ?? false);
  if (command !== undefined && command.script === undefined) return;
  const script = join(root, command?.script ?? "src/cli/main.ts");
  const args = command === undefined ? argv : [...(command.args ?? []), ...rest];
  if (!existsSync(script)) throw await missingScript(script);
  await handOver(script, args);
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  say(`Node ${process.versions.node} is too old (setup.node-too-old)`);
  say("  expected: Node 20 or newer, with npm; it then fetches the runtime it needs by itself");
  process.exit(1);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { SetupFault } = await import("./setup/fault.js");
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`${error.describe()}\n`);
  process.exitCode = 1;
}
