/**
 * Kills a record's writer between its steps, over and over, and collects every checkpoint that an outsider could have seen.
 * All of them must be of one growing list: each is checked against the final tree, and by a consistency proof against
 * the one before it.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RecordDatabase } from "../../live/record/record-database.ts";
import { checkpointFile, RecordLog, type RecordStep } from "../../live/record/record-log.ts";
import { publicFolder } from "../../live/record/tile-files.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import { readVerifierKey } from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { checkConsistency } from "../../record/tree/check-proof.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import { sha256, testCrypto } from "./crypto.ts";

export const crashSteps: readonly RecordStep[] = [
  "appended",
  "tiles",
  "signed",
  "kept",
  "published",
];
const writer = join(import.meta.dirname, "crash-writer.ts");

export interface CrashOutcome {
  readonly kills: number;
  /** By step, what an outsider could see after a kill there. */
  readonly left: Readonly<Record<RecordStep, CrashLeft>>;
  readonly checkpoints: number;
  readonly size: number;
}

/** What the kills at one step left on the disk. */
export interface CrashLeft {
  kills: number;
  /** Entries were committed that no checkpoint speaks of. */
  unsigned: number;
  /** A signature was committed that is not in its public place: the next start puts it there. */
  unpublished: number;
}

/** Throws an Error that says which two checkpoints contradict each other. */
export function runCrashes(directory: string, kills: number): CrashOutcome {
  const seen = new Map<number, { note: string; root: Uint8Array }>();
  const left = Object.fromEntries(
    crashSteps.map((step) => [step, { kills: 0, unsigned: 0, unpublished: 0 }]),
  ) as Record<RecordStep, CrashLeft>;
  const path = join(directory, publicFolder, checkpointFile);
  const look = (): string => (existsSync(path) ? readFileSync(path, "utf8") : "");
  for (let kill = 0; kill < kills; kill += 1) {
    const step = crashSteps[kill % crashSteps.length] ?? "appended";
    const args = [
      writer,
      directory,
      step,
      String(Math.floor(kill / crashSteps.length) % 3),
      String(kill),
    ];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (signal !== "SIGKILL") throw new Error(`kill ${kill} at ${step}: got ${signal}: ${stderr}`);
    const after = look();
    if (after !== "") note(seen, after);
    noteLeft(left[step], directory, after);
  }
  const options = { directory, origin: "log.example/crash", history: "crash" };
  const log = new RecordLog(options);
  log.append([{ entry: Buffer.from("last"), factsSalt: null, textSalt: null }]);
  log.publish();
  note(seen, log.findSigned()?.note ?? "");
  checkAll(log, seen);
  const outcome = { kills, left, checkpoints: seen.size, size: log.size };
  log.close();
  return outcome;
}

function noteLeft(left: CrashLeft, directory: string, checkpoint: string): void {
  const database = new RecordDatabase(directory, { readOnly: true });
  const signed = database.findSigned();
  left.kills += 1;
  if (database.size > (signed?.size ?? 0)) left.unsigned += 1;
  if ((signed?.note ?? "") !== checkpoint) left.unpublished += 1;
  database.close();
}

function note(seen: Map<number, { note: string; root: Uint8Array }>, text: string): void {
  const checkpoint = readCheckpoint(text.slice(0, text.indexOf("\n\n") + 1)).value;
  if (checkpoint === undefined) throw new Error(`no checkpoint: ${text}`);
  const size = Number(checkpoint.size);
  const before = seen.get(size);
  if (before !== undefined && before.note !== text)
    throw new Error(`two checkpoints of size ${size}:\n${before.note}\n${text}`);
  seen.set(size, { note: text, root: checkpoint.root });
}

function checkAll(log: RecordLog, seen: Map<number, { note: string; root: Uint8Array }>): void {
  const hasher = makeTreeHasher(sha256);
  const verifiers = log.keys.map((key) => {
    const read = readVerifierKey(sha256, key).value;
    if (read === undefined) throw new Error(`no key: ${key}`);
    return makeVerifier(testCrypto, read);
  });
  const list = [...seen].toSorted(([a], [b]) => a - b);
  for (const [at, [size, { note: text, root }]] of list.entries()) {
    const opened = openNote(text, verifiers);
    if (opened.fault !== undefined) throw new Error(opened.fault.message);
    const [oldSize, old] = list[at - 1] ?? [size, { root }];
    const path = log.proveConsistency(oldSize, size);
    const fault = checkConsistency(hasher, { oldSize, oldRoot: old.root, size, root, path });
    if (fault !== undefined) throw new Error(`sizes ${oldSize} and ${size}: ${fault.message}`);
  }
}
