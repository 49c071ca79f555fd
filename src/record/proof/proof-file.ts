/**
 * Proofs that stand alone (C2SP tlog-proof): an entry's index, its inclusion path and the checkpoint it is proven in, in
 * one text that somebody can check offline with nothing but a policy. Extra data is kept and never believed.
 */

import { maxUint64, readBase64, readDecimal, readUtf8, toBase64 } from "../bytes.ts";
import { faultOf, shortly, type Outcome, type RecordFault } from "../fault.ts";
import { readCheckpoint, type Checkpoint } from "../note/checkpoint.ts";
import type { RecordCrypto } from "../note/keys.ts";
import { readNote } from "../note/note.ts";
import { checkPolicy, type AcceptedCheckpoint } from "../policy/check-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { checkInclusion } from "../tree/check-proof.ts";
import { hashBytes, makeTreeHasher } from "../tree/hash.ts";

export const proofHeader = "c2sp.org/tlog-proof@v1";
/** A checkpoint of a megabyte, a path, and as much extra data. */
const maxProofBytes = 4 * 1024 * 1024;
const maxPathLines = 64;

export interface ProofFile {
  readonly extra?: Uint8Array | undefined;
  readonly index: bigint;
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly note: string;
}

export function writeProofFile({ extra, index, path, note }: ProofFile): string {
  const lines = [
    proofHeader,
    ...(extra === undefined || extra.length === 0 ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...path.map(toBase64),
  ];
  return `${lines.join("\n")}\n\n${note}`;
}

export interface ReadProof extends ProofFile {
  readonly checkpoint: Checkpoint;
}

/** The checkpoint is read as one; whether somebody signed it is `checkProofFile`'s. */
export function readProofFile(bytes: Uint8Array | string): Outcome<ReadProof> {
  const text = typeof bytes === "string" ? bytes : readUtf8(bytes);
  if (text === undefined || text.length > maxProofBytes) return wrong("", "UTF-8 of at most 4 MiB");
  const end = text.indexOf("\n\n");
  if (end < 0) return wrong(text, "an empty line before the checkpoint");
  const [header = "", ...lines] = text.slice(0, end).split("\n");
  if (header !== proofHeader) return wrong(header, proofHeader);
  const extra = readExtra(lines);
  if (extra.fault !== undefined) return extra;
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? readDecimal(indexLine.slice(6)) : undefined;
  if (index === undefined || index === maxUint64) return wrong(indexLine, '"index" and a number');
  if (lines.length > maxPathLines)
    return wrong(`${lines.length} hashes`, `at most ${maxPathLines}`);
  const path: Uint8Array[] = [];
  for (const line of lines) {
    const hash = readBase64(line);
    if (hash?.length !== hashBytes) return wrong(line, "a hash of 32 bytes in canonical base64");
    path.push(hash);
  }
  const note = text.slice(end + 2);
  const read = readNote(note);
  if (read.fault !== undefined) return read;
  const checkpoint = readCheckpoint(read.value.text);
  if (checkpoint.fault !== undefined) return checkpoint;
  return { value: { extra: extra.value, index, path, note, checkpoint: checkpoint.value } };
}

/** Takes the line off the list where it is there. */
function readExtra(lines: string[]): Outcome<Uint8Array | undefined> {
  const [first = ""] = lines;
  if (!first.startsWith("extra ")) return { value: undefined };
  lines.shift();
  const extra = readBase64(first.slice(6));
  // Without extra data the line is left out: an empty one would be a second way to say so.
  return extra === undefined || extra.length === 0
    ? wrong(first, '"extra" and canonical base64')
    : { value: extra };
}

/** That `entry` is in a log that the policy accepts, at the index that the proof says. */
export function checkProofFile(
  crypto: RecordCrypto,
  policy: Policy,
  proof: ReadProof,
  entry: Uint8Array,
): Outcome<AcceptedCheckpoint> {
  const accepted = checkPolicy(crypto, policy, proof.note);
  if (accepted.fault !== undefined) return accepted;
  const hasher = makeTreeHasher(crypto.sha256);
  const fault: RecordFault | undefined = checkInclusion(hasher, {
    index: proof.index,
    size: proof.checkpoint.size,
    leafHash: hasher.leaf(entry),
    path: proof.path,
    root: proof.checkpoint.root,
  });
  return fault === undefined ? accepted : { fault };
}

function wrong(got: string, expected: string): ReturnType<typeof faultOf> {
  return faultOf("record.wrong-proof", `The proof: got ${shortly(got)}, expected ${expected}`);
}
