/**
 * Puts a manual pack on the disk: to a file beside its place, synced, then renamed, so that a pack is whole or not
 * there, whatever happens in between. Only the account that runs Muster can read it. Older ones are removed.
 */

import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../../base/instant.ts";
import { rfc3339FromInstant } from "../../base/instant.ts";
import { packLimits } from "./pack.ts";

const packName = /^manual-pack-\d{8}T\d{6}Z\.(?:html|txt)$/;
const unfinishedName = /^manual-pack-\d{8}T\d{6}Z\.(?:html|txt)\.unfinished$/;

export interface RenderedPack {
  readonly madeAt: Instant;
  readonly html: string;
  readonly text: string;
}

/** Names sort by time. Answers the path of the page; rejects with the system's error, and then leaves no half file. */
export async function writePack(directory: string, pack: RenderedPack): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const stamp = rfc3339FromInstant(pack.madeAt).slice(0, 19).replaceAll(/[-:]/g, "");
  const path = join(directory, `manual-pack-${stamp}Z`);
  await writeWhole(`${path}.txt`, pack.text);
  await writeWhole(`${path}.html`, pack.html);
  await syncDirectory(directory);
  await removeOld(directory);
  return `${path}.html`;
}

/** Whole or not at all; only its owner may read it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A rename is on the disk when its directory is; where a system can not sync one (Windows), it comes by itself. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Nothing but packs is ever removed, whatever else somebody put there; what a crash left unfinished goes, too. */
async function removeOld(directory: string): Promise<void> {
  const names = await readdir(directory);
  const packs = names.filter((name) => packName.test(name)).sort();
  // Two files a pack.
  const old = packs.slice(0, Math.max(0, packs.length - 2 * packLimits.kept));
  for (const name of [...old, ...names.filter((each) => unfinishedName.test(each))])
    await rm(join(directory, name), { force: true });
}
