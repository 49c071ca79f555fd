/**
 * From what SQLite throws to the port's faults, and the shim by which a test makes a commit fail. The shim stands
 * where the operating system would: at the commit. Real causes (a size limit of the operating system, a page limit
 * of the file) are tested as well; the shim adds what no test can make the disk do on demand, a failed fsync.
 */
import { StoreFault } from "../port.ts";
import type { FaultText } from "./items.ts";

/** SQLite's primary result codes, https://sqlite.org/rescode.html */
export const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteCannotOpen = 14;
const sqliteNotADatabase = 26;

/** The injected failure, for tests only. */
export interface FaultPlan {
  /** The commit with this number (1 = first after opening) fails. */
  readonly failingCommit: number;
  /** "lost": nothing of the transaction reached the log. "unsynced": it did, but the sync reported an error. */
  readonly kind: "lost" | "unsynced";
  /** As the operating system would say it. */
  readonly message: string;
  /** PRAGMA max_page_count for the writer: a real SQLITE_FULL. */
  readonly maxPages?: number;
  /** No sync begins while this holds a 1; for a disk that hangs. */
  readonly heldSyncs?: Int32Array<SharedArrayBuffer>;
}

export function errorCodeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

/** An error while reading or opening: says which fault of the port it is. */
export function faultOfRead(error: unknown, path: string): FaultText {
  if (error instanceof StoreFault) return { code: error.code, message: error.message };
  const code = errorCodeOf(error);
  if (code === sqliteCorrupt || code === sqliteNotADatabase) {
    return {
      code: "store.corrupt",
      message: `${path} is damaged (${messageOf(error)}); keep a copy, run "muster doctor", restore the last backup`,
    };
  }
  if (code === sqliteBusy) {
    return {
      code: "store.locked",
      message: `${path} is being written by another process (${messageOf(error)})`,
    };
  }
  if (code === sqliteCannotOpen)
    return { code: "store.failed", message: `${path} cannot be opened: ${messageOf(error)}` };
  return { code: "store.failed", message: `${path}: ${messageOf(error)}` };
}

/** An error while writing: the store stops, whatever the cause was. */
export function faultOfWrite(error: unknown, path: string): FaultText {
  if (error instanceof StoreFault) return { code: error.code, message: error.message };
  return {
    code: "store.failed",
    message: `writing ${path} failed (${messageOf(error)}); nothing more is taken, reads go on; mend the disk and start again`,
  };
}

/** Another process has opened the store since: it is of a later epoch than ours. */
export function fencedFault(epoch: number, ours: number): StoreFault {
  return new StoreFault(
    "store.fenced",
    `another process has opened this store (epoch ${epoch}, ours was ${ours}); this one writes no more`,
  );
}

export function toFault(text: FaultText): StoreFault {
  return new StoreFault(text.code, text.message);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "errcode" in error ? ` [SQLite ${String(error.errcode)}]` : "";
  return `${error.message}${code}`;
}
