/**
 * Files that a command writes when its work is done. Whether they can be written is found out before long work begins, and
 * each is written beside its place and then put there whole: who stops the command, or a full disk, leaves no half file.
 */
import {
  createWriteStream,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  type WriteStream,
} from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { makeFolder } from "../store/make-folder.ts";
import { CliFault, type CliCode } from "./fault.ts";

type UnwrittenCode = Extract<CliCode, `${string}.unwritten`>;

/** Throws CliFault where files could not be written into the folder. Leaves nothing behind. */
export function checkOutFolder(folder: string, code: UnwrittenCode): void {
  saying(folder, code, () => {
    const made = makeFolder(folder);
    try {
      probe(join(folder, "muster"));
    } finally {
      for (const each of made.toReversed()) rmdirSync(each);
    }
  });
}

/** Throws CliFault where the file could not be written. Leaves nothing behind. */
export function checkOutFile(path: string, code: UnwrittenCode): void {
  saying(path, code, () => {
    if (isSpecial(path)) return;
    // A folder in its place: the name beside it would do, and the file would not.
    if (isThere(path)) writeFileSync(path, "", { flag: "a" });
    probe(path);
  });
}

/** By name in the folder, which is made; all are written before the first is put in its place. */
export function writeOutFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
  code: UnwrittenCode,
): void {
  saying(folder, code, () => {
    makeFolder(folder);
    const paths = Object.entries(files).map(([name, text]) => [join(folder, name), text] as const);
    try {
      for (const [path, text] of paths) writeFileSync(unfinished(path), text);
      for (const [path] of paths) renameSync(unfinished(path), path);
    } finally {
      for (const [path] of paths) rmSync(unfinished(path), { force: true });
    }
  });
}

export function writeOutFile(path: string, text: string, code: UnwrittenCode): void {
  saying(path, code, () => {
    if (isSpecial(path)) {
      writeFileSync(path, text);
      return;
    }
    try {
      writeFileSync(unfinished(path), text);
      renameSync(unfinished(path), path);
    } finally {
      rmSync(unfinished(path), { force: true });
    }
  });
}

/** For texts that are too long to be in memory whole. Rejects with the signal's reason when it is stopped. */
export async function streamOutFile(
  path: string,
  pieces: Iterable<string>,
  code: UnwrittenCode,
  signal: AbortSignal,
): Promise<void> {
  const special = isSpecial(path);
  const place = special ? path : unfinished(path);
  try {
    const file = createWriteStream(place);
    await once(file, "open");
    for (const piece of pieces) {
      signal.throwIfAborted();
      await write(file, piece);
    }
    file.end();
    await once(file, "close");
    if (!special) renameSync(place, path);
  } catch (error) {
    throw signal.aborted ? signal.reason : faultOf(path, code, error);
  } finally {
    if (!special) rmSync(place, { force: true });
  }
}

async function write(file: WriteStream, text: string): Promise<void> {
  if (!file.write(text)) await once(file, "drain");
}

function unfinished(path: string): string {
  return `${path}.${process.pid}.unfinished`;
}

function probe(path: string): void {
  writeFileSync(unfinished(path), "");
  rmSync(unfinished(path));
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A pipe or a device, such as /dev/stdout: nothing can be put in its place. */
function isSpecial(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return there !== undefined && !there.isFile() && !there.isDirectory();
}

function saying(path: string, code: UnwrittenCode, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw faultOf(path, code, error);
  }
}

function faultOf(path: string, code: UnwrittenCode, error: unknown): CliFault {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new CliFault(code, `${path}: can not be written (${reason})`);
}
