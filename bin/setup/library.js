/**
 * The one thing that Node's own builds take from the system and a small Linux may lack: libatomic
 * (and, in theory, the C++ library). The loader names it; where apt-get is there and we are root it
 * is installed, with one line that says so; elsewhere the person is told what to install. Not here:
 * any other system package, and sudo, which is the person's to use.
 */
import { SetupFault } from "./fault.js";

/** File that the loader misses -> package: Debian's name, Fedora's name. */
const packages = /** @type {Readonly<Record<string, readonly [string, string]>>} */ ({
  "libatomic.so.1": ["libatomic1", "libatomic"],
  "libstdc++.so.6": ["libstdc++6", "libstdc++"],
});

/**
 * The shared library that a program's start failed for, if we know its package.
 * @param {string} output what the program printed
 */
export function findMissingLibrary(output) {
  const name = /error while loading shared libraries: ([^:\s]+):/.exec(output)?.[1];
  return name !== undefined && Object.hasOwn(packages, name) ? name : undefined;
}

/**
 * Installs the library, or throws a fault that says how to.
 * @param {string} library
 * @param {(line: string) => void} say
 * @param {{ env: NodeJS.ProcessEnv, isRoot: boolean }} [machine]
 */
export async function installLibrary(library, say, machine) {
  const { env, isRoot } = machine ?? { env: process.env, isRoot: process.getuid?.() === 0 };
  const { runQuietly } = await import("./child.js");
  const [debianName, fedoraName] = packages[library] ?? [library, library];
  const apt = async (/** @type {string[]} */ ...args) => {
    const options = { cwd: "/", env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
    return runQuietly("apt-get", [...args, "-qq", "-o", "DPkg::Lock::Timeout=300"], options);
  };
  let reason = isRoot ? "there is no apt-get" : "only root may install it";
  if (isRoot && (await runQuietly("apt-get", ["--version"], { cwd: "/", env })).code === 0) {
    say(`the runtime needs ${library}: installing ${debianName} with apt-get`);
    const install = ["install", "-y", "--no-install-recommends", debianName];
    let result = await apt(...install);
    if (result.code !== 0) {
      // A fresh system has no package lists yet.
      await apt("update");
      result = await apt(...install);
    }
    if (result.code === 0) return;
    reason = result.output.trim().split("\n").at(-1) ?? "apt-get failed";
  }
  throw new SetupFault("setup.library-missing", {
    what: "the runtime needs a system library that is not here",
    got: `no ${library} (${reason})`,
    expected: `the system package ${debianName} (Debian, Ubuntu) or ${fedoraName} (Fedora, RHEL)`,
    remedy: `as root: apt-get install ${debianName}, or dnf install ${fedoraName}; then start again`,
  });
}
