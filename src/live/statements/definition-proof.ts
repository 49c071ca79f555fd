/**
 * Proves, by the region's record, which definitions of normal were signed and published. The record is asked for each entry anew,
 * and what it gives is checked (src/record/statement/publication.ts): an event store that was edited, a checkpoint that nobody
 * signed and keys that the log never named prove nothing. Where no record is kept, no definition counts.
 */
import { readEntry } from "../../record/entry/entry.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import { keyTypes, readVerifierKey, type VerifierKey } from "../../record/note/keys.ts";
import { readNote } from "../../record/note/note.ts";
import {
  checkPublication,
  type ProvenEntry,
  type Publication,
} from "../../record/statement/publication.ts";
import type { NormalDefinition } from "../../record/statement/record.ts";
import { RecordLogFault } from "../record/fault.ts";
import { nodeCrypto, sha256 } from "../record/node-crypto.ts";
import type { RecordKeeper } from "../record/record-keeper.ts";
import type { LoggedDefinition, LoggedNormal } from "./log-record.ts";

export type Prover = Pick<RecordKeeper, "proveInclusions" | "proveWithin" | "statusOf">;

/** The newest of them are proven; of the older ones each has one after it that counts instead. */
const mostProven = 20;

export async function proveDefinitions(
  record: Prover | undefined,
  region: string,
  { definitions, keyPositions }: LoggedNormal,
): Promise<NormalDefinition[]> {
  if (definitions.length === 0) return [];
  const keys = await listKeys(record, region, keyPositions);
  const proven: NormalDefinition[] = [];
  for (const [index, logged] of definitions.entries()) {
    const isLooked = index >= definitions.length - mostProven;
    const publication = isLooked ? await findPublication(record, region, logged, keys) : null;
    proven.push(makeDefinition(logged, publication));
  }
  return proven;
}

function makeDefinition(
  { position, event }: LoggedDefinition,
  publication: Publication | string | null,
): NormalDefinition {
  return {
    id: `the definition at position ${position}`,
    text: `${event.conditions.length} conditions`,
    signedBy: event.askedBy,
    definedAt: event.entered,
    publication,
    conditions: event.conditions.map((condition) => ({ ...condition, filter: {} })),
  };
}

/** Those that sign today, and those that entries of the record name: an old checkpoint may be of a key that was retired. */
async function listKeys(
  record: Prover | undefined,
  region: string,
  positions: readonly number[],
): Promise<VerifierKey[]> {
  const status = record?.statusOf(region);
  if (record === undefined || status === undefined) return [];
  const texts = new Set(status.keys);
  const proofs = await proveAll(record, region, positions);
  for (const { entry } of proofs?.proofs ?? []) {
    const { value } = readEntry(entry);
    const named = value?.type === "record.keys-set" ? value.facts["keys"] : undefined;
    if (Array.isArray(named))
      for (const key of named as unknown[]) if (typeof key === "string") texts.add(key);
  }
  return [...texts].flatMap((text) => {
    const key = readVerifierKey(sha256, text).value;
    return key?.name === status.origin && key.type === keyTypes.ed25519 ? [key] : [];
  });
}

/** Undefined where nothing is signed yet. */
async function proveAll(
  record: Prover,
  region: string,
  positions: readonly number[],
): Promise<{ readonly note: string; readonly proofs: readonly ProvenEntry[] } | undefined> {
  try {
    return await record.proveInclusions(
      region,
      positions.map((position) => position - 1),
    );
  } catch (error) {
    if (error instanceof RecordLogFault) return undefined;
    throw error;
  }
}

async function findPublication(
  record: Prover | undefined,
  region: string,
  { position, event, publication }: LoggedDefinition,
  keys: readonly VerifierKey[],
): Promise<Publication | string | null> {
  const status = record?.statusOf(region);
  if (record === undefined || status === undefined || publication === undefined) return null;
  const { checkpoint } = publication;
  const proven = await proveAll(record, region, [publication.position]);
  const [published] = proven?.proofs ?? [];
  // It was said a moment ago: no checkpoint speaks of it yet.
  if (proven === undefined || published === undefined) return null;
  const note = readNote(checkpoint).value;
  const size = note === undefined ? undefined : readCheckpoint(note.text).value?.size;
  if (size === undefined) return "what was published for it is no checkpoint";
  try {
    const definition = await record.proveWithin(region, position - 1, Number(size));
    const checked = checkPublication(nodeCrypto, {
      origin: status.origin,
      keys,
      conditions: event.conditions,
      definition,
      checkpoint,
      publication: published,
      newest: proven.note,
    });
    return checked.fault === undefined ? checked.value : checked.fault.message;
  } catch (error) {
    if (error instanceof RecordLogFault) return error.message;
    throw error;
  }
}
