/**
 * The witness protocol (C2SP tlog-witness) without its network: reads the body of `add-checkpoint`, checks it in the order of
 * the specification, and says what to answer and what to remember. Old size 0 stands for "never seen": it needs no proof
 * and takes none, unlike a consistency proof, which is never from size 0. Whoever calls it remembers before it answers.
 */

import { areEqual, readBase64, readDecimal, readUtf8, toBase64 } from "../bytes.ts";
import { faultOf, shortly, type Outcome } from "../fault.ts";
import { readCheckpoint, type Checkpoint } from "../note/checkpoint.ts";
import type { RecordCrypto, SignerKey, VerifierKey } from "../note/keys.ts";
import {
  openNote,
  readNote,
  readSignatureLine,
  writeSignatureLine,
  type NoteSignature,
} from "../note/note.ts";
import { makeCosigner, makeVerifier } from "../note/signatures.ts";
import { checkConsistency } from "../tree/check-proof.ts";
import { hashBytes, makeTreeHasher } from "../tree/hash.ts";

export const witnessLimits = { maxBytes: 1024 * 1024 + 8 * 1024, maxProofLines: 63 } as const;

export interface AddCheckpoint {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly note: string;
}

export function writeAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`;
}

export function readAddCheckpoint(
  bytes: Uint8Array,
): Outcome<AddCheckpoint & { readonly checkpoint: Checkpoint }> {
  const text = bytes.length > witnessLimits.maxBytes ? undefined : readUtf8(bytes);
  if (text === undefined) return wrong("", `UTF-8 of at most ${witnessLimits.maxBytes} bytes`);
  const end = text.indexOf("\n\n");
  if (end < 0) return wrong(text, "an empty line before the checkpoint");
  const [oldLine = "", ...lines] = text.slice(0, end).split("\n");
  const oldSize = oldLine.startsWith("old ") ? readDecimal(oldLine.slice(4)) : undefined;
  if (oldSize === undefined) return wrong(oldLine, '"old" and a size in decimal');
  if (lines.length > witnessLimits.maxProofLines)
    return wrong(`${lines.length} proof lines`, `at most ${witnessLimits.maxProofLines}`);
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = readBase64(line);
    if (hash?.length !== hashBytes) return wrong(line, "a hash of 32 bytes in canonical base64");
    proof.push(hash);
  }
  const note = text.slice(end + 2);
  const read = readNote(note);
  if (read.fault !== undefined) return read;
  const checkpoint = readCheckpoint(read.value.text);
  if (checkpoint.fault !== undefined) return checkpoint;
  return { value: { oldSize, proof, note, checkpoint: checkpoint.value } };
}

/** The checkpoint of a log that the witness cosigned last. */
export interface Latest {
  readonly size: bigint;
  readonly root: Uint8Array;
}

export interface Witness {
  readonly crypto: RecordCrypto;
  /** Keys of type 0x04; each gives a signature line. */
  readonly keys: readonly SignerKey[];
  /** By origin. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>;
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
  /** To be made durable before the answer goes out. */
  readonly remember?: { readonly origin: string; readonly latest: Latest } | undefined;
}

/** `now` in seconds since 1970. `findLatest` answers undefined for a log of which nothing was cosigned yet. */
export function addCheckpoint(
  witness: Witness,
  findLatest: (origin: string) => Latest | undefined,
  bytes: Uint8Array,
  now: bigint,
): WitnessAnswer {
  const { crypto, keys, logs } = witness;
  const request = readAddCheckpoint(bytes);
  if (request.fault !== undefined) return refuse(400, request.fault.message);
  const { oldSize, proof, note, checkpoint } = request.value;
  const { origin, size, root } = checkpoint;
  const known = logs.get(origin);
  if (known === undefined)
    return refuse(404, `This witness does not know the log ${shortly(origin)}`);
  const opened = openNote(
    note,
    known.map((key) => makeVerifier(crypto, key)),
  );
  if (opened.fault !== undefined) return refuse(403, opened.fault.message);
  if (oldSize > size) return refuse(400, `old size: got ${oldSize}, expected at most ${size}`);
  const latest = findLatest(origin) ?? { size: 0n, root: makeTreeHasher(crypto.sha256).empty };
  if (oldSize !== latest.size || (size === latest.size && !areEqual(root, latest.root)))
    return { status: 409, contentType: "text/x.tlog.size", body: `${latest.size}\n` };
  const wrongProof = faultOfProof(crypto, latest, checkpoint, proof);
  if (wrongProof !== undefined) return refuse(422, wrongProof);
  const { text } = opened.value;
  const lines = keys.map((key) => {
    const { name, keyId } = key;
    const signature = makeCosigner(crypto, key, now).sign(text);
    return writeSignatureLine({ name, keyId, signature });
  });
  return {
    status: 200,
    contentType: "text/plain; charset=utf-8",
    body: lines.join(""),
    remember: { origin, latest: { size, root } },
  };
}

function faultOfProof(
  { sha256 }: RecordCrypto,
  latest: Latest,
  { size, root }: Checkpoint,
  path: readonly Uint8Array[],
): string | undefined {
  if (latest.size === 0n)
    return path.length === 0 ? undefined : "The proof: expected none, because the old size is 0";
  const { size: oldSize, root: oldRoot } = latest;
  return checkConsistency(makeTreeHasher(sha256), { oldSize, oldRoot, size, root, path })?.message;
}

function refuse(status: 400 | 403 | 404 | 422, message: string): WitnessAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${message}\n` };
}

/** The cosignature of a witness in its answer, checked over the checkpoint it was asked for; others are ignored. */
export function readCosignature(
  crypto: RecordCrypto,
  key: VerifierKey,
  text: string,
  answer: string,
): Outcome<NoteSignature> {
  for (const line of answer.split("\n")) {
    const signature = readSignatureLine(line);
    if (signature?.name !== key.name || signature.keyId !== key.keyId) continue;
    if (makeVerifier(crypto, key).verify(text, signature.signature)) return { value: signature };
    return faultOf("record.wrong-signature", `the cosignature of ${key.name} does not verify`);
  }
  return faultOf("record.unsigned", `the answer has no cosignature of ${key.name}`);
}

function wrong(got: string, expected: string): ReturnType<typeof faultOf> {
  return faultOf(
    "record.wrong-checkpoint",
    `The request: got ${shortly(got)}, expected ${expected}`,
  );
}
