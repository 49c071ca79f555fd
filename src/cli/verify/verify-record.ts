/**
 * Verifies a record that somebody else serves: the signature of its checkpoint, that it goes on from the one that was
 * remembered, and every entry and tile. It trusts the key or policy it was given and nothing else. What it finds is a
 * list of findings, the first bad entry first; an empty one means that all is well.
 */

import { Auditor, type AuditFault } from "../../record/audit/auditor.ts";
import { FiguresAuditor } from "../../record/audit/figures-auditor.ts";
import type { Entry } from "../../record/entry/entry.ts";
import type { Outcome } from "../../record/fault.ts";
import { readCheckpoint, type Checkpoint } from "../../record/note/checkpoint.ts";
import { readNote } from "../../record/note/note.ts";
import { checkPolicy, type AcceptedCheckpoint } from "../../record/policy/check-policy.ts";
import type { Policy } from "../../record/policy/policy.ts";
import { checkConsistency, checkInclusion } from "../../record/tree/check-proof.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import {
  listTilesOf,
  proveConsistency,
  proveInclusion,
  spansOfConsistency,
  spansOfInclusion,
  type Span,
  type Tree,
} from "../../record/tree/make-proof.ts";
import { widthOfTile, writeTilePath, type TileName } from "../../record/tree/tiles.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { findUntil, followKeys, NamedKeys, type Followed } from "./follow-keys.ts";
import type { RecordSource } from "./record-source.ts";

const hasher = makeTreeHasher(sha256);
/** About public figures; more say no more. */
const mostFindings = 20;

export interface Finding {
  readonly code: string;
  readonly message: string;
  /** Index of the first entry that is or may be wrong; undefined = it is not about entries. */
  readonly index?: number | undefined;
}

export interface VerifyOptions {
  readonly source: RecordSource;
  /** Log keys and the quorum; one that was made from a single key has no witnesses. */
  readonly policy: Policy;
  /** A checkpoint that was accepted before. */
  readonly remembered?: string | undefined;
  readonly onProgress?: (done: number, size: number) => void;
  /** Called for each entry that is right. */
  readonly onEntry?: (entry: Entry, index: number, bytes: Uint8Array) => void;
}

export interface Verified {
  readonly findings: readonly Finding[];
  readonly note: string;
  /** Undefined where the checkpoint itself was not accepted. */
  readonly accepted: AcceptedCheckpoint | undefined;
  /** Keys that a trusted one led to. */
  readonly followed: readonly Followed[];
  readonly entries: number;
  /** Periods of public figures that were opened as they were committed to. */
  readonly opened: number;
}

export async function verifyRecord(options: VerifyOptions): Promise<Verified> {
  const { source, remembered } = options;
  const note = Buffer.from(await source.get("checkpoint")).toString("utf8");
  const trust = await openTrust(options, note);
  if (trust.fault !== undefined)
    return {
      findings: [trust.fault],
      note,
      accepted: undefined,
      followed: [],
      entries: 0,
      opened: 0,
    };
  const { checkpoint, named } = trust.value;
  const size = Number(checkpoint.size);
  const findings: Finding[] = [];
  if (remembered !== undefined) {
    const fault = await checkRemembered(source, remembered, size, checkpoint.root);
    if (fault !== undefined) findings.push(fault);
  }
  const auditor = new Auditor(hasher, size);
  const figures = new FiguresAuditor(sha256);
  const onEntry: VerifyOptions["onEntry"] = (entry, index, bytes) => {
    named.see(entry, index);
    const wrongFigures = figures.see(entry);
    if (wrongFigures !== undefined && findings.length < mostFindings)
      findings.push({ ...wrongFigures, index });
    options.onEntry?.(entry, index, bytes);
  };
  const fault = await audit({ ...options, onEntry }, auditor, size, checkpoint.root);
  if (fault !== undefined) findings.push(fault);
  const { accepted, followed, wrong } = await settle(
    options,
    note,
    trust.value,
    fault === undefined,
  );
  if (wrong !== undefined) findings.push(wrong);
  const { opened } = figures;
  return { findings, note, accepted, followed, entries: fault?.index ?? size, opened };
}

/** A checkpoint that is to be checked: accepted already, or signed by a key that a trusted one has to lead to. */
interface Trust {
  readonly checkpoint: Checkpoint;
  readonly accepted: AcceptedCheckpoint | undefined;
  readonly named: NamedKeys;
  readonly wrong: Finding | undefined;
}

async function openTrust({ source, policy }: VerifyOptions, note: string): Promise<Outcome<Trust>> {
  const named = new NamedKeys();
  const accepted = checkPolicy(nodeCrypto, policy, note);
  if (accepted.fault === undefined) {
    const { checkpoint } = accepted.value;
    return { value: { checkpoint, accepted: accepted.value, named, wrong: undefined } };
  }
  const { fault } = accepted;
  if (fault.code !== "record.unsigned") return { fault };
  // Whoever serves a log without a word of a key that is trusted is not read any further.
  const untils = await Promise.all(policy.logs.map(({ key }) => findUntil(source, key)));
  const read = readNote(note);
  const checkpoint = read.fault === undefined ? readCheckpoint(read.value.text) : read;
  if (checkpoint.fault !== undefined || untils.every((until) => until === undefined))
    return { fault };
  return { value: { checkpoint: checkpoint.value, accepted: undefined, named, wrong: fault } };
}

async function settle(
  { source, policy }: VerifyOptions,
  note: string,
  { checkpoint, accepted, named, wrong }: Trust,
  isSound: boolean,
): Promise<Pick<Verified, "accepted" | "followed"> & { readonly wrong?: Finding | undefined }> {
  if (accepted !== undefined) return { accepted, followed: [] };
  if (!isSound) return { accepted, followed: [], wrong };
  const size = Number(checkpoint.size);
  const { root } = checkpoint;
  const trusted = policy.logs
    .map(({ key }) => key)
    .filter(({ name }) => name === checkpoint.origin);
  const followed = await followKeys(
    source,
    trusted,
    named,
    async (until) => (await checkGrowth(source, until, { size, root })) === undefined,
  );
  const logs = [...policy.logs, ...followed.map(({ key }) => ({ key }))];
  const again = checkPolicy(nodeCrypto, { ...policy, logs }, note);
  return again.fault === undefined
    ? { accepted: again.value, followed }
    : { accepted: undefined, followed, wrong: again.fault };
}

async function audit(
  { source, onProgress, onEntry }: VerifyOptions,
  auditor: Auditor,
  size: number,
  root: Uint8Array,
): Promise<AuditFault | undefined> {
  for (let { next } = auditor; next !== undefined; { next } = auditor) {
    const bundle = await source.getTile(next.bundle);
    const tile = (await source.getTile(next.tile)).subarray(0, next.tile.width * 32);
    const cut = next.bundle.width < 256 ? cutBundle(bundle, next.bundle.width) : bundle;
    const fault = auditor.take(cut, tile, onEntry);
    if (fault !== undefined) return fault;
    for (const full of auditor.takeFullTiles()) {
      const wrong = auditor.compare(full, await source.getTile(full));
      if (wrong !== undefined) return wrong;
    }
    onProgress?.(Math.min(size, (next.tile.index + 1) * 256), size);
  }
  for (const open of auditor.listOpenTiles()) {
    const served = await source.getTile(open);
    const wrong = auditor.compare(open, served.subarray(0, open.bytes.length));
    if (wrong !== undefined) return wrong;
  }
  return auditor.compareRoot(root);
}

/** Where the full bundle took the place of a partial one: its first `width` entries. */
export function cutBundle(bundle: Uint8Array, width: number): Uint8Array {
  let at = 0;
  for (let count = 0; count < width && at + 2 <= bundle.length; count += 1)
    at += 2 + (((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0));
  return bundle.subarray(0, at);
}

/** Whether the log goes on from a checkpoint of before. Its signature was checked when it was remembered. */
async function checkRemembered(
  source: RecordSource,
  remembered: string,
  size: number,
  root: Uint8Array,
): Promise<Finding | undefined> {
  const old = readCheckpoint(remembered.slice(0, remembered.lastIndexOf("\n\n") + 1));
  if (old.fault !== undefined) return old.fault;
  const oldSize = Number(old.value.size);
  if (oldSize === 0) return undefined;
  if (oldSize > size) {
    const message = `the log has ${size} entries, and had ${oldSize} when it was remembered`;
    return { code: "record.wrong-proof", message, index: size };
  }
  const fault = await checkGrowth(source, { size: oldSize, root: old.value.root }, { size, root });
  if (fault === undefined) return undefined;
  return {
    code: fault.code,
    message: `the log does not go on from the remembered checkpoint of ${oldSize} entries, its history was changed: ${fault.message}`,
  };
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether one tree is the beginning of the other, by the served tiles. */
async function checkGrowth(
  source: RecordSource,
  old: Head,
  now: Head,
): Promise<Finding | undefined> {
  const { size, root } = now;
  const { size: oldSize, root: oldRoot } = old;
  if (oldSize > size) {
    const message = `the log has ${size} entries, and had ${oldSize} before`;
    return { code: "record.wrong-proof", message, index: size };
  }
  const path = await prove(source, size, spansOfConsistency(oldSize, size), (tree) =>
    proveConsistency(tree, oldSize),
  );
  if (path.fault !== undefined) return path.fault;
  return checkConsistency(hasher, { oldSize, oldRoot, size, root, path: path.value });
}

export interface ProvenEntry {
  readonly entry: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Inclusion of the event at a position, from the served tiles; checked before it is handed out. */
export async function proveEvent(
  source: RecordSource,
  position: number,
  size: number,
  root: Uint8Array,
): Promise<Outcome<ProvenEntry>> {
  const index = position - 1;
  const path = await prove(source, size, spansOfInclusion(index, size), (tree) =>
    proveInclusion(tree, index),
  );
  if (path.fault !== undefined) return path;
  const entry = await getEntry(source, index, size);
  const leafHash = hasher.leaf(entry);
  const fault = checkInclusion(hasher, { index, size, leafHash, path: path.value, root });
  return fault === undefined ? { value: { entry, path: path.value } } : { fault };
}

async function getEntry(source: RecordSource, index: number, size: number): Promise<Uint8Array> {
  const tile = Math.floor(index / 256);
  const width = widthOfTile(size, 0, tile);
  const bundle = await source.getTile({ level: -1, index: tile, width });
  const before = cutBundle(bundle, index % 256);
  const upTo = cutBundle(bundle, (index % 256) + 1);
  return upTo.subarray(before.length + 2);
}

/** Fetches the tiles first: the proof itself is made without waiting. */
async function prove(
  source: RecordSource,
  size: number,
  spans: readonly Span[],
  make: (tree: Tree) => Outcome<Uint8Array[]>,
): Promise<Outcome<Uint8Array[]>> {
  const tiles = new Map<string, Uint8Array>();
  for (const name of listTilesOf(spans, size)) {
    const bytes = (await source.getTile(name)).subarray(0, name.width * 32);
    if (bytes.length !== name.width * 32)
      return { fault: { code: "record.wrong-tile", message: `${writeTilePath(name)} is cut off` } };
    tiles.set(writeTilePath(name), bytes);
  }
  const readTile = (name: TileName): Uint8Array =>
    tiles.get(writeTilePath(name)) ?? new Uint8Array();
  return make({ hasher, size, readTile });
}
