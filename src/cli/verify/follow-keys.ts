/**
 * From a key that is trusted to the one that signs today: a key that was retired has left a checkpoint that it signed, and within
 * that tree the log names the keys that shall sign. So whoever trusts the old key is led to the new one by the log alone, one
 * change after the other. Nothing of it is believed before every entry was checked against the tree.
 */

import { readCheckpoint } from "../../record/note/checkpoint.ts";
import {
  readVerifierKey,
  writeUntilName,
  writeVerifierKey,
  type VerifierKey,
} from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import type { Entry } from "../../record/entry/entry.ts";
import type { RecordSource } from "./record-source.ts";

/** More changes than this are no history of a log. */
const maxChanges = 64;

/** What a retired key signed last. */
export interface Until {
  readonly key: VerifierKey;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Undefined where the key was not retired, or what is served is not its. */
export async function findUntil(
  source: RecordSource,
  key: VerifierKey,
): Promise<Until | undefined> {
  const bytes = await source.find(writeUntilName(key));
  if (bytes === undefined) return undefined;
  const opened = openNote(bytes, [makeVerifier(nodeCrypto, key)]);
  const checkpoint =
    opened.fault === undefined ? readCheckpoint(opened.value.text).value : undefined;
  if (checkpoint?.origin !== key.name || checkpoint.size === 0n) return undefined;
  return { key, size: Number(checkpoint.size), root: checkpoint.root };
}

/** The keys that the log has named, by index: gathered while its entries are checked. */
export class NamedKeys {
  readonly #named: { readonly index: number; readonly keys: readonly string[] }[] = [];

  see({ type, facts }: Entry, index: number): void {
    if (type !== "record.keys-set" || !Array.isArray(facts["keys"])) return;
    const keys = facts["keys"].filter((key): key is string => typeof key === "string");
    this.#named.push({ index, keys });
  }

  /** Those that were to sign when the log had that many entries: an earlier list is over once there is a later one. */
  findAt(size: number, origin: string): VerifierKey[] {
    const last = this.#named.findLast(({ index }) => index < size);
    return (last?.keys ?? []).flatMap((text) => {
      const key = readVerifierKey(sha256, text).value;
      return key?.name === origin ? [key] : [];
    });
  }
}

export interface Followed {
  readonly key: VerifierKey;
  /** Entries of the tree in which an older key named it. */
  readonly size: number;
}

/**
 * The keys that a trusted one leads to. `isOfLog` says whether a tree of that size and root is the beginning of the log whose
 * entries were checked.
 */
export async function followKeys(
  source: RecordSource,
  trusted: readonly VerifierKey[],
  named: NamedKeys,
  isOfLog: (until: Until) => Promise<boolean>,
): Promise<Followed[]> {
  const followed: Followed[] = [];
  const known = new Set(trusted.map(writeVerifierKey));
  const open = [...trusted];
  for (let change = 0; change < maxChanges; change += 1) {
    const key = open.shift();
    if (key === undefined) break;
    const until = await findUntil(source, key);
    if (until === undefined || !(await isOfLog(until))) continue;
    for (const next of named.findAt(until.size, key.name)) {
      const text = writeVerifierKey(next);
      if (known.has(text)) continue;
      known.add(text);
      followed.push({ key: next, size: until.size });
      open.push(next);
    }
  }
  return followed;
}
