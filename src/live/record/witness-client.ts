/**
 * Asks witnesses for cosignatures of a record's newest checkpoint, each on its own and one request at a time, so that a slow
 * one holds up nobody. A witness that does not answer is asked again with the next checkpoint; that it is missing is said.
 * Nothing waits for it: a checkpoint is published first and gets its cosignatures when they come.
 */

import { readUtf8 } from "../../record/bytes.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import type { VerifierKey } from "../../record/note/keys.ts";
import { readNote, writeNote, type NoteSignature } from "../../record/note/note.ts";
import { readCosignature, writeAddCheckpoint } from "../../record/witness/add-checkpoint.ts";
import { nodeCrypto } from "./node-crypto.ts";

export const witnessClientLimits = {
  timeoutMillis: 10_000,
  maxAnswerBytes: 64 * 1024,
  /** Checkpoints whose cosignatures are gathered; a witness that is later than that is too late for them. */
  checkpoints: 32,
  /** After a failure, before the same witness is asked again. */
  retryMillis: 5_000,
} as const;

export interface WitnessConfig {
  readonly key: VerifierKey;
  /** Of its `add-checkpoint`, without that and without a slash at the end. */
  readonly url: string;
}

export interface WitnessStatus {
  readonly name: string;
  /** Size of the newest checkpoint that it cosigned; 0 = none yet. */
  readonly cosigned: number;
  /** Why the last request failed; undefined = it did not. */
  readonly fault: string | undefined;
}

export interface WitnessesOptions {
  readonly witnesses: readonly WitnessConfig[];
  readonly required: number;
  /** Consistency from a size to a later one. */
  readonly prove: (oldSize: number, size: number) => Promise<readonly Uint8Array[]>;
  /** A checkpoint with its cosignatures so far. */
  readonly onCosigned: (size: number, note: string, isEnough: boolean) => void;
}

/** The witnesses of one record. */
export class Witnesses {
  readonly #options: WitnessesOptions;
  readonly #asked: AskedWitness[];
  /** By size: the checkpoint as we signed it, and its cosignatures by witness. */
  readonly #notes = new Map<number, { note: string; cosignatures: Map<string, NoteSignature> }>();

  constructor(options: WitnessesOptions) {
    this.#options = options;
    this.#asked = options.witnesses.map((witness) => new AskedWitness(witness));
  }

  list(): WitnessStatus[] {
    return this.#asked.map(({ witness, cosigned, fault }) => ({
      name: witness.key.name,
      cosigned,
      fault,
    }));
  }

  /** A new checkpoint was signed; does not wait for anybody. */
  offer(size: number, note: string): void {
    this.#notes.set(size, { note, cosignatures: new Map() });
    for (const old of this.#notes.keys()) {
      if (this.#notes.size <= witnessClientLimits.checkpoints) break;
      this.#notes.delete(old);
    }
    for (const asked of this.#asked) void this.#ask(asked);
  }

  async #ask(asked: AskedWitness): Promise<void> {
    if (asked.isBusy || performance.now() < asked.notBefore) return;
    asked.isBusy = true;
    try {
      // What was signed meanwhile is asked for at once.
      for (let size = this.#newest; size > asked.cosigned; size = this.#newest) {
        const offered = this.#notes.get(size);
        if (offered === undefined) return;
        const cosignature = await asked.ask(size, offered.note, this.#options.prove);
        asked.cosigned = size;
        asked.fault = undefined;
        offered.cosignatures.set(asked.witness.key.name, cosignature);
        this.#tell(size);
      }
    } catch (error) {
      asked.fault = (error as Error).message;
      asked.notBefore = performance.now() + witnessClientLimits.retryMillis;
    } finally {
      asked.isBusy = false;
    }
  }

  get #newest(): number {
    return Math.max(0, ...this.#notes.keys());
  }

  #tell(size: number): void {
    const offered = this.#notes.get(size);
    const read = offered === undefined ? undefined : readNote(offered.note).value;
    if (offered === undefined || read === undefined) return;
    const cosignatures = [...offered.cosignatures.values()];
    const note = writeNote({ text: read.text, signatures: [...read.signatures, ...cosignatures] });
    this.#options.onCosigned(
      size,
      note,
      cosignatures.length >= Math.max(1, this.#options.required),
    );
  }
}

class AskedWitness {
  readonly witness: WitnessConfig;
  cosigned = 0;
  fault: string | undefined;
  isBusy = false;
  notBefore = Number.NEGATIVE_INFINITY;
  /** Size of the checkpoint that it cosigned last, as far as we know; it says so where we are wrong. */
  #lastSize = 0;

  constructor(witness: WitnessConfig) {
    this.witness = witness;
  }

  async ask(size: number, note: string, prove: WitnessesOptions["prove"]): Promise<NoteSignature> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const oldSize = this.#lastSize;
      const proof = oldSize === 0 || oldSize === size ? [] : await prove(oldSize, size);
      const { status, type, text } = await this.#post(
        writeAddCheckpoint({ oldSize: BigInt(oldSize), proof, note }),
      );
      if (status === 200) {
        const body = note.slice(0, note.lastIndexOf("\n\n") + 1);
        if (readCheckpoint(body).fault !== undefined)
          throw new Error("our own note is no checkpoint");
        const cosignature = readCosignature(nodeCrypto, this.witness.key, body, text);
        if (cosignature.fault !== undefined) throw new Error(cosignature.fault.message);
        this.#lastSize = size;
        return cosignature.value;
      }
      const known = /^(0|[1-9][0-9]{0,15})\n$/.exec(text)?.[1];
      if (status !== 409 || type !== "text/x.tlog.size" || known === undefined)
        throw new Error(`it answers ${status}: ${text.slice(0, 200).trim()}`);
      if (Number(known) > size) throw new Error(`it knows ${known} entries, this log has ${size}`);
      if (Number(known) === oldSize) throw new Error("it knows another history of this log");
      this.#lastSize = Number(known);
    }
    throw new Error("it changes its mind about what it cosigned last");
  }

  async #post(body: string): Promise<{ status: number; type: string; text: string }> {
    const response = await fetch(`${this.witness.url}/add-checkpoint`, {
      method: "POST",
      body,
      redirect: "error",
      signal: AbortSignal.timeout(witnessClientLimits.timeoutMillis),
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > witnessClientLimits.maxAnswerBytes) throw new Error("its answer is too long");
      chunks.push(chunk);
    }
    const text = readUtf8(Buffer.concat(chunks)) ?? "";
    return { status: response.status, type: response.headers.get("content-type") ?? "", text };
  }
}
