/**
 * The signing keys of one record: a file with a key a line, the first of which is the newest. All of them sign, so that
 * whoever trusts an older one can follow the log to a newer one; a line that is taken away signs no more. The file is made
 * at the first start and is readable by its owner alone; it is in no backup of the store.
 */

import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import {
  keyTypes,
  makeSignerKey,
  readSignerKey,
  writeSignerKey,
  type KeyType,
  type SignerKey,
} from "../../record/note/keys.ts";
import { RecordLogFault } from "./fault.ts";
import { nodeCrypto } from "./node-crypto.ts";

export const keyFileName = "keys";
/** More are no rotation. */
export const maxKeys = 8;

/** Throws RecordLogFault record.wrong-keys, which quotes no key. */
export function readKeys(
  directory: string,
  name: string,
  type: KeyType = keyTypes.ed25519,
): SignerKey[] {
  const path = join(directory, keyFileName);
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const keys = lines.map((line, index) => {
    const key = readSignerKey(nodeCrypto, line);
    if (key.fault !== undefined || key.value.name !== name || key.value.type !== type)
      throw new RecordLogFault(
        "record.wrong-keys",
        `${path}, key ${index + 1}: expected PRIVATE+KEY+${name}+ID+BASE64 of a key of type ${type}`,
      );
    return key.value;
  });
  if (keys.length === 0 || keys.length > maxKeys)
    throw new RecordLogFault(
      "record.wrong-keys",
      `${path}: got ${keys.length} keys, expected 1 to ${maxKeys}`,
    );
  return keys;
}

export function makeKey(name: string, type: KeyType = keyTypes.ed25519): SignerKey {
  return makeSignerKey(nodeCrypto, name, type, randomBytes(32));
}

/** The file is whole or not there: a crash before the rename leaves the file of before. */
export function writeKeys(directory: string, keys: readonly SignerKey[]): void {
  const path = join(directory, keyFileName);
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  try {
    writeSync(file, keys.map((key) => `${writeSignerKey(key)}\n`).join(""));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}

export function readOrMakeKeys(directory: string, name: string, type?: KeyType): SignerKey[] {
  if (!existsSync(join(directory, keyFileName))) writeKeys(directory, [makeKey(name, type)]);
  return readKeys(directory, name, type);
}
