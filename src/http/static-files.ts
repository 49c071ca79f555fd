/**
 * The browser pages: the files of the web build, listed once at the start, so that no request can name a file
 * outside that list. Files with a content hash in their name are cached for ever, pages never. Each is compressed
 * at its first request and kept. Without a build the server still runs and says what to do.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /^(?:text|application)\/|svg/;

export interface StaticFile {
  readonly contentType: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  /** Undefined where compressing gains nothing. */
  readonly gzipped: Uint8Array | undefined;
  readonly isImmutable: boolean;
}

export class StaticFiles {
  readonly #paths = new Map<string, string>();
  readonly #files = new Map<string, Promise<StaticFile>>();

  constructor(root: string) {
    if (!existsSync(root)) return;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      this.#paths.set(`/${relative(root, path).split(sep).join("/")}`, path);
    }
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  /** `/` is index.html and `/crew` is crew.html. */
  find(address: string): Promise<StaticFile> | undefined {
    const page = address === "/" ? "/index.html" : `${address}.html`;
    const name = this.#paths.has(address) ? address : page;
    const path = this.#paths.get(name);
    if (path === undefined) return undefined;
    let file = this.#files.get(name);
    if (file === undefined) {
      file = readStaticFile(path, /-[\w-]{8,}\.\w+$/.test(name) && name.startsWith("/assets/"));
      this.#files.set(name, file);
    }
    return file;
  }
}

async function readStaticFile(path: string, isImmutable: boolean): Promise<StaticFile> {
  const bytes = await readFile(path);
  const contentType = types[extname(path)] ?? "application/octet-stream";
  const gzipped =
    compressible.test(contentType) && bytes.length > 1_000 ? await compress(bytes) : undefined;
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { contentType, etag, bytes, gzipped, isImmutable };
}
