/**
 * One transparency log: appends entries, makes the public files, signs. Everything here is synchronous and belongs into a
 * thread of its own (record-worker.ts). The order of the steps is what keeps two checkpoints from ever contradicting each
 * other, and each says what a crash there leaves:
 *
 * 1. entries, salts, tiles are committed and synced;  2. the public files of this size are written;
 * 3. the checkpoint is signed;  4. the signed checkpoint is committed and synced;  5. it is renamed into its place.
 *
 * A salt is drawn once: after a crash the entries that were committed are the log's, for ever, and others were never
 * signed. So any two signed checkpoints are of one growing list.
 */

import { join } from "node:path";
import { assert } from "../../base/assert.ts";
import { writeCheckpoint } from "../../record/note/checkpoint.ts";
import { writeUntilName, writeVerifierKey, type SignerKey } from "../../record/note/keys.ts";
import { openNote, signNote } from "../../record/note/note.ts";
import { makeSigner, makeVerifier } from "../../record/note/signatures.ts";
import { areEqual } from "../../record/bytes.ts";
import type { Frontier, Tile } from "../../record/tree/frontier.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import {
  hashSpan,
  proveConsistency,
  proveInclusion,
  type ReadTile,
} from "../../record/tree/make-proof.ts";
import { countAtLevel, tileWidth } from "../../record/tree/tiles.ts";
import { RecordLogFault } from "./fault.ts";
import { makeKey, maxKeys, readOrMakeKeys, writeKeys } from "./key-file.ts";
import { KeptTiles } from "./kept-tiles.ts";
import { nodeCrypto, sha256 } from "./node-crypto.ts";
import { PublicFiles } from "./public-files.ts";
import { RecordDatabase, type EntryRow, type SignedCheckpoint } from "./record-database.ts";
import { publicFolder, TileFiles } from "./tile-files.ts";

export const checkpointFile = "checkpoint";
/** The newest checkpoint that as many witnesses as are required have cosigned. */
export const witnessedFile = "checkpoint.witnessed";

/** The steps of the opening comment; a test ends the process at any of them. */
export type RecordStep = "appended" | "tiles" | "signed" | "kept" | "published";

export interface RecordLogOptions {
  readonly directory: string;
  readonly origin: string;
  /** Names the history of the store that it follows. */
  readonly history: string;
  /** True = step 2 is done by another thread, before it asks for a signature (tile-files.ts). */
  readonly areTilesElsewhere?: boolean;
  readonly onStep?: (step: RecordStep) => void;
}

const hasher = makeTreeHasher(sha256);

export class RecordLog {
  readonly #options: RecordLogOptions;
  readonly #database: RecordDatabase;
  readonly #files: PublicFiles;
  readonly #frontier: Frontier;
  readonly #keptTiles = new KeptTiles();
  #keys: SignerKey[];
  #signed: SignedCheckpoint | undefined;
  /** Undefined = another thread writes them. */
  readonly #tiles: TileFiles | undefined;
  #syncedSize: number;

  /**
   * Throws a RecordLogFault where it would have to contradict itself: another origin than it was made with, entries that do not
   * give the root that was signed, fewer entries than were signed. It then signs nothing.
   */
  constructor(options: RecordLogOptions) {
    this.#options = options;
    this.#database = new RecordDatabase(options.directory);
    try {
      this.#checkOrigin();
      this.#keys = readOrMakeKeys(options.directory, options.origin);
      this.#frontier = this.#database.openFrontier(hasher);
      this.#signed = this.#database.findSigned();
      this.#checkSigned();
    } catch (error) {
      this.#database.close();
      throw error;
    }
    this.#files = new PublicFiles(join(options.directory, publicFolder));
    this.#syncedSize = this.#database.syncedSize;
    this.#tiles = options.areTilesElsewhere
      ? undefined
      : new TileFiles(options.directory, this.#database);
    if (this.#signed === undefined) return;
    this.#tiles?.write(this.#signed.size);
    this.#tiles?.mendPartials(this.#signed.size);
    // A crash between step 4 and step 5: what was signed last is brought to its place.
    this.#files.write(checkpointFile, this.#signed.note);
  }

  #checkOrigin(): void {
    const { origin, history } = this.#options;
    const known = this.#database.readMeta("origin");
    if (known === undefined) this.#database.writeMeta("origin", origin);
    else if (known !== origin)
      throw new RecordLogFault(
        "record.other-origin",
        `the record is ${known} and can not become ${origin}; set record.origin back, or begin another record in another directory`,
      );
    if (this.#database.readMeta("history") !== history)
      this.#database.writeMeta("history", history);
  }

  /** Nothing is signed over entries that do not begin with those that were. */
  #checkSigned(): void {
    if (this.#signed === undefined) return;
    const { size, root } = this.#signed;
    if (size > this.size || !areEqual(this.#rootAt(size), root))
      throw new RecordLogFault(
        "record.damaged",
        `the entries do not give the root that was signed at size ${size}; restore the record's directory`,
      );
  }

  get size(): number {
    return this.#frontier.size;
  }

  get signedSize(): number {
    return this.#signed?.size ?? 0;
  }

  /** As vkeys, the newest first. */
  get keys(): string[] {
    return this.#keys.map(writeVerifierKey);
  }

  /**
   * A new key signs from now on beside those of before. A crash after the file was written is that of a change by hand: the log
   * of events is told at the next start.
   */
  rotateKeys(): void {
    const { directory, origin } = this.#options;
    if (this.#keys.length >= maxKeys)
      throw new RecordLogFault(
        "record.not-rotated",
        `${maxKeys} keys sign already; retire the older ones first`,
      );
    writeKeys(directory, [makeKey(origin), ...this.#keys]);
    this.reloadKeys();
  }

  /**
   * Only the newest key signs from now on. The newest checkpoint, which each of the others has signed too, is kept for
   * whoever knows only one of those: it has to speak of the event that named the newest key. A crash before the key file is written
   * leaves such files of keys that still sign; the next time they are written anew.
   */
  retireKeys(toldPosition: number): void {
    const { directory } = this.#options;
    const [newest, ...older] = this.#keys;
    const signed = this.#signed;
    const isCovered =
      signed !== undefined &&
      signed.size >= toldPosition &&
      openNote(
        signed.note,
        this.#keys.map((key) => makeVerifier(nodeCrypto, key)),
      ).value?.verified.length === this.#keys.length;
    if (older.length === 0 || !isCovered)
      throw new RecordLogFault(
        "record.not-rotated",
        older.length === 0
          ? "only one key signs; make another one first"
          : "no checkpoint that all keys have signed speaks of the newest key yet; ask again in a second",
      );
    for (const key of older) {
      const name = writeUntilName(key);
      this.#files.write(name, signed.note);
      this.#files.sync(name);
    }
    writeKeys(directory, [newest]);
    this.reloadKeys();
  }

  /** Reads the key file anew. */
  reloadKeys(): void {
    this.#keys = readOrMakeKeys(this.#options.directory, this.#options.origin);
  }

  /** Step 1. A crash before its end loses all of them; they are made anew, with other salts, and nobody has seen these. */
  append(rows: readonly EntryRow[]): void {
    if (rows.length === 0) return;
    const first = this.size;
    const full: Tile[] = [];
    for (const { entry } of rows)
      this.#frontier.append(hasher.leaf(entry), (tile) => full.push(tile));
    this.#database.append(first, rows, full, this.#frontier.listOpen());
    this.#options.onStep?.("appended");
  }

  /** Steps 2 to 5 for the present size; nothing where it is published already. True = a new checkpoint. */
  publish(): boolean {
    const { size } = this;
    if (this.#signed?.size === size) return false;
    assert(this.#tiles !== undefined, "publish: the tiles are written elsewhere");
    // A crash while files are written leaves files of a size that nobody has signed; they are the same when made again.
    this.#tiles.write(size);
    this.#options.onStep?.("tiles");
    this.sign(size, this.#tiles.syncedSize);
    return true;
  }

  /**
   * Steps 3 to 5 for a size whose tiles are files; nothing where it or a later one was signed. The files up to `syncedSize`
   * are there for good.
   */
  sign(size: number, syncedSize: number): void {
    if (this.#signed !== undefined && size <= this.#signed.size) return;
    assert(size <= this.size, `sign: got the size ${size}, expected at most ${this.size}`);
    const { onStep } = this.#options;
    const root = size === this.size ? this.#frontier.root() : this.#rootAt(size);
    const text = writeCheckpoint({ origin: this.#options.origin, size: BigInt(size), root });
    const signers = this.#keys.map((key) => makeSigner(nodeCrypto.ed25519, key));
    const note = signNote(text, signers);
    if (note.fault !== undefined) throw new RecordLogFault("record.damaged", note.fault.message);
    // A crash here loses the signature with the process. Nobody has it.
    onStep?.("signed");
    this.#signed = { size, root, note: note.value };
    this.#database.writeSigned(this.#signed);
    // A crash here: the next start puts it into its place.
    onStep?.("kept");
    this.#files.write(checkpointFile, note.value);
    onStep?.("published");
    this.noteSynced(syncedSize);
  }

  /** After a crash before it, the files since the last note are written again, the same bytes. */
  noteSynced(size: number): void {
    if (size <= this.#syncedSize) return;
    this.#database.noteSyncedSize(size);
    this.#syncedSize = size;
  }

  /** Replaces the checkpoint of this size by one with cosignatures; an older size is only the witnessed one. */
  writeCosigned(size: number, note: string, isEnough: boolean): void {
    if (size === this.#signed?.size) {
      this.#signed = { ...this.#signed, note };
      this.#database.writeSigned(this.#signed);
      this.#files.write(checkpointFile, note);
    }
    if (isEnough) this.#files.write(witnessedFile, note);
  }

  findSigned(): SignedCheckpoint | undefined {
    return this.#signed;
  }

  findRow(index: number): EntryRow | undefined {
    return this.#database.findRow(index);
  }

  destroyTextSalt(index: number): void {
    this.#database.destroyTextSalt(index);
  }

  readMeta(name: string): string | undefined {
    return this.#database.readMeta(name);
  }

  writeMeta(name: string, value: string): void {
    this.#database.writeMeta(name, value);
  }

  /** Of the signed tree; both sizes at most its size. Throws RecordLogFault record.no-proof. */
  proveInclusion(index: number, size: number): Uint8Array[] {
    return this.#prove(() => proveInclusion(this.#treeOf(size), index), size);
  }

  proveConsistency(oldSize: number, size: number): Uint8Array[] {
    return this.#prove(() => proveConsistency(this.#treeOf(size), oldSize), size);
  }

  #prove(make: () => ReturnType<typeof proveInclusion>, size: number): Uint8Array[] {
    const proof = size > this.size ? undefined : make();
    if (proof?.value === undefined)
      throw new RecordLogFault(
        "record.no-proof",
        proof?.fault.message ?? `the log has ${this.size} entries`,
      );
    return proof.value;
  }

  #treeOf(size: number) {
    return { hasher, size, readTile: this.#readTile };
  }

  #rootAt(size: number): Uint8Array {
    return size === 0
      ? hasher.empty
      : hashSpan(hasher, { from: 0, to: size }, size, this.#readTile);
  }

  /** Of any size up to the present one: a tile that is partial there is the beginning of the tile of today. */
  readonly #readTile: ReadTile = ({ level, index, width }) => {
    const isFull = countAtLevel(this.size, level) >= (index + 1) * tileWidth;
    const tile = isFull
      ? this.#keptTiles.get({ level, index }, () => this.#database.readFullTile(level, index))
      : this.#frontier.listOpen().find((open) => open.level === level)?.bytes;
    return (tile ?? new Uint8Array()).subarray(0, width * 32);
  };

  /** An orderly end leaves nothing to be made again. */
  close(): void {
    try {
      this.#tiles?.syncAll();
      this.noteSynced(this.#tiles?.syncedSize ?? 0);
    } finally {
      this.#database.close();
    }
  }
}
