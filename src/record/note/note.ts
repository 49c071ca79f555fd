/**
 * Signed notes (C2SP signed-note): a text, an empty line, and lines of signatures. Reading keeps every signature line,
 * known or not, as it stood; opening checks those of known keys and ignores the others. A note counts only when a known
 * key signed it, and not at all when a known key's signature is wrong. The signature algorithms are handed in.
 */

import { readBase64, readUint32, readUtf8, toBase64 } from "../bytes.ts";
import { faultOf, shortly, type Outcome } from "../fault.ts";

/** A verifier has to take 16 signatures; more than this, or a longer note, is refused unread. */
export const noteLimits = { maxSignatures: 100, maxBytes: 1024 * 1024 } as const;

export interface NoteSignature {
  readonly name: string;
  /** 32 bits. */
  readonly keyId: number;
  /** What follows the key id: its meaning is the algorithm's. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** With its last newline, without the empty line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One known key: name and id together say which signatures are its. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  verify(text: string, signature: Uint8Array): boolean;
}

export interface NoteSigner {
  readonly name: string;
  readonly keyId: number;
  sign(text: string): Uint8Array;
}

export interface OpenedNote<Verifier extends NoteVerifier = NoteVerifier> {
  readonly text: string;
  /** Keys that signed, each once, with their first signature. */
  readonly verified: readonly { readonly verifier: Verifier; readonly signature: NoteSignature }[];
  /** Of unknown keys: kept and ignored. */
  readonly unknown: readonly NoteSignature[];
}

/** Characters with the Unicode property White_Space; a key name has none of them. */
const unicodeSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
// oxlint-disable-next-line no-control-regex -- the specification forbids exactly these
const forbiddenControl = /[\u0000-\u0009\u000b-\u001f]/;

export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !unicodeSpace.test(name) && !name.includes("+");
}

/** Whether a text may be signed as a note. */
export function isNoteText(text: string): boolean {
  return text.endsWith("\n") && text.isWellFormed() && !forbiddenControl.test(text);
}

export function readNote(bytes: Uint8Array | string): Outcome<Note> {
  const decoded = decode(bytes);
  if (decoded.fault !== undefined) return decoded;
  const whole = decoded.value;
  if (!isNoteText(whole)) {
    return wrongNote("a control character, or no newline at the end");
  }
  const split = whole.lastIndexOf("\n\n");
  if (split < 0) return wrongNote("no empty line before the signatures");
  const lines = whole.slice(split + 2, -1).split("\n");
  if (lines.length > noteLimits.maxSignatures) {
    return wrongNote(
      `got ${lines.length} signatures, expected at most ${noteLimits.maxSignatures}`,
    );
  }
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = readSignatureLine(line);
    if (signature === undefined) {
      return wrongNote(`a signature line: got ${shortly(line)}, expected "— NAME BASE64"`);
    }
    signatures.push(signature);
  }
  return { value: { text: whole.slice(0, split + 1), signatures } };
}

function decode(bytes: Uint8Array | string): Outcome<string> {
  if (bytes.length > noteLimits.maxBytes) {
    return wrongNote(`got ${bytes.length} bytes, expected at most ${noteLimits.maxBytes}`);
  }
  const text = typeof bytes === "string" ? bytes : readUtf8(bytes);
  return text === undefined || !text.isWellFormed() ? wrongNote("not UTF-8") : { value: text };
}

/** Without its newline; undefined where it is no signature line. */
export function readSignatureLine(line: string): NoteSignature | undefined {
  const [dash, name = "", text = "", ...more] = line.split(" ");
  if (dash !== "—" || more.length > 0 || !isKeyName(name)) return undefined;
  const bytes = readBase64(text);
  if (bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: readUint32(bytes, 0), signature: bytes.subarray(4) };
}

/** With its newline. */
export function writeSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, keyId);
  bytes.set(signature, 4);
  return `— ${name} ${toBase64(bytes)}\n`;
}

export function writeNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(writeSignatureLine).join("")}`;
}

/** Checks every signature of a known key. Two known keys with the same name and id can not be told apart: both are tried. */
export function openNote<Verifier extends NoteVerifier>(
  bytes: Uint8Array | string,
  verifiers: readonly Verifier[],
): Outcome<OpenedNote<Verifier>> {
  const read = readNote(bytes);
  if (read.fault !== undefined) return read;
  const { text, signatures } = read.value;
  const verified = new Map<Verifier, NoteSignature>();
  const unknown: NoteSignature[] = [];
  for (const signature of signatures) {
    const known = verifiers.filter(
      ({ name, keyId }) => name === signature.name && keyId === signature.keyId,
    );
    if (known.length === 0) {
      unknown.push(signature);
      continue;
    }
    const signer = known.find((verifier) => verifier.verify(text, signature.signature));
    if (signer === undefined) {
      return faultOf(
        "record.wrong-signature",
        `the signature of ${signature.name} does not verify`,
      );
    }
    if (!verified.has(signer)) verified.set(signer, signature);
  }
  if (verified.size === 0) return faultOf("record.unsigned", "no known key signed it");
  const list = [...verified].map(([verifier, signature]) => ({ verifier, signature }));
  return { value: { text, verified: list, unknown } };
}

/** A note of `text` with these signatures and the `kept` ones before them; a text that may not be signed is refused. */
export function signNote(
  text: string,
  signers: readonly NoteSigner[],
  kept: readonly NoteSignature[] = [],
): Outcome<string> {
  if (!isNoteText(text)) {
    return wrongNote("a text to be signed ends with a newline and has no control characters");
  }
  const made = signers.map((signer) => ({
    name: signer.name,
    keyId: signer.keyId,
    signature: signer.sign(text),
  }));
  return { value: writeNote({ text, signatures: [...kept, ...made] }) };
}

function wrongNote(message: string): {
  readonly fault: { code: "record.wrong-note"; message: string };
} {
  return { fault: { code: "record.wrong-note", message: `The note: ${message}` } };
}
