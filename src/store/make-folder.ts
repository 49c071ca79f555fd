/**
 * Makes a folder and those above it. Node's own recursive `mkdir` never ends where the file system says ENOENT for a folder
 * whose parent is there, as /proc does (Node 26.10), so each one is made by itself.
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Answers the folders that were not there before, the uppermost first. Throws what the file system throws. */
export function makeFolder(path: string, mode?: number): string[] {
  const missing: string[] = [];
  let at = resolve(path);
  while (!existsSync(at) && dirname(at) !== at) {
    missing.push(at);
    at = dirname(at);
  }
  if (missing.length === 0 && !statSync(at).isDirectory()) mkdirSync(at);
  return missing.toReversed().filter((folder) => makeOne(folder, mode));
}

/** False where somebody else made it meanwhile. */
function makeOne(folder: string, mode: number | undefined): boolean {
  try {
    mkdirSync(folder, { mode });
    return true;
  } catch (error) {
    if (existsSync(folder) && statSync(folder).isDirectory()) return false;
    throw error;
  }
}
