/**
 * Kills a record's writer between its steps, over and over, and collects every checkpoint that an outsider could have seen.
 * All of them must be of one growing list: each is checked against the final tree, and by a consistency proof against
 * the one before it.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkpointFile, RecordLog, type RecordStep } from "../../live/record/record-log.ts";
import { publicFolder } from "../../live/record/tile-files.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import { readVerifierKey } from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { checkConsistency } from "../../record/tree/check-proof.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import { sha256, testCrypto } from "./crypto.ts";

const steps: readonly RecordStep[] = ["appended", "tiles", "signed", "kept", "published"];
const writer = join(import.meta.dirname, "crash-writer.ts");

export interface CrashOutcome {
  readonly kills: number;
  readonly checkpoints: number;
  readonly size: number;
}

/** Throws an Error that says which two checkpoints contradict each other. */
export function runCrashes(directory: string, kills: number): CrashOutcome {
  const seen = new Map<number, { note: string; root: Uint8Array }>();
  for (let kill = 0; kill < kills; kill += 1) {
    const step = steps[kill % steps.length] ?? "appended";
    const args = [writer, directory, step, String(kill % 3), String(kill)];
    const { signal, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (signal !== "SIGKILL") throw new Error(`kill ${kill} at ${step}: got ${signal}: ${stderr}`);
    const path = join(directory, publicFolder, checkpointFile);
    if (existsSync(path)) note(seen, readFileSync(path, "utf8"));
  }
  const options = { directory, origin: "log.example/crash", history: "crash" };
  const log = new RecordLog(options);
  log.append([{ entry: Buffer.from("last"), factsSalt: null, textSalt: null }]);
  log.publish();
  note(seen, log.findSigned()?.note ?? "");
  checkAll(log, seen);
  const outcome = { kills, checkpoints: seen.size, size: log.size };
  log.close();
  return outcome;
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
    return makeVerifier(testCrypto.ed25519, read);
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
