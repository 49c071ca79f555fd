/**
 * The files that the tidy rules look at, read from disk once a run: sources under src, bin, bench and
 * e2e, and every text file that a reader of the repository sees. Generated and fetched things (dist,
 * node_modules, the lock file, golden histories) are not somebody's prose and are left out.
 */
import { globSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { readSource, type SourceFile } from "./source-file.ts";

export const repository = resolve(import.meta.dirname, "..", "..", "..");

function list(patterns: readonly string[]): string[] {
  return globSync(patterns, { cwd: repository })
    .map((path) => path.split(sep).join("/"))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** Every file or folder name in the source folders. */
export function listSourcePaths(): string[] {
  return list(["{src,bin,bench,e2e}/**/*"]).filter((path) => !path.includes("/golden/"));
}

/** Every source file, parsed. */
export function listSources(): SourceFile[] {
  return list(["{src,bin,bench,e2e}/**/*.{ts,tsx,js}", "*.ts"]).map((path) =>
    readSource(path, readText(path)),
  );
}

/** Every text file of the repository that people write. */
export function listTextPaths(): string[] {
  return list([
    "{src,bin,bench,e2e,docs,.ci}/**/*.{ts,tsx,js,css,html,md,yaml,yml,json,sql}",
    ".ci/*",
    "*.{md,ts,json}",
    ".*.{json,jsonc}",
  ]).filter((path) => path !== "package-lock.json");
}
