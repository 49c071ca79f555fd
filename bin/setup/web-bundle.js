/**
 * The web bundle: built when the sources it is made from have changed. A stamp beside the bundle
 * keeps the sources' sizes and times (looked at on every start) and their content hash (looked at
 * when those differ). The build goes to a draft folder and is swapped in, so a running server never
 * serves half a bundle. If we crash in the middle, the draft is left and the next build removes it.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { SetupFault } from "./fault.js";
import { contentHash, findJson, listFiles, listingOf, writeJson } from "./files.js";
import { runtimePath } from "./runtime.js";

/** What the pages are made from: the layer rule lets src/web import just these. */
const bundleSources = [
  "src/web",
  "src/core",
  "src/base",
  "src/wire",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
];

/** @param {string} root */
function stampPath(root) {
  return join(root, "dist", "web", ".muster-bundle.json");
}

/**
 * The hot path: true when the bundle is there and no source has another size or time.
 * @param {string} root
 */
export function isBundleFresh(root) {
  const stamp = findJson(stampPath(root));
  return stamp !== undefined && stamp.listing === listingOf(root, listFiles(root, bundleSources));
}

/**
 * Builds the bundle unless its sources are what they were. Call with the set-up lock held.
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {(pid: number) => void} nameHelper
 */
export async function buildBundle(root, say, nameHelper) {
  const files = listFiles(root, bundleSources);
  // Taken before the build: a source changed meanwhile makes the bundle stale, never wrongly fresh.
  const listing = listingOf(root, files);
  const stamp = findJson(stampPath(root));
  if (stamp?.listing === listing) return;
  const hash = contentHash(root, files);
  if (stamp?.hash !== hash) await runVite(root, say, nameHelper);
  writeJson(stampPath(root), { listing, hash });
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {(pid: number) => void} nameHelper
 */
async function runVite(root, say, nameHelper) {
  const { runQuietly } = await import("./child.js");
  const dist = join(root, "dist");
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (name.startsWith(".web-")) rmSync(join(dist, name), { recursive: true, force: true });
  }
  const draft = join(dist, ".web-draft");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  say("building the web pages");
  const startedAt = Date.now();
  const args = [vite, "build", "--outDir", draft, "--emptyOutDir", "--logLevel", "warn"];
  const env = { ...process.env, NODE_ENV: "production" };
  const { code, output } = await runQuietly(
    runtimePath(root),
    args,
    { cwd: root, env },
    nameHelper,
  );
  if (code !== 0 || !existsSync(draft)) {
    throw new SetupFault("setup.build-failed", {
      what: "the web pages could not be built",
      got: `vite ended with code ${code}\n${readable(output)}`,
      expected: "a bundle in dist/web",
      remedy: "read the lines above: they name the file; `npm run build` builds again",
    });
  }
  const current = join(dist, "web");
  if (existsSync(current)) renameSync(current, join(dist, `.web-old-${process.pid}`));
  renameSync(draft, current);
  rmSync(join(dist, `.web-old-${process.pid}`), { recursive: true, force: true });
  say(`web pages built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * The bundler's words without its colours and without its own stack.
 * @param {string} output
 */
function readable(output) {
  const [words = ""] = stripVTControlCharacters(output).split(/^\s+at .*file:/m);
  return words.trim();
}
