/**
 * Where the public files of a record are read from: a folder, or an address over HTTP. Nothing that comes is believed; a
 * file that is missing or too large is a fault that names it. Files are kept for a while, because proofs ask for some of
 * them again.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeTilePath, type TileName } from "../../record/tree/tiles.ts";
import { CliFault } from "../fault.ts";

export const sourceLimits = {
  /** A bundle of 256 entries of the greatest length. */
  maxBytes: 256 * (65_535 + 2),
  timeoutMillis: 30_000,
  /** Tiles that are kept. */
  kept: 64,
} as const;

export class RecordSource {
  readonly #where: string;
  readonly #kept = new Map<string, Uint8Array>();

  /** A folder's path, or an address that begins with http:// or https://. */
  constructor(where: string) {
    this.#where = where.replace(/\/+$/, "");
  }

  /** Undefined = there is no such file. */
  async find(name: string): Promise<Uint8Array | undefined> {
    return /^https?:/.test(this.#where) ? this.#fetch(name) : this.#read(name);
  }

  async get(name: string): Promise<Uint8Array> {
    const bytes = await this.find(name);
    if (bytes !== undefined) return bytes;
    throw new CliFault("record.unreachable", `${this.#where} has no ${name}; look at the address`);
  }

  /** The tile of that width, or the beginning of the full one where the partial one is gone. */
  async getTile(name: TileName): Promise<Uint8Array> {
    const path = writeTilePath(name);
    const known = this.#kept.get(path);
    if (known !== undefined) return known;
    const full = writeTilePath({ ...name, width: 256 });
    const found = (await this.find(path)) ?? (name.width < 256 ? await this.find(full) : undefined);
    if (found === undefined)
      throw new CliFault(
        "record.unreachable",
        `${this.#where} has no ${path}; a log must serve it`,
      );
    this.#kept.set(path, found);
    if (this.#kept.size > sourceLimits.kept)
      this.#kept.delete(this.#kept.keys().next().value ?? "");
    return found;
  }

  async #read(name: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#where, name));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw new CliFault("record.unreachable", `${this.#where}: ${message}`);
    }
  }

  async #fetch(name: string): Promise<Uint8Array | undefined> {
    const address = `${this.#where}/${name}`;
    try {
      const signal = AbortSignal.timeout(sourceLimits.timeoutMillis);
      let response = await fetch(address, { redirect: "error", signal });
      while (response.status === 429 || response.status === 503) {
        const seconds = Number(response.headers.get("retry-after") ?? 1);
        await setTimeout(1_000 * Math.min(10, Math.max(1, seconds)));
        response = await fetch(address, { redirect: "error", signal });
      }
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`status ${response.status}`);
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of response.body ?? []) {
        length += chunk.length;
        if (length > sourceLimits.maxBytes)
          throw new Error(`more than ${sourceLimits.maxBytes} bytes`);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      throw new CliFault("record.unreachable", `${address}: ${(error as Error).message}`);
    }
  }
}
