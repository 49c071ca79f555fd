/**
 * The browser pages: the files of the web build by a list, so that no request can name a file outside it. The list is
 * made at the start, and looked at again by requests, once a second at most: whoever builds the pages anew under a running
 * server need not restart it. Files with a content hash in their name are cached for ever, pages never. Each is compressed
 * at its first request and kept. Without a build the server still runs and says what to do.
 */

import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
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

export const staticLimits = {
  /** Between two looks at the folder. */
  lookMillis: 1_000,
  /** Files of a build; a folder with more is none. */
  files: 2_000,
  /** Hashed files of builds before the present one that are kept for pages which are open still. */
  earlierFiles: 200,
} as const;

/** Path of each file by its address, and what tells this build from another. */
interface Listing {
  readonly paths: ReadonlyMap<string, string>;
  readonly stamp: string;
}

const noFiles: Listing = { paths: new Map(), stamp: "" };
const page = "/index.html";

export class StaticFiles {
  readonly #root: string;
  readonly #now: () => number;
  #listing = noFiles;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #files = new Map<string, Promise<StaticFile>>();
  /** Hashed files that were read of builds before: a name with a hash always means the same bytes. */
  #earlier = new Map<string, Promise<StaticFile>>();

  /** `now` counts milliseconds. */
  constructor(root: string, now: () => number = () => performance.now()) {
    this.#root = root;
    this.#now = now;
    this.#look();
  }

  get isEmpty(): boolean {
    return this.#listing.paths.size === 0;
  }

  /** `/` is index.html and `/crew` is crew.html. Undefined: there is no such file, or it went away with its build. */
  find(address: string): Promise<StaticFile | undefined> {
    this.#look();
    const { paths } = this.#listing;
    const name = paths.has(address) ? address : address === "/" ? page : `${address}.html`;
    const path = paths.get(name);
    if (path === undefined) return this.#earlier.get(address) ?? Promise.resolve(undefined);
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const file = readStaticFile(path, isHashed(name));
    this.#files.set(name, file);
    return file.catch((error: unknown) => {
      // The next request looks again.
      this.#files.delete(name);
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    });
  }

  #look(): void {
    const now = this.#now();
    if (now - this.#lookedAt < staticLimits.lookMillis) return;
    this.#lookedAt = now;
    const found = listFiles(this.#root);
    // Without its page it is a build that is not finished; what was there stands meanwhile.
    if (found.stamp === this.#listing.stamp || !found.paths.has(page)) return;
    const hashed = [...this.#earlier, ...this.#files].filter(([name]) => isHashed(name));
    this.#earlier = new Map(hashed.slice(-staticLimits.earlierFiles));
    this.#files = new Map();
    this.#listing = found;
  }
}

function isHashed(name: string): boolean {
  return name.startsWith("/assets/") && /-[\w-]{8,}\.\w+$/.test(name);
}

/** Files in folders that are no links: a link could lead anywhere. */
function listFiles(root: string): Listing {
  const paths = new Map<string, string>();
  const folders = [root];
  let stamp = "";
  try {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop())
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) folders.push(path);
        if (!entry.isFile()) continue;
        if (paths.size === staticLimits.files) return noFiles;
        const name = `/${relative(root, path).split(sep).join("/")}`;
        const { size, mtimeMs } = statSync(path);
        paths.set(name, path);
        stamp += `${name} ${size} ${mtimeMs};`;
      }
  } catch {
    // There is no build, or it is being replaced this very moment.
    return noFiles;
  }
  return { paths, stamp };
}

async function readStaticFile(path: string, isImmutable: boolean): Promise<StaticFile> {
  const bytes = await readFile(path);
  const contentType = types[extname(path)] ?? "application/octet-stream";
  const gzipped =
    compressible.test(contentType) && bytes.length > 1_000 ? await compress(bytes) : undefined;
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { contentType, etag, bytes, gzipped, isImmutable };
}
