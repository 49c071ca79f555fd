/**
 * Makes Chromium available to the browser tests before a test run: found, or installed with apt-get
 * where that is there and we may use it (root). Says what it does in one line either way, and never
 * fails the run: without a browser those tests are skipped, visibly. What is not here: downloads of
 * browser builds; the distribution's own package is the only source.
 */
import { spawnSync } from "node:child_process";
import { findChromium } from "../e2e/chromium.ts";

const installMilliseconds = 8 * 60_000;

/** DejaVu has the status shapes (circle, triangle, square, cross) that the pages draw as text. */
const packages = ["chromium", "fonts-dejavu-core"];

type Machine = {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
};

const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
});

/** Path of a Chromium that starts, or undefined; `say` gets at most one line for each outcome. */
export function prepareChromium(
  say: (line: string) => void,
  { env, platform, isRoot }: Machine = thisMachine(),
): string | undefined {
  const found = findChromium(env);
  if (found !== undefined) return found;
  const skipped = "browser tests count as skipped";
  if (env["MUSTER_CHROMIUM"] !== undefined) {
    say(`MUSTER_CHROMIUM is "${env["MUSTER_CHROMIUM"]}", not a program: ${skipped}`);
    return undefined;
  }
  if (platform !== "linux" || !isRoot || !runs("apt-get", "--version", env)) {
    say(
      `Chromium is missing and apt-get cannot install it here (needs Debian and root): ${skipped}`,
    );
    return undefined;
  }
  say(`Chromium is missing: installing it with apt-get (${packages.join(" ")})`);
  const problem = aptInstall(env);
  const installed = findChromium(env);
  if (installed !== undefined && runs(installed, "--version", env)) return installed;
  say(`Chromium could not be installed (${problem ?? "it does not start"}): ${skipped}`);
  return undefined;
}

function runs(program: string, argument: string, env: NodeJS.ProcessEnv): boolean {
  return spawnSync(program, [argument], { stdio: "ignore", timeout: 30_000, env }).status === 0;
}

/** What went wrong, or undefined. A failed list update alone is no reason to give up. */
function aptInstall(env: NodeJS.ProcessEnv): string | undefined {
  const options = {
    encoding: "utf8",
    timeout: installMilliseconds,
    env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
  } as const;
  const wait = "DPkg::Lock::Timeout=300";
  spawnSync("apt-get", ["update", "-qq", "-o", wait], options);
  const install = ["install", "-y", "-qq", "--no-install-recommends", "-o", wait, ...packages];
  const result = spawnSync("apt-get", install, options);
  if (result.status === 0) return undefined;
  return result.stderr?.trim().split("\n").at(-1) || result.error?.message || "apt-get failed";
}
