/**
 * Where the browser for the browser tests is. `MUSTER_CHROMIUM` names a program (empty: use none);
 * without it the usual names on PATH are tried. Tests skip, with `noChromium` as the visible reason,
 * when there is none. Deliberately not here: installing it (bin/install-chromium.ts does, before the
 * test run) and driving it (playwright-core does).
 */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The reason a browser test gives when it skips. */
export const noChromium = "no Chromium on this machine (set MUSTER_CHROMIUM to its path)";

/**
 * Flags every browser test starts Chromium with: no sandbox (it needs a set-up that containers and
 * root do not have; the pages under test are our own) and no calls home from a test.
 */
export const chromiumFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const programNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macPrograms = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium program, or undefined. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env["MUSTER_CHROMIUM"];
  if (named !== undefined) return named !== "" && isProgram(named) ? named : undefined;
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = programNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...(process.platform === "darwin" ? macPrograms : [])].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
