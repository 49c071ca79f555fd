/**
 * The logs that a witness knows, through changes of their keys. It begins with the keys it was given. When a checkpoint of a known log
 * is signed by none of them, it reads the log's record where it was told to (`--from`) and goes the way that `muster verify` goes: from
 * a key that it trusts over the last checkpoint that this key signed to the keys that entries of that tree name, after every entry and tile was
 * checked, and only where the record goes on from what it cosigned last. What it was led to takes the place of what it was given, so
 * that a key that was retired counts no more; it stays in its file, and is forgotten when it is given other keys.
 */

import { readCheckpoint, writeCheckpoint } from "../../record/note/checkpoint.ts";
import { readVerifierKey, writeVerifierKey, type VerifierKey } from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import type { Latest } from "../../record/witness/add-checkpoint.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { RecordSource } from "../verify/record-source.ts";
import { verifyRecord } from "../verify/verify-record.ts";
import type { WitnessMemory } from "./witness-memory.ts";

export const leadLimits = {
  /** Between two readings of one log's record: anybody may send a checkpoint with an unknown signature. */
  everyMillis: 10_000,
  /** Whoever asked is told to come again, and finds the new keys then. */
  waitMillis: 5_000,
} as const;

export interface KnownLogsOptions {
  /** As given, by origin. */
  readonly given: ReadonlyMap<string, readonly VerifierKey[]>;
  /** Addresses or folders of records. */
  readonly from: readonly string[];
  readonly memory: WitnessMemory;
  /** A line for whoever runs the witness. */
  readonly say: (line: string) => void;
}

export class KnownLogs {
  readonly #options: KnownLogsOptions;
  readonly #keys = new Map<string, readonly VerifierKey[]>();
  readonly #leading = new Map<string, Promise<boolean>>();
  readonly #ledMillis = new Map<string, number>();

  constructor(options: KnownLogsOptions) {
    this.#options = options;
    for (const [origin, given] of options.given) {
      const led = options.memory.findKeys(origin, listOf(given));
      const keys = led?.flatMap((text) => readVerifierKey(sha256, text).value ?? []) ?? [];
      this.#keys.set(origin, keys.length > 0 ? keys : given);
    }
  }

  /** By origin, as they are now. */
  get keys(): ReadonlyMap<string, readonly VerifierKey[]> {
    return this.#keys;
  }

  /** True = other keys are known than before. Never rejects, and never waits longer than its limit. */
  async lead(origin: string): Promise<boolean> {
    if (this.#options.from.length === 0 || !this.#keys.has(origin)) return false;
    const running = this.#leading.get(origin) ?? this.#begin(origin);
    if (running === undefined) return false;
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, leadLimits.waitMillis, false);
    const isLed = await Promise.race([running, late]);
    clearTimeout(timer);
    return isLed;
  }

  #begin(origin: string): Promise<boolean> | undefined {
    const last = this.#ledMillis.get(origin) ?? Number.NEGATIVE_INFINITY;
    if (performance.now() - last < leadLimits.everyMillis) return undefined;
    this.#ledMillis.set(origin, performance.now());
    const running = this.#follow(origin)
      .catch((error: unknown) => {
        this.#options.say(`not led to other keys of ${origin}: ${(error as Error).message}`);
        return false;
      })
      .finally(() => this.#leading.delete(origin));
    this.#leading.set(origin, running);
    return running;
  }

  async #follow(origin: string): Promise<boolean> {
    const { from, given, memory, say } = this.#options;
    const trusted = this.#keys.get(origin) ?? [];
    const source = await findSource(from, origin);
    if (source === undefined) throw new Error("none of --from has its record");
    const note = Buffer.from(await source.get("checkpoint")).toString("utf8");
    // Nothing was changed there: whoever sent the strange checkpoint has no word of the log for it.
    if (isSignedBy(note, trusted)) return false;
    const latest = memory.find(origin);
    const verified = await verifyRecord({
      source,
      policy: {
        logs: trusted.map((key) => ({ key })),
        witnesses: [],
        groups: [],
        quorum: undefined,
      },
      remembered: latest === undefined ? undefined : noteOf(origin, latest),
    });
    const [finding] = verified.findings;
    if (finding !== undefined || verified.accepted === undefined)
      throw new Error(finding?.message ?? "its checkpoint is not accepted");
    // Those that signed what is served now: one that was retired did not, and counts no more.
    const candidates = [...trusted, ...verified.followed.map(({ key }) => key)];
    const keys = candidates.filter((key) => isSignedBy(verified.note, [key]));
    if (keys.length === 0) return false;
    memory.keepKeys(origin, listOf(given.get(origin) ?? []), keys.map(writeVerifierKey));
    this.#keys.set(origin, keys);
    say(`led by the log to the keys of ${origin}:\n${keys.map(writeVerifierKey).join("\n")}`);
    return true;
  }
}

function listOf(keys: readonly VerifierKey[]): string {
  return keys.map(writeVerifierKey).toSorted().join("\n");
}

async function findSource(
  from: readonly string[],
  origin: string,
): Promise<RecordSource | undefined> {
  for (const where of from) {
    const source = new RecordSource(where);
    const note = await source.find("checkpoint");
    if (note === undefined) continue;
    const [first] = Buffer.from(note).toString("utf8").split("\n", 1);
    if (first === origin) return source;
  }
  return undefined;
}

function isSignedBy(note: string, keys: readonly VerifierKey[]): boolean {
  const verifiers = keys.map((key) => makeVerifier(nodeCrypto, key));
  const opened = openNote(note, verifiers);
  return opened.fault === undefined && readCheckpoint(opened.value.text).fault === undefined;
}

/** As a remembered checkpoint is read, of which only the text counts. */
function noteOf(origin: string, { size, root }: Latest): string {
  return `${writeCheckpoint({ origin, size, root })}\n`;
}
