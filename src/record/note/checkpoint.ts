/**
 * Checkpoints (C2SP tlog-checkpoint): the text of a note that says of a log how many entries it has and with which root.
 * Origin, size and root are the first three lines; what follows is kept as it is. Not here: signatures (note.ts).
 */

import { readBase64, readDecimal, toBase64 } from "../bytes.ts";
import { faultOf, shortly, type Outcome } from "../fault.ts";
import { hashBytes } from "../tree/hash.ts";
import { isNoteText } from "./note.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Opaque lines, none of them empty. We write none. */
  readonly extensions: readonly string[];
}

export function writeCheckpoint({
  origin,
  size,
  root,
  extensions = [],
}: Omit<Checkpoint, "extensions"> & { readonly extensions?: readonly string[] }): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join("");
}

/** The text of a note, with its last newline. */
export function readCheckpoint(text: string): Outcome<Checkpoint> {
  if (!isNoteText(text)) return wrong(text, "a note's text");
  const lines = text.slice(0, -1).split("\n");
  const [origin = "", sizeText = "", rootText = "", ...extensions] = lines;
  if (lines.length < 3) return wrong(text, "origin, size and root on three lines");
  if (lines.includes("")) return wrong(text, "no empty line");
  const size = readDecimal(sizeText);
  if (size === undefined) return wrong(sizeText, "a size in decimal without leading zeroes");
  const root = readBase64(rootText);
  if (root?.length !== hashBytes) return wrong(rootText, "a root of 32 bytes in canonical base64");
  return { value: { origin, size, root, extensions } };
}

function wrong(got: string, expected: string): ReturnType<typeof faultOf> {
  return faultOf(
    "record.wrong-checkpoint",
    `The checkpoint: got ${shortly(got)}, expected ${expected}`,
  );
}
