/**
 * Whether a definition of normal was signed and published, from the record's own files: its entry is in the tree of a checkpoint
 * that the log's keys signed; that this checkpoint was public is an entry of its own, in the tree of the newest one, whose time of
 * entry says since when. Nothing of the event store is believed: what it says of the definition is held against the entry. Pure;
 * the card has all of it, so that anybody can work it out again.
 */
import type { Instant } from "../../base/instant.ts";
import { readUtf8, toBase64 } from "../bytes.ts";
import { writeCanonical } from "../entry/canonical.ts";
import { type Entry, readEntry } from "../entry/entry.ts";
import { faultOf, type Outcome } from "../fault.ts";
import { type Checkpoint, readCheckpoint } from "../note/checkpoint.ts";
import type { RecordCrypto, VerifierKey } from "../note/keys.ts";
import { openNote } from "../note/note.ts";
import { makeVerifier } from "../note/signatures.ts";
import { checkInclusion } from "../tree/check-proof.ts";
import { makeTreeHasher } from "../tree/hash.ts";

/** An entry with its way to the root of a checkpoint. */
export interface ProvenEntry {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly path: readonly Uint8Array[];
}

export interface PublicationEvidence {
  readonly origin: string;
  /** Keys of the log: those of today, and those that its entries have named. */
  readonly keys: readonly VerifierKey[];
  /** What the event store says of the definition. */
  readonly conditions: unknown;
  /** Within the tree of `checkpoint`. */
  readonly definition: ProvenEntry;
  /** The note that was published. */
  readonly checkpoint: string;
  /** Within the tree of `newest`. */
  readonly publication: ProvenEntry;
  /** The note of today. */
  readonly newest: string;
}

/** Of a definition, for the verdict card. */
export interface Publication {
  /** Position of the definition in the log. */
  readonly position: number;
  readonly entry: string;
  /** The signed note in whose tree the entry is, and the way to its root: base64, from the leaf up. */
  readonly checkpoint: string;
  readonly path: readonly string[];
  /** When the log said that this checkpoint is public. */
  readonly publishedAt: Instant;
  readonly publishedPosition: number;
  readonly publishedEntry: string;
  /** The newest signed note, and the way of the published entry to its root. */
  readonly newest: string;
  readonly publishedPath: readonly string[];
}

export function checkPublication(
  crypto: RecordCrypto,
  evidence: PublicationEvidence,
): Outcome<Publication> {
  const { definition, publication, checkpoint, newest } = evidence;
  const old = openCheckpoint(crypto, evidence, checkpoint);
  if (old.fault !== undefined) return old;
  const today = openCheckpoint(crypto, evidence, newest);
  if (today.fault !== undefined) return today;
  const defined = openEntry(crypto, old.value, definition);
  if (defined.fault !== undefined) return defined;
  const published = openEntry(crypto, today.value, publication);
  if (published.fault !== undefined) return published;
  const isDefinition =
    defined.value.type === "normal.defined" &&
    writeCanonical(defined.value.facts["conditions"] ?? null) ===
      writeCanonical(evidence.conditions ?? null);
  if (!isDefinition)
    return faultOf("record.wrong-entry", "the record has another definition than the log");
  const { type, facts } = published.value;
  const isPublication =
    type === "normal.published" &&
    facts["definition"] === defined.value.position &&
    facts["checkpoint"] === checkpoint;
  if (!isPublication)
    return faultOf("record.wrong-entry", "the record has another publication than the log");
  return {
    value: {
      position: defined.value.position,
      entry: readUtf8(definition.entry) ?? "",
      checkpoint,
      path: definition.path.map(toBase64),
      publishedAt: published.value.entered,
      publishedPosition: published.value.position,
      publishedEntry: readUtf8(publication.entry) ?? "",
      newest,
      publishedPath: publication.path.map(toBase64),
    },
  };
}

function openCheckpoint(
  crypto: RecordCrypto,
  { keys, origin }: PublicationEvidence,
  note: string,
): Outcome<Checkpoint> {
  const opened = openNote(
    note,
    keys.map((key) => makeVerifier(crypto, key)),
  );
  if (opened.fault !== undefined) return opened;
  const read = readCheckpoint(opened.value.text);
  if (read.fault !== undefined || read.value.origin === origin) return read;
  return faultOf("record.wrong-checkpoint", "the checkpoint is of another log");
}

function openEntry(
  { sha256 }: RecordCrypto,
  { size, root }: Checkpoint,
  { index, entry, path }: ProvenEntry,
): Outcome<Entry> {
  const hasher = makeTreeHasher(sha256);
  const claim = { index, size, leafHash: hasher.leaf(entry), path, root };
  const fault = checkInclusion(hasher, claim);
  if (fault !== undefined) return { fault };
  const read = readEntry(entry);
  if (read.fault !== undefined || read.value.position === index + 1) return read;
  return faultOf("record.wrong-entry", "the entry says another position than it has");
}
