/**
 * Reading the files that tell whether set-up is needed: JSON that may be missing, listings by size
 * and time (cheap, on every start) and content hashes (exact, only when a listing differs). Times
 * alone never decide that something is stale: a fresh clone or a branch switch changes them all.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * A JSON file's value, or undefined when it is missing or broken.
 * @param {string} path
 * @returns {any}
 */
export function findJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Writes JSON so that a reader sees the old file or the new one, never half.
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(value));
  renameSync(draft, path);
}

/**
 * Every file under the given paths (folders or files; missing ones are skipped), relative to root
 * with forward slashes, in one fixed order. Tests are left out: they are in no bundle.
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {string[]}
 */
export function listFiles(root, paths) {
  /** @type {string[]} */
  const files = [];
  const visit = (/** @type {string} */ path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      files.push(relative(root, path).split(sep).join("/"));
      return;
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) visit(join(path, entry.name));
      else if (!/\.test\.[jt]sx?$/.test(entry.name)) {
        files.push(relative(root, join(path, entry.name)).split(sep).join("/"));
      }
    }
  };
  for (const path of paths) visit(join(root, path));
  return files.sort();
}

/**
 * One line that changes when any of the files changes size or time, or comes or goes.
 * @param {string} root
 * @param {readonly string[]} files
 */
export function listingOf(root, files) {
  return files
    .map((file) => {
      const stat = statSync(join(root, file), { throwIfNoEntry: false });
      return `${file}:${stat?.size}:${stat?.mtimeMs}`;
    })
    .join("|");
}

/**
 * SHA-256 over names and contents.
 * @param {string} root
 * @param {readonly string[]} files
 */
export function contentHash(root, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
