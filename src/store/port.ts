/**
 * The event store port: what the live loop needs of an engine, and nothing that names one. A store keeps one
 * gapless log per region. It knows nothing of the core: an event is a line of JSON (the public facts) and
 * perhaps a second one (personal and free text, kept apart so that it can be erased while the facts stay).
 *
 * Promises of every engine, checked by the one suite in contract.ts:
 * - `append` resolves only after the events are durable (fsync), all of a command's events or none;
 * - positions are 1, 2, 3 ... per region, in the order of the calls, with no gap;
 * - a command id is accepted once per region for ever;
 * - a wrong `expectedPosition` changes nothing;
 * - appends may be pipelined: a caller may append command n + 1 with command n's last position before n is
 *   durable. Expectations are checked in the order of the calls, so when n is refused everything that was built
 *   on it is refused as stale;
 * - after any error of writing, syncing or reading the log the store takes nothing more (`failed`), never retries, and
 *   keeps answering the reads that it can.
 */

/**
 * One event as the store sees it. `facts` is the text of one JSON object as JSON.stringify writes it, at most
 * `maxFactsBytes` long in UTF-8. The store looks only at its first and last character: the caller made it.
 */
export interface EventRecord {
  readonly facts: string;
  /** JSON object with personal or free text, or null. At most `maxPrivateBytes`. */
  readonly privateText: string | null;
}

export interface StoredRecord extends EventRecord {
  readonly position: number;
}

export interface AppendRequest {
  /** 1 to 64 characters of A-Z a-z 0-9 . _ - ; an unknown region begins with its first append. */
  readonly region: string;
  /** The position of the last event the caller has folded; the first event gets `expectedPosition + 1`. */
  readonly expectedPosition: number;
  /**
   * Client-made id of the command, 1 to 64 characters; answers for retries are found by it. Any text will do;
   * ids that begin with the time (UUID version 7) keep the index of ids small and fast.
   */
  readonly commandId: string;
  /**
   * Of what was asked, 32 bits (0 to 2^32 - 1): kept with the id, so that a retry is told from another request that uses
   * the id again. None = nothing is kept.
   */
  readonly fingerprint?: number;
  /** 1 to maxRecordsPerCommand. A command without events leaves no trace, so it is not appended at all. */
  readonly records: readonly EventRecord[];
}

export interface Appended {
  readonly firstPosition: number;
  readonly lastPosition: number;
}

/** `fingerprint` is the one it was appended with; it is missing where there was none, as in logs of older schemas. */
export interface FoundCommand extends Appended {
  readonly fingerprint?: number;
}

/** Telemetry: bounded history beside the log, for trails and replay. E7 = degrees times 10^7, integer. */
export interface PositionSample {
  readonly unit: number;
  readonly at: number;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface SnapshotRecord {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** A fault has a stable code; `docs/reference/errors.md` lists them all. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  readonly code: StoreFaultCode;
  constructor(code: StoreFaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export type StoreFaultCode =
  | "store.stale-position" // expectedPosition is not the head
  | "store.duplicate-command" // the command id is already in the log
  | "store.invalid" // an argument is outside the port's shape (name, id, limit, text): nothing was done
  | "store.too-large" // a record or batch is above a named limit
  | "store.busy" // the bounded queue in front of the writer or of the reader is full
  // A write, sync or read error, now or earlier: the store takes nothing more. A command rejected with it was not
  // acknowledged and may or may not be in the log after a restart: send it again with the same command id.
  | "store.failed"
  | "store.fenced" // another process took over the lock or raised the epoch
  | "store.locked" // another live process holds the store (at open)
  | "store.foreign" // the file is not a Muster store, or of a newer schema (at open)
  | "store.corrupt" // the file is damaged (at open, or found while reading)
  | "store.exists" // a backup or restore would overwrite something
  | "store.unsupported" // this engine cannot do it (backup of the in-memory engine)
  | "store.closed";

export const storeLimits = {
  maxFactsBytes: 64 * 1024,
  maxPrivateBytes: 64 * 1024,
  maxRecordsPerCommand: 1024,
  maxQueuedCommands: 20_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  /** Of the log and the documents, waiting for the disk; one more is refused as busy. */
  maxWaitingReads: 10_000,
  maxCommandIdLength: 64,
  maxReadCount: 10_000,
  /** A read ends early, but never empty, where its texts would pass this. */
  maxReadBytes: 16 * 1024 * 1024,
  maxRegions: 8_000,
  maxNameLength: 64,
  maxDocumentKeyLength: 256,
  maxDocumentBytes: 256 * 1024,
  maxSnapshotBytes: 512 * 1024 * 1024,
  positionHistoryPerUnit: 5_000,
  /** Samples waiting for the telemetry file; more are dropped and counted. */
  maxQueuedPositions: 100_000,
} as const;

export interface EventStore {
  /**
   * Names the history that its logs tell, 1 to 64 characters: kept over restarts, and another one once a backup was restored.
   * A position means the same event only within one history.
   */
  readonly history: string;
  /** Position of the last durable event of the region; 0 for an empty or unknown one. */
  readHead(region: string): Promise<number>;
  append(request: AppendRequest): Promise<Appended>;
  /**
   * Records with position > `after`, ascending, at most `limit` (1 to maxReadCount), fewer where their texts
   * would pass maxReadBytes; empty only at the end of the log.
   */
  read(region: string, after: number, limit: number): Promise<StoredRecord[]>;
  /**
   * The facts of positions `after + 1 ... after + n` as the UTF-8 of ONE JSON array (fast path for folding:
   * one parse for a thousand events), with the private texts of those positions as another one beside it. n is at most `limit`
   * and smaller where the texts would pass maxReadBytes; 0 only at the end of the log. See chunks.ts.
   */
  readChunk(region: string, after: number, limit: number): Promise<FactsChunk>;
  /**
   * At once and without looking: false = certainly no command with this id was ever handed to `append`, so a look-up would
   * be in vain. Nearly every command is new.
   */
  mayKnow(region: string, commandId: string): boolean;
  /** Where an accepted command's events lie, or undefined. */
  findCommand(region: string, commandId: string): Promise<FoundCommand | undefined>;
  listRegions(): Promise<string[]>;
  /**
   * A snapshot is only a cache: the newest one per region is kept, losing it loses nothing. Throws
   * store.stale-position for a position that is not durable yet: after a crash it could belong to another past.
   */
  saveSnapshot(region: string, snapshot: SnapshotRecord): Promise<void>;
  findSnapshot(region: string): Promise<SnapshotRecord | undefined>;
  /** Telemetry: not on the command path; dropped with a count when its bounded queue is full. */
  recordPositions(region: string, samples: readonly PositionSample[]): void;
  /** Samples with `from` <= at <= `to`, ascending by time, the newest `limit` of them. */
  readPositions(
    region: string,
    unit: number,
    from: number,
    to: number,
    limit: number,
  ): Promise<PositionSample[]>;
  /** Small documents beside the log (accounts, sessions, audit are built on it): atomic, durable, versioned by `expectedVersion`. */
  readDocument(collection: string, key: string): Promise<StoredDocument | undefined>;
  /** In the order of their keys (by UTF-8 bytes), from the first key after `afterKey`. */
  listDocuments(collection: string, limit: number, afterKey?: string): Promise<StoredDocument[]>;
  /** `expectedVersion` 0 = must not exist. `body` null deletes. Throws store.stale-position on a version conflict. */
  writeDocument(
    collection: string,
    key: string,
    expectedVersion: number,
    body: string | null,
  ): Promise<void>;
  /**
   * Erases the private text of an event for good; its facts stay. Durable when it resolves; false = there is none (any more).
   * Throws store.invalid for a position that is not durable.
   */
  eraseText(region: string, position: number): Promise<boolean>;
  /** A consistent copy while running, written to a new file and synced; throws store.exists when there is one. */
  backup(path: string): Promise<void>;
  readonly status: StoreStatus;
  /** Called once, when the store stops taking commands because of a write, sync or read error or because it was fenced. */
  onFailure(listener: (fault: StoreFault) => void): void;
  close(): Promise<void>;
}

export interface FactsChunk {
  readonly first: number;
  readonly count: number;
  readonly factsArray: Uint8Array<ArrayBuffer>;
  /** Positions of the events that have a private text, the lengths of these in bytes, and all as one JSON array. */
  readonly textPositions: Float64Array;
  readonly textLengths: Int32Array;
  readonly textsArray: Uint8Array<ArrayBuffer>;
}

export interface StoredDocument {
  readonly key: string;
  readonly version: number;
  readonly body: string;
}

export interface StoreStatus {
  readonly state: "open" | "failed" | "closed";
  readonly epoch: number;
  readonly queuedCommands: number;
  readonly droppedPositions: number;
  readonly commits: number;
  readonly commandsCommitted: number;
}
