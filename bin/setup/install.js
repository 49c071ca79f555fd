/**
 * The exact install: node_modules is what package-lock.json says, or `npm ci` makes it so. A stamp
 * in node_modules remembers the lock file it was made from; on an ordinary start only that file's
 * size and time are looked at. A developer's own `npm install X` is recognised by npm's record in
 * node_modules/.package-lock.json and not installed a second time. If we crash during npm ci there
 * is no stamp, so the next start installs again from nothing.
 */
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { SetupFault } from "./fault.js";
import { contentHash, findJson, writeJson } from "./files.js";
import { runtimePath, verifyRuntime } from "./runtime.js";

const platform = `${process.platform}-${process.arch}`;

/** @param {string} root */
function stampPath(root) {
  return join(root, "node_modules", ".muster-install.json");
}

/** @param {string} root */
function lockListing(root) {
  const stat = statSync(join(root, "package-lock.json"), { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.size}:${stat.mtimeMs}`;
}

/**
 * The hot path: true when nothing needs doing. Three file system calls and one small read.
 * @param {string} root
 */
export function isInstallFresh(root) {
  const stamp = findJson(stampPath(root));
  return (
    stamp !== undefined &&
    stamp.platform === platform &&
    stamp.listing === lockListing(root) &&
    existsSync(runtimePath(root))
  );
}

/**
 * Whether npm's own record of what it installed agrees with the lock file: each package of the lock
 * has the same version and integrity, save optional ones for other platforms; and nothing else is there.
 * @param {any} lock package-lock.json
 * @param {any} installed node_modules/.package-lock.json
 */
export function isInstalledAsLocked(lock, installed) {
  if (lock?.packages === undefined || installed?.packages === undefined) return false;
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const found = installed.packages[path];
    if (found === undefined && wanted.optional === true && !isMadeForThisPlatform(wanted)) continue;
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) return false;
  }
  return Object.keys(installed.packages).every((path) => lock.packages[path] !== undefined);
}

/**
 * Whether an optional package is for this very platform. Those that name none (helpers of another
 * platform's package) are not: npm leaves them out with it.
 * @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry
 */
function isMadeForThisPlatform(entry) {
  if (entry.os === undefined && entry.cpu === undefined) return false;
  const allows = (/** @type {string[] | undefined} */ list, /** @type {string} */ value) =>
    list === undefined || list.includes(value);
  // The pinned runtime is built for glibc only, so that is the only Linux there is.
  return (
    allows(entry.os, process.platform) &&
    allows(entry.cpu, process.arch) &&
    allows(entry.libc, "glibc")
  );
}

/**
 * Makes node_modules exact. Call with the set-up lock held.
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {(pid: number) => void} nameHelper
 */
export async function install(root, say, nameHelper) {
  if (isInstallFresh(root)) return;
  const lockPath = join(root, "package-lock.json");
  if (!existsSync(lockPath)) {
    throw new SetupFault("setup.lockfile-missing", {
      what: "package-lock.json is missing",
      got: `no file ${lockPath}`,
      expected: "the lock file that is part of the repository",
      remedy: "restore it: git checkout package-lock.json",
    });
  }
  const lockHash = contentHash(root, ["package-lock.json"]);
  const stamp = findJson(stampPath(root));
  const sameLock = stamp?.lockHash === lockHash && stamp?.platform === platform;
  const installed = findJson(join(root, "node_modules", ".package-lock.json"));
  if (
    !(sameLock && existsSync(runtimePath(root))) &&
    !isInstalledAsLocked(findJson(lockPath), installed)
  ) {
    await runNpmCi(root, say, nameHelper);
  }
  await verifyRuntime(root, say);
  writeJson(stampPath(root), { platform, lockHash, listing: lockListing(root) });
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {(pid: number) => void} nameHelper
 */
async function runNpmCi(root, say, nameHelper) {
  const { runQuietly } = await import("./child.js");
  runtimePath(root); // refuses an unsupported platform before a long download
  say(
    "installing dependencies exactly as package-lock.json says (the first time this takes a minute)",
  );
  const startedAt = Date.now();
  const npm = findNpm();
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-engine-strict", // the packages run on the pinned Node, not on npm's
  ];
  const env = { ...process.env, PATH: pathWithoutModules() };
  const { code, output } = await runQuietly(
    npm.command,
    [...npm.args, ...args, "--loglevel=error"],
    { cwd: root, env, shell: npm.shell },
    nameHelper,
  );
  if (code !== 0) throw installFault(code, output);
  say(`dependencies installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** PATH without node_modules/.bin: npm ci is about to replace the node that is there. */
function pathWithoutModules() {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .join(delimiter);
}

/**
 * The npm that started us, else the one beside this Node, else the one on PATH.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
function findNpm() {
  const node = process.env["npm_node_execpath"];
  const cli = process.env["npm_execpath"];
  const usable = node !== undefined && !node.includes("node_modules") && existsSync(node);
  if (usable && cli?.endsWith("npm-cli.js") && existsSync(cli)) {
    return { command: node, args: [cli], shell: false };
  }
  const here = dirname(process.execPath);
  for (const beside of [join(here, "node_modules"), join(here, "..", "lib", "node_modules")]) {
    const besideCli = join(beside, "npm", "bin", "npm-cli.js");
    if (existsSync(besideCli))
      return { command: process.execPath, args: [besideCli], shell: false };
  }
  const isWindows = process.platform === "win32";
  return { command: isWindows ? "npm.cmd" : "npm", args: [], shell: isWindows };
}

/** npm's error codes -> what a newcomer can do about it. */
const installRemedies = /** @type {const} */ ([
  [
    /EUSAGE|in sync|EJSONPARSE/,
    "setup.lockfile-mismatch",
    "package-lock.json that fits package.json",
    "restore both (git checkout package.json package-lock.json), or run `npm install` if you changed package.json",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network|CERT|certificate/i,
    "setup.network",
    "the npm registry to answer (needed for the first set-up only)",
    "check the network, proxy and certificate settings (npm config get registry), then start again",
  ],
  [/ENOSPC/, "setup.disk-full", "about 1 GB of free disk", "free some space, then start again"],
  [
    /EACCES|EPERM|EROFS/,
    "setup.not-writable",
    "a writable folder",
    "check who owns this folder and node_modules",
  ],
  [
    /EINTEGRITY/,
    "setup.integrity",
    "packages whose hashes are those in package-lock.json",
    "run `npm cache clean --force`, then start again; if it stays, do not trust this registry",
  ],
  [
    /ENOENT|not found|^$/,
    "setup.npm-missing",
    "npm 10 or newer on PATH",
    "install Node 20 or newer together with npm",
  ],
]);

/**
 * @param {number} code
 * @param {string} output
 */
export function installFault(code, output) {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^npm error ?/, "").trim())
    .filter((line) => line !== "" && !/^npm warn|^code E|A complete log|npm help ci/.test(line));
  // For a lock file that does not fit, npm prints its whole usage after the lines that matter.
  const misfits = lines.filter((line) => /^(Missing|Invalid):/.test(line));
  const tail = (misfits.length > 0 ? misfits : lines).slice(0, 8).join("\n");
  const known = installRemedies.find(([pattern]) => pattern.test(output.trim()));
  return new SetupFault(known?.[1] ?? "setup.install-failed", {
    what: "dependencies could not be installed",
    got: `npm ci ended with code ${code}\n${tail}`,
    expected: known?.[2] ?? "npm ci to end with code 0",
    remedy: known?.[3] ?? "read npm's lines above; run `npm ci` by hand to see all of them",
  });
}
